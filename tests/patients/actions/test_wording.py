"""Licensed wording: fitted or refused with a sentence, kept as an edition, and what holds until it is there."""

import hashlib
import json
import time
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from clinic.accounts.roles import Role
from clinic.core.errors import NotAllowed
from patients.actions import measure, wording
from patients.actions import patient as patients
from patients.actions.wording import WordingDoesNotFit, WordingMissing
from patients.instruments.dast10 import DAST10
from patients.instruments.scoring import Entry, score
from patients.instruments.wording import blank
from patients.models import InstrumentDefinition
from tests.patients.actions.test_course_races import at_once
from tests.people import hire


def words(**changed):
    """A file that fits the DAST-10, in words of nobody's."""
    plain = {
        "instrument": "DAST-10",
        "language": "en",
        "licence": "Agreement 12 of 2026 with the invented owner",
        "instruction": "Invented instruction.",
        "items": {str(n): f"Invented question {n}?" for n in range(1, 11)},
    }
    return plain | changed


def file_of(plain):
    return json.dumps(plain).encode()


@pytest.fixture
def load(manager, at):
    def go(plain=None, **changed):
        return wording.load(file_of(plain or words(**changed)), by=manager, at=at)

    return go


@pytest.fixture
def patient(walk):
    return walk.register()


@pytest.fixture
def herself(walk, patient):
    account = hire(walk.site, Role.PATIENT, "Aster Own")
    patients.give_account(patient, account=account, by=walk.desk, at=walk.at)
    return account


def test_loaded_words_are_the_next_edition_with_who_when_licence_and_checksums(load, manager, at):
    data = file_of(words())
    row = load()
    assert (row.number, row.edition, row.published_at) == (1, 1, at)
    assert row.loaded_by == manager.actor_label
    assert row.licence == "Agreement 12 of 2026 with the invented owner"
    assert row.file_checksum == hashlib.sha256(data).hexdigest()
    assert row.checksum == row.instrument.checksum() != DAST10.checksum()
    assert row.instrument.items[0].text == "Invented question 1?"
    assert row.history.get().history_user_id == manager.actor_id
    assert InstrumentDefinition.objects.filter(code="DAST-10").current().get() == row


def test_words_change_nothing_of_the_scoring(load):
    answers = {item.key: 0 for item in DAST10.items}
    loaded = score(load().instrument, answers, entry=Entry.SCREEN)
    assert loaded == score(DAST10, answers, entry=Entry.SCREEN)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"items": {str(n): "x" for n in range(1, 10)}}, "10 has no text."),
        ({"items": {str(n): "x" for n in range(1, 12)}}, "There is no question 11."),
        ({"items": {str(n): " " for n in range(1, 11)}}, "1 has no text. 2 has no text."),
        ({"items": {str(n): "x" * 1001 for n in range(1, 11)}}, "longer than 1000 characters"),
        ({"items": ["x"]}, "There are no items."),
        ({"choices": {"0": "No", "1": "Yes", "2": "Maybe"}}, "not those that are counted"),
        ({"choices": {"0": "No"}}, "not those that are counted"),
        ({"choices": "No, yes"}, "not those that are counted"),
        ({"licence": ""}, "under which licence"),
        ({"licence": 7}, "under which licence"),
        ({"instruction": ""}, "instruction has no text."),
        ({"instrument": "DAST-20"}, "no questionnaire called DAST-20"),
        ({"instrument": "MADRS"}, "kept as a total only"),
        ({"instrument": "PHQ-9"}, "ships with the program and is not replaced"),
        ({"instrument": "MDQ"}, "does not fit MDQ"),
        ({"language": "e"}, "code such as en"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_place(load, changed, sentence):
    before = InstrumentDefinition.objects.count()
    with pytest.raises(WordingDoesNotFit, match=sentence):
        load(**changed)
    assert InstrumentDefinition.objects.count() == before


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"[]", b"[" * 10_000, b" " * 300_000])
def test_what_is_no_wording_file_is_refused(manager, at, data):
    with pytest.raises(WordingDoesNotFit, match="file"):
        wording.load(data, by=manager, at=at)


def test_a_refusal_names_a_few_places_and_counts_the_rest(load):
    with pytest.raises(WordingDoesNotFit, match="And 4 more places") as refused:
        load(items={})
    assert len(refused.value.details["problems"]) == 10


def test_the_same_words_are_not_loaded_twice_and_better_ones_are(load):
    load()
    with pytest.raises(WordingDoesNotFit, match="loaded already"):
        load()
    assert load(instruction="A better one.").edition == 2


