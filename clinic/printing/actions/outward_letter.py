"""The letter out: written by a prescriber after a decision against, kept with the hash of its paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.errors import DomainError, InvalidInput
from clinic.printing.content.outward_letter import SUBSTANCES, outward_letter
from clinic.printing.models import OutwardLetter
from clinic.printing.typeset import typeset
from patients.eligibility.exclusion import BY_CODE
from patients.models import Course, Screening

LONGEST = 3000
TEMPLATE = "outward_letter"


class NothingDecided(DomainError):
    """There is no signed decision against treatment that a letter could tell."""

    code = "nothing-decided"


@action(Permission.SCREENING_SIGN)
def write(
    course: Course,
    *,
    addressed_to: str,
    reasons: Sequence[str],
    advice: str = "",
    agreed: bool = False,
    by: User,
    at: datetime,
) -> OutwardLetter:
    """Set the letter and keep it. ``reasons`` are codes out of the decision; none more may be told.

    Raises NothingDecided, or InvalidInput: also when something about substances is told without the
    patient's agreement.
    """
    screening = _decided(course)
    addressed_to, advice = addressed_to.strip(), advice.strip()
    _require_fit(course, addressed_to, reasons, advice, agreed=agreed)
    content = outward_letter(
        screening, addressed_to=addressed_to, reasons=reasons, advice=advice, by=by, at=at
    )
    letter = OutwardLetter(
        patient_id=course.patient_id,
        site_id=course.site_id,
        course=course,
        screening=screening,
        addressed_to=addressed_to,
        reasons=list(reasons),
        agreed=agreed,
        content=content,
        sha256=hashlib.sha256(typeset(TEMPLATE, content, at=at)).hexdigest(),
        written_by=by,
        created_at=at,
    )
    letter.save()
    return letter


def paper_of(letter: OutwardLetter) -> tuple[bytes, bool]:
    """The PDF set from the kept words, and whether it is byte for byte the one that was written.

    The words never change; the bytes may, when the program that sets them is a newer one.
    """
    made = typeset(TEMPLATE, letter.content, at=letter.created_at)
    return made, hashlib.sha256(made).hexdigest() == letter.sha256


def _decided(course: Course) -> Screening:
    found = (
        Screening.objects.live()
        .filter(course=course, status="SIGNED", outcome=Screening.Outcome.INELIGIBLE)
        .select_related("site", "patient", "course")
        .first()
    )
    if found is None:
        raise NothingDecided(_("No signed screening says “not eligible” for this course."))
    return found


def _require_fit(
    course: Course, addressed_to: str, reasons: Sequence[str], advice: str, *, agreed: bool
) -> None:
    if not addressed_to or len(addressed_to) > 300:
        raise InvalidInput(_("Say to whom the letter goes."), field="addressed_to")
    if len(advice) > LONGEST:
        raise InvalidInput(_("That is too long for a letter."), field="advice")
    if not reasons:
        raise InvalidInput(_("Choose what the recipient needs to know."), field="reasons")
    if not set(reasons) <= set(course.decision_reasons) & set(BY_CODE):
        raise InvalidInput(_("Only reasons of the decision are told."), field="reasons")
    if set(reasons) & SUBSTANCES and not agreed:
        raise InvalidInput(
            _("What is said about substances goes out only when the patient agreed."),
            field="agreed",
        )
