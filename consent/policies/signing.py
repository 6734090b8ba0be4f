"""When a form may be issued and signed. Who may is a permission; this is whether it may happen now."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import ClinicalPolicy
from clinic.sites.models import Site
from consent.models import Consent, ConsentForm
from consent.models.form import TREATMENT_TYPES
from consent.standing import Place, current_form, speaks
from patients.models import Course, CourseStatus

ADULT = 18
# Consent to treatment comes after the screening (domain/01 T1, T2).
_BEFORE_ELIGIBLE = frozenset(
    {CourseStatus.REFERRED, CourseStatus.SCREENING, CourseStatus.DEFERRED}
)


class NoSuchForm(DomainError):
    """No published edition fits this course, place and language."""

    code = "no-consent-form"


class CourseNotEligible(DomainError):
    """The screening comes first."""

    code = "course-not-eligible"


class CourseOver(DomainError):
    """Nothing is signed for a course that is over."""

    code = "course-over"


class Minor(DomainError):
    """Consent of minors is not in this program's scope."""

    code = "minor"


class NotCurrent(DomainError):
    """Another edition, route or place applies now."""

    code = "form-not-current"


class WrongLanguage(DomainError):
    """The form is not in the patient's language."""

    code = "wrong-language"


class NotAcknowledged(DomainError):
    """Elements are still open. ``details["elements"]`` lists their keys."""

    code = "not-acknowledged"


class NotAnswered(DomainError):
    """Teach-back questions are still open. ``details["questions"]`` lists their keys."""

    code = "not-answered"


def terms(site: Site, at: datetime) -> ClinicalPolicy:
    """The clinic's numbers; before its first signature the shipped ones (no dose is given then anyway)."""
    version = PolicyVersion.objects.in_force(site.pk, at)
    return version.policy if version else ClinicalPolicy()


def require_own(consent: Consent, by: Actor) -> None:
    """A patient acts on their own consents alone, whatever else the account may do."""
    own = by.patient_id()
    if own is not None and own != consent.patient_id:
        raise NotAllowed


def require_course(course: Course, type_: str) -> None:
    """The course must be open, and past the screening for the treatment itself."""
    if not course.is_open:
        raise CourseOver(_("This course is over. Nothing can be signed for it."))
    standing = course.resume_status if course.status == CourseStatus.PAUSED else course.status
    if type_ in TREATMENT_TYPES and standing in _BEFORE_ELIGIBLE:
        raise CourseNotEligible(
            _("The screening is not signed yet. Consent to treatment comes after it.")
        )


def require_adult(birth_date: date, today: date) -> None:
    """Domain/07 section 7.5: minors are out of scope."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    if today.year - birth_date.year - (0 if had_birthday else 1) < ADULT:
        raise Minor(_("The patient is under 18. This program takes consent of adults only."))


def form_for(course: Course, type_: str, at: datetime) -> ConsentForm:
    """The edition this patient would sign now. Raises ``NoSuchForm`` with what is missing."""
    language = course.patient.language
    place = Place(course.site.jurisdiction, at, course.site.today(at))
    forms = {form.pk: form for form in ConsentForm.objects.usable(at).filter(type=type_)}
    found = current_form(
        (form.facts for form in forms.values()), type_, course.route, language, place
    )
    if found is None:
        raise NoSuchForm(
            _(
                "There is no %(type)s form for %(place)s in language “%(language)s” that fits this course."
                " Publish one first."
            )
            % {
                "type": str(ConsentForm.Type(type_).label).lower(),
                "place": course.site.jurisdiction,
                "language": language,
            }
        )
    return forms[found.id]


def require_current(consent: Consent, at: datetime) -> None:
    """Only the edition in effect, for this course's route and this place, can be signed."""
    course = consent.course
    if not speaks(consent.form.language, course.patient.language):
        raise WrongLanguage(
            _("This form is not in the patient's language. Issue it in “%(language)s”.")
            % {"language": course.patient.language}
        )
    if not consent.form.facts.covers(course.site.jurisdiction):
        raise NotCurrent(
            _("This form is for %(other)s. This clinic is in %(here)s.")
            % {"other": consent.form.jurisdiction, "here": course.site.jurisdiction}
        )
    if consent.form.routes and course.route not in consent.form.routes:
        raise NotCurrent(_("This form is for another way of giving. Issue the right one."))
    if form_for(course, consent.type, at).pk != consent.form_id:
        raise NotCurrent(_("A newer version applies. Issue that one and read it."))


def require_complete(consent: Consent) -> None:
    """Every element ticked, every question answered."""
    ticked = set(consent.acknowledgements.standing().values_list("element", flat=True))
    missing = [e for e in consent.form.wording.elements if e.key not in ticked]
    if missing:
        raise NotAcknowledged(
            ngettext(
                "%(count)d of %(all)d parts is not ticked yet: “%(heading)s”.",
                "%(count)d of %(all)d parts are not ticked yet. The first is “%(heading)s”.",
                len(missing),
            )
            % {
                "count": len(missing),
                "all": len(consent.form.wording.elements),
                "heading": missing[0].heading,
            },
            elements=[element.key for element in missing],
        )
    answered = set(consent.answers.values_list("question", flat=True))
    open_questions = [q.key for q in consent.form.wording.questions if q.key not in answered]
    if open_questions:
        raise NotAnswered(
            ngettext(
                "%(count)d question is not answered yet.",
                "%(count)d questions are not answered yet.",
                len(open_questions),
            )
            % {"count": len(open_questions)},
            questions=open_questions,
        )


def require_name(typed_name: str) -> str:
    """A signature is a name somebody typed: letters in it, at most 120 characters."""
    name = " ".join(typed_name.split())
    if sum(character.isalpha() for character in name) < 2:
        raise InvalidInput(_("Type your name to sign."), field="typed_name")
    if len(name) > 120:
        raise InvalidInput(_("That is too long for a name."), field="typed_name")
    return name


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last day of the month where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month, last)
            except ValueError:
                continue
    raise ValueError("a month has 28 days at least")
