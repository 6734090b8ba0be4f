"""One part of the screening's page, as the page needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from clinic.accounts.models import User
from clinic.policy.terms import ClinicalPolicy
from patients.models import Course, Screening


@dataclass(frozen=True)
class Section:
    """A title, a template with its context, and what is missing: sentences, each with the anchor of its field.

    ``html`` draws it. It has forms of its own, so it must not stand inside another form. ``anchor`` is the id on
    the section's element; like the anchors of ``missing`` it comes without ``#``.
    """

    key: str
    title: str
    anchor: str
    template: str
    context: dict[str, Any]
    missing: list[tuple[str, str]] = field(default_factory=list)

    def html(self, request: HttpRequest) -> SafeString:
        """The section as it stands on the page. Drawn without the page's own context: seven times would be too dear."""
        shown = {**self.context, "section": self, "csrf_token": get_token(request)}
        return render_to_string(self.template, shown)


@dataclass(frozen=True)
class Look:
    """Whose screening, who looks, when, and by which numbers."""

    screening: Screening
    user: User
    at: datetime
    policy: ClinicalPolicy

    @property
    def course(self) -> Course:
        return self.screening.course

    @property
    def patient_id(self) -> Any:
        return self.screening.patient_id
