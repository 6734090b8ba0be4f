"""Publishing a new edition of a form, and taking one out of use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError, InvalidInput
from clinic.core.events import publish as tell
from clinic.core.locks import lock
from consent.events import FormPublished
from consent.models import ConsentForm
from consent.models.form import TREATMENT_TYPES
from consent.wording import Element, Question, Wording, WordingRefused
from patients.protocols.definition import Route

MOST_GRACE_DAYS = 14  # none for safety changes, at most fourteen otherwise [POL]
QUESTIONS_MIN = 3  # [POL]


class AlreadyRetired(DomainError):
    """It is out of use since then."""

    code = "already-retired"


@action(Permission.CONSENT_FORM_PUBLISH, anywhere=True)
def publish(
    *,
    type: str,  # noqa: A002 - the word the clinic uses
    title: str,
    body: str,
    elements: Sequence[Element],
    questions: Sequence[Question] = (),
    meaning: str,
    routes: Sequence[str] = (),
    jurisdiction: str,
    language: str = "en",
    effective_from: datetime | None = None,
    material: bool = True,
    grace_days: int = 0,
    reviewed_by: str = "",
    by: Actor,
    at: datetime,
) -> ConsentForm:
    """The next edition of a form for a jurisdiction and language. From now on its words stand.

    ``effective_from`` None: now. ``material``: earlier signatures stop counting ``grace_days`` (0 to 14) after ``effective_from``.
    Raises ``InvalidInput`` naming the field.
    """
    if type not in ConsentForm.Type.values:
        raise InvalidInput(_("Choose what the form is for."), field="type")
    effective_from = effective_from or at
    if effective_from < at:
        raise InvalidInput(_("A form takes effect now or later."), field="effective_from")
    if not 0 <= grace_days <= MOST_GRACE_DAYS or (grace_days and not material):
        raise InvalidInput(
            _("The grace is 0 to 14 days, and only for a material change."), field="grace_days"
        )
    _require_routes(type, routes)
    if type == ConsentForm.Type.KAP_TREATMENT and len(questions) < QUESTIONS_MIN:
        raise InvalidInput(_("Ask at least three questions back."), field="questions")
    lock(("consent-form", f"{type}:{jurisdiction}:{language}"))
    family = ConsentForm.objects.filter(type=type, jurisdiction=jurisdiction, language=language)
    last = family.aggregate(last=Max("edition"))["last"] or 0
    wording = Wording(
        type=type,
        edition=last + 1,
        jurisdiction=jurisdiction,
        language=language,
        routes=tuple(sorted(set(routes))),
        title=title.strip(),
        body=body.strip(),
        elements=tuple(elements),
        questions=tuple(questions),
        meaning=meaning.strip(),
    )
    try:
        wording.check()
    except WordingRefused as refused:
        raise InvalidInput(refused.sentence, field=refused.field) from refused
    return _save(wording, effective_from, material, grace_days, reviewed_by, at)


def _require_routes(type_: str, routes: Sequence[str]) -> None:
    unknown = set(routes) - {route.value for route in Route}
    if unknown:
        raise InvalidInput(
            _("There is no route “%(route)s”.") % {"route": min(unknown)}, field="routes"
        )
    if type_ in TREATMENT_TYPES and not routes:
        raise InvalidInput(_("Say which routes the form speaks of."), field="routes")


def _save(
    wording: Wording,
    effective_from: datetime,
    material: bool,
    grace_days: int,
    reviewed_by: str,
    at: datetime,
) -> ConsentForm:
    form = ConsentForm(
        type=wording.type,
        edition=wording.edition,
        jurisdiction=wording.jurisdiction,
        language=wording.language,
        routes=list(wording.routes),
        title=wording.title,
        body=wording.body,
        elements=[element.as_json() for element in wording.elements],
        questions=[question.as_json() for question in wording.questions],
        meaning=wording.meaning,
        sha256=wording.sha256,
        material=material,
        effective_from=effective_from,
        replaces_from=effective_from + timedelta(days=grace_days) if material else None,
        reviewed_by=reviewed_by.strip(),
        created_at=at,
    )
    form.save()
    tell(
        FormPublished(
            form_id=form.pk,
            type=form.type,
            jurisdiction=form.jurisdiction,
            language=form.language,
            effective_from=form.effective_from,
            replaces_from=form.replaces_from,
            at=at,
        )
    )
    return form


@action(Permission.CONSENT_FORM_PUBLISH, anywhere=True)
def retire(form: ConsentForm, *, by: Actor, at: datetime) -> ConsentForm:
    """Out of use, now: it can no longer be signed, and what was signed on it no longer counts."""
    form = ConsentForm.objects.select_for_update().get(pk=form.pk)
    if form.retired_at is not None:
        raise AlreadyRetired(_("This form is out of use already."))
    form.retired_at = at
    form.save()
    return form
