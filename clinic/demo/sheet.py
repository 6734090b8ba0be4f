"""The screenings of the demo: signed, put off, decided against with a letter, or in the middle of the work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from clinic.accounts.models import User
from clinic.demo import medications, questionnaires
from clinic.demo.plots import Plot, Stage
from clinic.demo.story import DAY, HOUR, MINUTE, Story
from clinic.printing.actions import outward_letter
from patients.actions import fact, screening
from patients.actions.screening import Found
from patients.actions.screening_rows import as_read
from patients.eligibility.assessment import FindingStatus
from patients.models import Course, Screening

SNOMED = "http://snomed.info/sct"


def screen(story: Story, plot: Plot, *, at: datetime, today: date) -> bool:
    """The screening and its answer; whether the course goes on to consent."""
    sheet = story.screen(at=at)
    phq9, gad7 = plot.scores
    story.ask(phq9, gad7, at=at + 10 * MINUTE)
    questionnaires.ask_at_screening(story, plot, at=at + 20 * MINUTE)
    signed = at + DAY
    match plot.stage:
        case Stage.SCREENING:
            leave_open(sheet, nurse=story.nurse, prescriber=story.prescriber, at=at + HOUR)
            return False
        case Stage.DEFERRED:
            story.sign_screening(
                sheet,
                at=signed,
                outcome="DEFERRED",
                note="Blood pressure 158/96 twice. Again after a month of treatment.",
                review_on=today + 20 * DAY,
            )
            return False
        case Stage.INELIGIBLE:
            decide_against(story, sheet, at=signed)
            return False
    story.sign_screening(sheet, at=signed)
    return plot.stage != Stage.ELIGIBLE


def decide_against(story: Story, sheet: Screening, *, at: datetime) -> None:
    """An aneurysm, found in the referral letter."""
    screening.record_findings(
        sheet,
        findings={
            "X06": Found(FindingStatus.ACTIVE, "Abdominal aneurysm in the referral letter.")
        },
        base=as_read(sheet),
        by=story.nurse,
        at=at,
    )
    story.sign_screening(
        sheet,
        at=at,
        outcome="INELIGIBLE",
        reasons=["X06"],
        note="Back to the referring practice with a letter.",
    )
    letter_out(story.of_course(), prescriber=story.prescriber, at=at + HOUR)


def leave_open(sheet: Screening, *, nurse: User, prescriber: User, at: datetime) -> None:
    """What is on record asks to be looked at, two rows are not known, and two people saw one differently."""
    patient = sheet.patient
    fact.confirm_condition(
        patient,
        name="Stroke",
        code="230690007",
        code_system=SNOMED,
        started_on=at.date() - timedelta(days=200),
        by=nurse,
        at=at,
    )
    fact.confirm_medication(patient, name="Semaglutide 1 mg weekly [Ozempic]", by=nurse, at=at)
    medications.take(patient, nurse=nurse, prescriber=prescriber, at=at)
    unknown = Found(FindingStatus.UNKNOWN)
    had = as_read(sheet)
    screening.record_findings(
        sheet,
        findings={
            "X08": unknown,
            "R14": unknown,
            "R11": Found(FindingStatus.ACTIVE, "Nightmares weekly", "Calming plan agreed."),
        },
        base=had,
        by=prescriber,
        at=at,
    )
    screening.record_findings(
        sheet,
        findings={"R11": Found(FindingStatus.RESOLVED, "EMDR finished in spring")},
        base=had,
        by=nurse,
        at=at,
    )


def letter_out(course: Course, *, prescriber: User, at: datetime) -> None:
    """Back to the practice that sent the patient."""
    outward_letter.write(
        course,
        addressed_to="Dr. Ada Nobody\nExample Family Practice\n1 Nowhere Lane",
        reasons=["X06"],
        advice="Vascular surgery first. We are glad to see the patient again afterwards.",
        by=prescriber,
        at=at,
    )
