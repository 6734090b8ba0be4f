"""What happened to a patient or a course, for whoever stands higher. Ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic.core.events import Event


@dataclass(frozen=True)
class CourseMoved(Event):
    """A course went from one state to another; ``old`` is empty when it was opened."""

    course_id: UUID
    patient_id: UUID
    site_id: UUID
    old: str
    new: str
    at: datetime


@dataclass(frozen=True)
class PatientInvited(Event):
    """The link to their own pages is owed to this person, now."""

    patient_id: UUID
    site_id: UUID
    account_id: UUID
    at: datetime


@dataclass(frozen=True)
class OwnPagesClosed(Event):
    """Nobody signs in to this person's pages any more."""

    patient_id: UUID
    site_id: UUID
    account_id: UUID
    at: datetime


@dataclass(frozen=True)
class CourseHeld(Event):
    """A course was paused: visits and messages of its dosing wait."""

    course_id: UUID
    patient_id: UUID
    site_id: UUID
    reason: str
    review_on: date
    at: datetime


@dataclass(frozen=True)
class FactsChanged(Event):
    """A condition, medication or allergy was confirmed, ended or found to be a mistake.

    ``kind`` is the model's label; ``is_new`` says it was not known before.
    """

    patient_id: UUID
    site_id: UUID
    kind: str
    fact_id: UUID
    is_new: bool
    at: datetime


@dataclass(frozen=True)
class MeasureAnswered(Event):
    """A questionnaire was finished, or an answer on it asks for contact before it is finished.

    ``urgency`` is empty or one of ``patients.instruments.scoring.Urgency``. No answer, no score.
    """

    response_id: UUID
    patient_id: UUID
    site_id: UUID
    course_id: UUID | None
    instrument: str
    is_complete: bool
    urgency: str
    at: datetime


@dataclass(frozen=True)
class MeasureVoided(Event):
    """A questionnaire that was complete counts for nothing any more."""

    response_id: UUID
    patient_id: UUID
    site_id: UUID
    at: datetime


@dataclass(frozen=True)
class MeasuresPlanned(Event):
    """What is due in a course changed: a questionnaire more or less, other days, or an answer."""

    course_id: UUID
    patient_id: UUID
    site_id: UUID
    at: datetime


@dataclass(frozen=True)
class ScreeningReopened(Event):
    """A signed screening no longer counts until a prescriber signs it again."""

    screening_id: UUID
    course_id: UUID
    patient_id: UUID
    site_id: UUID
    at: datetime


@dataclass(frozen=True)
class PatientDied(Event):
    """Everything stops at once: messages, visits, surveys."""

    patient_id: UUID
    site_id: UUID
    at: datetime


@dataclass(frozen=True)
class WorkupChanged(Event):
    """Something of the workup was written down (``is_new``) or struck out.

    ``kind`` is the model's name: TreatmentTrial, SubstanceUse, TestResult, PregnancyAnswer or Illness.
    """

    patient_id: UUID
    site_id: UUID
    course_id: UUID
    kind: str
    entry_id: UUID
    is_new: bool
    at: datetime
