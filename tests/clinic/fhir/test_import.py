"""Bundles are imported by command: a line for each file, nothing by halves, never twice."""

import shutil
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.core import clock
from clinic.core.errors import InvalidInput
from clinic.fhir.actions.referral import import_bundle
from clinic.fhir.bundle.refusal import BadBundle
from patients.models import Condition, Patient, Referral, ReferralFact
from tests.clinic.fhir.bundles import OWN, dumped, every_own, every_shared, own, parsed

pytestmark = pytest.mark.django_db


def command(*arguments: str | Path) -> list[str]:
    out = StringIO()
    call_command("import_referral", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_one_line_for_each_file(site) -> None:
    lines = command(OWN / "r4_transaction.json", OWN / "r4_collection.json")
    assert lines[0].startswith("received  ")
    assert lines[0].endswith("4 lines to review")
    assert lines[1].startswith("to decide ")
    assert lines[1].endswith("The birth date is not complete.")


def test_a_file_twice_is_known_the_second_time(site, tmp_path) -> None:
    copy = shutil.copy(OWN / "r4_transaction.json", tmp_path / "other name.json")
    lines = command(OWN / "r4_transaction.json", copy)
    assert lines[1].startswith("known     ")
    assert Patient.objects.count() == 1


def test_a_bad_file_is_refused_with_entry_and_reason_and_the_others_are_kept(
    site, tmp_path
) -> None:
    document = parsed("r4_transaction")
    document["entry"][7]["resource"]["patient"]["reference"] = "Patient/somebody-else"
    bad = tmp_path / "bad.json"
    bad.write_bytes(dumped(document))
    out = StringIO()
    with pytest.raises(CommandError, match="2 of 3 refused") as failed:
        call_command(
            "import_referral",
            str(bad),
            str(tmp_path / "nowhere.json"),
            str(OWN / "stu3_collection.json"),
            stdout=out,
        )
    assert failed.value.returncode == 1
    lines = out.getvalue().splitlines()
    assert "Entry 7 (AllergyIntolerance): It is about somebody who is not" in lines[0]
    assert "No such file or directory" in lines[1]
    assert lines[2].startswith("received  ")
    assert Patient.objects.get().family_name == "von Beispiel"


def test_with_two_sites_the_command_asks_which(site, other_site) -> None:
    with pytest.raises(CommandError, match="elsewhere, thistledown"):
        command(OWN / "stu3_collection.json")
    command(OWN / "stu3_collection.json", "--site", "elsewhere")
    assert Referral.objects.get().site == other_site


def test_an_import_is_signed_by_the_person_named(site, nurse) -> None:
    command(OWN / "stu3_collection.json", "--by", nurse.email)
    assert Referral.history.latest().history_user_id == nurse.actor_id
    with pytest.raises(CommandError, match="Nobody here"):
        command(OWN / "dstu2_transaction.json", "--by", "nobody@example.invalid")


def test_nothing_of_a_bundle_that_fails_late_is_kept(site, desk, monkeypatch) -> None:
    """The last step fails after patient, course and lines are written: none of them stays.

    Negative control: without the action's transaction the patient is still there.
    """
    from patients.actions import referral as referrals

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the task cannot be raised")

    monkeypatch.setattr(referrals, "_ask_for_review", broken)
    with pytest.raises(RuntimeError):
        import_bundle(site, data=own("r4_transaction"), by=desk, at=clock.now())
    for model in (Patient, Referral, ReferralFact):
        assert not model.objects.exists()


def test_a_refused_bundle_writes_nothing(site, desk) -> None:
    with CaptureQueriesContext(connection) as queries, pytest.raises(BadBundle):
        import_bundle(site, data=own("r4_transaction")[:-40], by=desk, at=clock.now())
    assert not [q for q in queries.captured_queries if q["sql"].startswith("INSERT")]


@pytest.mark.parametrize("path", [*every_own(), *every_shared()], ids=lambda path: path.stem[-36:])
def test_every_sample_is_imported_and_confirms_nothing(site, desk, path) -> None:
    referral = import_bundle(site, data=path.read_bytes(), by=desk, at=clock.now())
    assert referral.patient_id is not None or referral.missing
    assert not Condition.objects.exists()
    assert not referral.facts.exclude(status="PENDING").exists()
    again = import_bundle(site, data=path.read_bytes(), by=desk, at=clock.now())
    assert again.pk == referral.pk


def test_a_crowd_of_different_people_is_not_taken_for_one_another(site, desk) -> None:
    """Every sample is somebody else: no two of them may be offered as one person."""
    for path in [*every_own(), *every_shared()]:
        import_bundle(site, data=path.read_bytes(), by=desk, at=clock.now())
    missing = set(Referral.objects.values_list("missing", flat=True))
    assert "Somebody on the books may be the same person." not in missing


def test_two_megabytes_with_hundreds_of_lines_are_imported_in_seconds(site, desk) -> None:
    """300 different problems in over 2 MB; measured at under 2 s on a quiet machine."""
    document = parsed("r4_transaction")
    sample = document["entry"][2]["resource"]
    filler = {"resourceType": "Claim", "text": {"div": "x" * 400}, "item": [{"sequence": 1}] * 30}
    document["entry"] += [
        {"fullUrl": f"urn:uuid:claim-{n}", "resource": filler} for n in range(2_100)
    ]
    for number in range(300):
        condition = sample | {"id": f"c{number}", "code": {"text": f"Problem {number}"}}
        document["entry"].append({"fullUrl": f"urn:uuid:c{number}", "resource": condition})
    data = dumped(document)
    assert len(data) > 2_000_000
    started = time.perf_counter()
    referral = import_bundle(site, data=data, by=desk, at=clock.now())
    assert time.perf_counter() - started < 15
    assert referral.facts.count() == 304


def test_more_than_anybody_can_review_is_refused(site, desk) -> None:
    document = parsed("nothing_but_a_name")
    for number in range(1001):
        condition = {
            "resourceType": "Condition",
            "id": f"c{number}",
            "code": {"text": f"Problem {number}"},
        }
        document["entry"].append({"resource": condition})
    with pytest.raises(InvalidInput, match="nobody can review more than 1000"):
        import_bundle(site, data=dumped(document), by=desk, at=clock.now())
    assert not Referral.objects.exists()