def test_only_a_manager_loads_words(walk, at):
    for person in (walk.desk, walk.nurse, walk.prescriber, walk.therapist):
        with pytest.raises(NotAllowed):
            wording.load(file_of(words()), by=person, at=at)


def test_the_database_asks_by_which_right(walk, load, monkeypatch):
    """Control: without the check constraint a row with words and no licence is written."""
    row = load()
    row.pk, row._state.adding, row.edition, row.licence = None, True, 9, ""
    with pytest.raises(IntegrityError, match="by_which_right"), transaction.atomic():
        InstrumentDefinition._base_manager.bulk_create([row])


def test_without_words_a_patient_is_not_asked_and_hears_why(walk, patient, herself, load):
    """Control: without ``require_own_pages`` in ``start_own`` the patient gets ten empty questions."""
    with pytest.raises(WordingMissing, match="wording belongs to its owner"):
        measure.start_own(patient, instrument="DAST-10", by=herself, at=walk.at)
    begun = measure.start(patient, instrument="DAST-10", by=walk.nurse, at=walk.at)
    with pytest.raises(WordingMissing):
        measure.answer_own(begun, item="1", value=0, by=herself, at=walk.at)
    measure.void(begun, because="Asked too early", by=walk.nurse, at=walk.at)
    load()
    response = measure.start_own(patient, instrument="DAST-10", by=herself, at=walk.at)
    assert response.instrument.edition == 1


def test_staff_enter_answers_of_the_licensed_paper_without_words(walk, patient):
    answers = {str(n): 1 for n in range(1, 11)}
    response = measure.record(
        patient, instrument="DAST-10", answers=answers, entry="PAPER", by=walk.nurse, at=walk.at
    )
    assert (response.total, response.positive) == (9, True)


def test_a_form_begun_before_keeps_the_words_it_was_begun_with(walk, patient, load):
    begun = measure.start(patient, instrument="DAST-10", by=walk.nurse, at=walk.at)
    load()
    again = measure.start(patient, instrument="DAST-10", by=walk.nurse, at=walk.at)
    assert (again.pk, again.instrument.edition) == (begun.pk, 0)


def test_words_in_the_persons_language_come_first_then_english(walk, load):
    spanish = load(words(instrument="DAST-10", language="es", instruction="Inventado."))
    load()
    speaks = {}
    for given, language in (("Aster", "es-MX"), ("Basil", "en"), ("Clover", "fr")):
        person = walk.register(given=given)
        person.language = language
        speaks[language] = measure.sheet.definition_of("DAST-10", language)
    assert speaks["es-MX"] == spanish
    assert {speaks["en"].language, speaks["fr"].language} == {"en"}


def test_the_command_says_one_line_for_each_file(db, tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(file_of(words()))
    bad.write_bytes(b"{}")
    said = StringIO()
    with pytest.raises(CommandError, match="1 of 2 refused"):
        call_command("load_wording", str(good), str(bad), stdout=said)
    loaded, refused = said.getvalue().splitlines()
    assert loaded.startswith(f"loaded   {good}: DAST-10 (en), edition 1.1, sha256 ")
    assert refused.startswith(f"refused  {bad}: There is no questionnaire called")
    assert InstrumentDefinition.objects.get(edition=1).loaded_by == "First set-up"


@pytest.mark.django_db(transaction=True)
def test_two_managers_load_words_at_once_and_neither_is_lost(manager, at, monkeypatch):
    """Control: without the lock in ``load`` both count the same edition and one ends in an error."""
    real = InstrumentDefinition.save

    def slow(self, *args, **kwargs):
        time.sleep(0.2)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(InstrumentDefinition, "save", slow)
    files = [file_of(words(instruction=f"Invented {n}.")) for n in (1, 2)]
    done = at_once(*(partial(wording.load, data, by=manager, at=at) for data in files))
    assert sorted(row.edition for row in done) == [1, 2]


@pytest.mark.parametrize("letter", ["\x00", "\ud800"])
def test_letters_that_no_database_keeps_are_refused_with_their_place(manager, at, letter):
    """JSON can spell them. Control, run: without the look at them the database's own error is a broken page."""
    file = blank(DAST10)
    file |= {"licence": "By permission", "instruction": "Please answer."}
    for row in file["items"].values():
        row["text"] = f"Question{letter}"
    with pytest.raises(wording.WordingDoesNotFit, match="has no text"):
        wording.load(json.dumps(file).encode(), by=manager, at=at)
    with pytest.raises(wording.WordingDoesNotFit, match="no questionnaire"):
        wording.load(json.dumps({"instrument": letter}).encode(), by=manager, at=at)
