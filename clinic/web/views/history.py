"""Who changed what, from what, and who looked: for people who treat, and for the auditor without content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from clinic.accounts import system
from clinic.accounts.models import User
from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from clinic.audit.models import Access, Record, RowEvent
from patients.models import Patient

SHOWN = 200
QUIET = {"id", "version", "created_at"}


@dataclass(frozen=True)
class Change:
    """One column that changed, in words a person reads."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One write: when the action said, who, through which door, and what changed."""

    at: datetime
    who: str
    source: str
    verb: str
    changes: list[Change]


@allow(Permission.CHART_VIEW)
def record(request: SignedInRequest, label: str, pk: UUID) -> HttpResponse:
    """Every version of one record, newest first, with what changed in each."""
    row = get_object_or_404(_model(label).objects.visible_to(request.user), pk=pk)  # type: ignore[attr-defined]
    versions = list(row.history.order_by("-history_id")[: SHOWN + 1])
    entries = [
        _entry(new, old) for new, old in zip(versions, [*versions[1:], None], strict=False)
    ][:SHOWN]
    return render(
        request,
        "web/history.html",
        {"entries": entries, "kind": row._meta.verbose_name, "pk": pk, "most": SHOWN},
    )


def _model(label: str) -> type[models.Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, Record):
        raise Http404
    return model


def _entry(new: Any, old: Any | None) -> Entry:
    return Entry(
        at=new.history_date,
        who=new.actor_label,
        source=new.source,
        verb=_("Changed") if old is not None else _("Written"),
        changes=[
            Change(_label(new, field), _text(old, field), _text(new, field))
            for field in _fields(new)
            if old is None or getattr(old, field) != getattr(new, field)
        ],
    )


def _fields(history: Any) -> list[str]:
    mine = {field.attname for field in history.instance_type._meta.concrete_fields}
    return [
        field.attname
        for field in history._meta.concrete_fields
        if field.attname in mine and field.attname not in QUIET
    ]


def _label(history: Any, field: str) -> str:
    name = field.removesuffix("_id")
    try:
        return str(history.instance_type._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _text(history: Any | None, field: str) -> str:
    if history is None:
        return ""
    shown = getattr(history, f"get_{field}_display", None)
    value = shown() if shown else getattr(history, field)
    return "" if value is None else str(value)


@allow(Permission.CHART_VIEW)
def patient(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One patient's trail: what the database saw change, and who read."""
    person = get_object_or_404(Patient.objects.visible_to(request.user), pk=pk)
    return render(
        request,
        "web/trail.html",
        {
            "patient": person,
            "events": _named(RowEvent.objects.filter(patient_id=pk).order_by("-id")[:SHOWN]),
            "reads": Access.objects.filter(patient_id=pk).order_by("-id")[:SHOWN],
            "most": SHOWN,
        },
    )


def _named(events: Iterable[RowEvent]) -> list[RowEvent]:
    """The events with the names their actors have today; the id is what was stored."""
    found = list(events)
    names = {
        user.actor_id: user.actor_label
        for user in User.objects.filter(
            pk__in={e.actor[5:] for e in found if e.actor.startswith("user:")}
        )
    } | {actor.actor_id: actor.actor_label for actor in system.ALL}
    for event in found:
        event.actor = names.get(event.actor, event.actor)
    return found


@allow(Permission.AUDIT_VIEW)
def log(request: SignedInRequest) -> HttpResponse:
    """The auditor's log: who did what to which record, and who read whom. Ids, no content."""
    actor = request.GET.get("actor", "").strip()
    events = RowEvent.objects.defer("old", "new").order_by("-id")
    reads = Access.objects.order_by("-id")
    if actor:
        events, reads = events.filter(actor=actor), reads.filter(actor=actor)
    return render(
        request,
        "web/audit_log.html",
        {"events": events[:SHOWN], "reads": reads[:SHOWN], "actor": actor, "most": SHOWN},
    )
