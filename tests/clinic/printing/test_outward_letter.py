"""The letter out after a decision against: what it tells, what it leaves out, and that it is the one that was kept.

Controls, tried: with `SUBSTANCES` empty the test of agreement is red; with every finding given to the paper
instead of the chosen reasons the test of what is left out is red.
"""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from clinic.core.errors import InvalidInput, NotAllowed
from clinic.printing.actions import outward_letter as actions
from clinic.printing.models import OutwardLetter
from patients.actions import screening
from patients.eligibility.assessment import FindingStatus
from tests.clinic.printing.pdf import pages

pytestmark = pytest.mark.django_db

TO = "Dr. Ada Nobody\n1 Nowhere Lane"


def found(evidence, note=""):
    return screening.Found(FindingStatus.ACTIVE, evidence, note)


@pytest.fixture
def declined(walk):
    """Declined for an aneurysm and for ketamine use; a seizure disorder is on the sheet as well."""
    sheet = walk.complete_screening(
        X06=found("Aneurysm of 4.8 cm on the scan of May 2026"),
        X12=found("Weekly until August"),
        R05=found("Epilepsy since 2007", "Controlled for ten years by his neurologist."),
    )
    sheet = walk.sign(
        sheet, outcome="INELIGIBLE", reasons=["X06", "X12"], note="Vascular surgery first."
    )
    sheet.course.refresh_from_db()
    return sheet.course


def write(course, walk, **changed):
    told = {"addressed_to": TO, "reasons": ["X06"], "advice": "Vascular surgery first."}
    return actions.write(course, **{**told, **changed}, by=walk.prescriber, at=walk.at)


def test_the_letter_tells_the_decision_the_reason_and_the_advice_and_nothing_else(declined, walk):
    letter = write(declined, walk)
    content, is_same = actions.paper_of(letter)
    (page,) = pages(content)
    text = " ".join(page.split())
    for told in (
        "Dr. Ada Nobody",
        "Aster Specimen, born 14 Feb 1980",
        "decided not to offer it",
        "Aneurysmal vascular disease",
        "Aneurysm of 4.8 cm on the scan of May 2026",
        "Vascular surgery first.",
        "Ima Imaginary, MD",
    ):
        assert told in text, told
    for kept in ("Weekly until August", "Epilepsy", "neurologist", "PCP", "X06"):
        assert kept not in text, kept
    assert is_same
    assert hashlib.sha256(content).hexdigest() == letter.sha256


def test_what_is_said_about_substances_waits_for_the_patients_agreement(declined, walk):
    with pytest.raises(InvalidInput, match="when the patient agreed"):
        write(declined, walk, reasons=["X06", "X12"])
    letter = write(declined, walk, reasons=["X06", "X12"], agreed=True)
    assert "Weekly until August" in pages(actions.paper_of(letter)[0])[0]


@pytest.mark.parametrize(
    "changed",
    [
        {"addressed_to": " "},
        {"reasons": []},
        {"reasons": ["R05"]},
        {"reasons": ["X99"]},
        {"advice": "x" * 3001},
    ],
)
def test_a_letter_that_tells_nothing_or_too_much_is_refused(declined, walk, changed):
    with pytest.raises(InvalidInput):
        write(declined, walk, **changed)
    assert not OutwardLetter.objects.exists()


def test_without_a_decision_against_there_is_nothing_to_tell(walk):
    with pytest.raises(actions.NothingDecided):
        write(walk.eligible(), walk)


def test_only_a_prescriber_writes_it(declined, walk):
    with pytest.raises(NotAllowed):
        actions.write(declined, addressed_to=TO, reasons=["X06"], by=walk.nurse, at=walk.at)


def test_a_letter_is_never_changed(declined, walk):
    letter = write(declined, walk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE printing_outwardletter SET addressed_to = 'x' WHERE id = %s", [letter.pk]
        )


def test_changed_words_are_noticed(declined, walk):
    letter = write(declined, walk)
    letter.content = {**letter.content, "advice": ["Something else."]}
    assert actions.paper_of(letter)[1] is False


def test_the_page_writes_one_and_hands_out_the_paper(declined, walk):
    browser = Client()
    browser.force_login(walk.prescriber)
    page = f"/courses/{declined.pk}/letters/"
    shown = browser.get(page).content.decode()
    assert "Aneurysmal vascular disease" in shown
    refused = browser.post(page, {"addressed_to": TO, "reasons": ["X12"], "advice": "Typed"})
    assert refused.status_code == 422
    assert "Typed" in refused.content.decode()
    assert browser.post(page, {"addressed_to": TO, "reasons": ["X06"]}).status_code == 302
    letter = OutwardLetter.objects.get()
    paper = browser.get(f"/letters/{letter.pk}.pdf")
    assert (paper["Content-Type"], paper["X-Paper"]) == ("application/pdf", "as-written")
    assert "Specimen" not in paper["Content-Disposition"]
    stranger = Client()
    stranger.force_login(walk.desk)
    assert stranger.get(f"/letters/{letter.pk}.pdf").status_code == 403


def test_a_letter_through_the_api(declined, walk):
    browser = Client()
    browser.force_login(walk.prescriber)
    told = {"course": str(declined.pk), "addressed_to": TO, "reasons": ["X06"]}
    made = browser.post("/api/v1/outward-letters/", told, content_type="application/json")
    assert made.status_code == 201, made.content
    assert made.json()["sha256"] == OutwardLetter.objects.get().sha256
    told["reasons"] = ["R05"]
    refused = browser.post("/api/v1/outward-letters/", told, content_type="application/json")
    assert refused.status_code == 400
