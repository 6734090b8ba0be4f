"""What a prescriber had before them is kept with the signature, to the letter, whatever is written later."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from clinic.demo import workup
from patients.actions import fact, interaction, screening
from patients.actions.workup import illness, substance, text, trial
from patients.eligibility.as_signed import SCHEMA, digest, plain
from patients.models import InteractionCheck, ScreeningSignature, TreatmentTrial
from patients.policies import suggestion as suggestions
from patients.policies.as_signed import before, document
from tests.patients.conftest import ABSENT

pytestmark = pytest.mark.django_db


def gathered(walk):
    """A screening with a full workup, a trial, an opioid that was answered for, and words."""
    sheet = walk.screening()
    who = {"by": walk.nurse, "at": walk.at}
    workup.gather(sheet, 8, nurse=walk.nurse, at=walk.at)
    fact.confirm_condition(sheet.patient, name="Recurrent depression", **who)
    fact.confirm_medication(sheet.patient, name="Oxycodone 5 mg", dose="5 mg", **who)
    check = InteractionCheck.objects.filter(patient=sheet.patient).newest().first()
    flag = next(each for each in check.flags if each["rule"] == "OPIOID")
    interaction.answer(
        check,
        finding=flag["finding"],
        reason="Low dose, after surgery.",
        by=walk.prescriber,
        at=walk.at,
    )
    screening.record_findings(sheet, findings=ABSENT, summary="Calm.", **who)
    return sheet


@pytest.fixture
def signed(walk):
    sheet = gathered(walk)
    screening.complete(sheet, by=walk.nurse, at=walk.at)
    return walk.sign(sheet)


def kept(sheet):
    return ScreeningSignature.objects.filter(screening=sheet).latest("signed_at")


def test_everything_that_was_read_is_kept(signed, walk):
    signature = kept(signed)
    seen = signature.before
    assert (signature.schema, signature.is_whole) == (SCHEMA, True)
    assert seen["summary"] == "Calm."
    assert [each["name"] for each in seen["conditions"]] == ["Recurrent depression"]
    (drug,) = seen["medications"]
    assert (drug["name"], drug["confirmed_by"]) == ("Oxycodone 5 mg", walk.nurse.actor_label)
    rules = seen["interactions"]
    assert rules["medications"][0]["substances"] == ["oxycodone"]
    assert [flag["rule"] for flag in rules["flags"]] == ["OPIOID"]
    assert [note["reason"] for note in rules["notes"]] == ["Low dose, after surgery."]
    assert len(seen["trials"]) == 3
    assert seen["trials"][0]["judged"].keys() >= {"adequate", "failed", "least_dose"}
    assert seen["staging"]["total"] >= 3
    assert {"WEIGHT", "BLOOD_PRESSURE", "ALT"} <= {row["kind"] for row in seen["results"]}
    assert len(seen["substances"]) == 7
    assert seen["pregnancy"]["answer"]
    assert {"HISTORY", "EXPECTATIONS", "WORRIES"} <= {row["about"] for row in seen["texts"]}
    assert signature.decision["outcome"] == "ELIGIBLE"
    assert json.loads(json.dumps(seen)) == seen


def test_what_is_written_later_changes_nothing_that_was_signed(signed, walk):
    """With the rows read anew in place of what was kept, the new dose stands under the old signature: red."""
    was = kept(signed)
    later = walk.later(days=1)
    who = {"by": walk.nurse, "at": later.at}
    old = TreatmentTrial.objects.filter(patient=signed.patient, kind="DRUG").first()
    said = {"name": old.name, "episode": old.episode, "max_dose_mg_day": 5, "weeks_at_max": 1}
    trial.correct(old, because="Misheard.", **said, **who)
    fact.confirm_medication(signed.patient, name="Theophylline", **who)
    illness.record(signed.course, indication="PTSD", months=3, severity="MILD", ect="NO", **who)
    now = ScreeningSignature.objects.get(pk=was.pk)
    assert (now.signed_over, now.sha256, now.is_whole) == (was.signed_over, was.sha256, True)
    standings = suggestions.standings(signed, suggestions.known_for(signed, later.at))
    today = document(before(signed, standings, later.at))
    for part in ("trials", "medications", "illness", "interactions"):
        assert today[part] != was.before[part], part


def test_signing_again_keeps_a_second_one(signed, walk):
    later = walk.later(days=1)
    fact.confirm_medication(signed.patient, name="Ibuprofen", by=walk.nurse, at=later.at)
    last = walk.later(days=2)
    last.sign(signed, read=last.news(signed))
    first, second = ScreeningSignature.objects.filter(screening=signed).order_by("signed_at")
    assert len(first.before["medications"]) + 1 == len(second.before["medications"])
    assert first.sha256 != second.sha256


def test_the_digest_finds_one_changed_letter(signed):
    signature = kept(signed)
    signature.before["trials"][0]["name"] += "."
    assert not signature.is_whole
    signature = kept(signed)
    signature.decision["note"] = "Otherwise."
    assert not signature.is_whole


def test_the_digest_does_not_depend_on_order_and_numbers_are_text():
    assert digest({"a": 1, "b": [2, "ü"]}) == digest({"b": [2, "ü"], "a": 1})
    assert digest({"a": [1, 2]}) != digest({"a": [2, 1]})
    with pytest.raises(TypeError):
        plain(0.5)


def test_nobody_writes_over_what_was_signed(signed):
    """APPEND_ONLY taken from the model, the application's role may update it: no refusal, red."""
    for sql in (
        "UPDATE patients_screeningsignature SET before = '{}'",
        "DELETE FROM patients_screeningsignature",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_a_signature_that_fails_leaves_no_row(walk, monkeypatch):
    """The line and what it stands on are written together with the state, or not at all."""
    sheet = gathered(walk)
    screening.complete(sheet, by=walk.nurse, at=walk.at)
    monkeypatch.setattr("patients.actions.screening.decide", _breaks)
    with pytest.raises(ZeroDivisionError):
        walk.sign(sheet)
    sheet.refresh_from_db()
    assert sheet.status == "COMPLETE"
    assert not ScreeningSignature.objects.filter(screening=sheet).exists()


def _breaks(*_args, **_kwargs):
    raise ZeroDivisionError


def test_struck_out_entries_are_not_what_was_read(walk):
    sheet = gathered(walk)
    who = {"by": walk.nurse, "at": walk.later(minutes=1).at}
    for row in TreatmentTrial.objects.filter(patient=sheet.patient):
        trial.void(row, because="Not hers.", **who)
    substance.record(sheet.course, substance="ALCOHOL", use="CURRENT", amount="A glass", **who)
    text.save(sheet, texts={"SOCIAL": text.Typed("Lives with her sister.", 0)}, **who)
    seen = document(before(sheet, (), who["at"]))
    assert seen["trials"] == []
    alcohol = next(row for row in seen["substances"] if row["substance"] == "ALCOHOL")
    assert (alcohol["use"], len(seen["substances"])) == ("CURRENT", 7)
    assert "Lives with her sister." in {row["body"] for row in seen["texts"]}
