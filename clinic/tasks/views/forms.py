"""What can be typed about a task: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import Membership, User
from clinic.accounts.roles import Role
from clinic.tasks.models import Task

NOT_STAFF = {Role.PATIENT, Role.SYSTEM}


class DoneForm(forms.Form):
    """What came of it, if that is worth a line."""

    outcome = forms.CharField(label=_("What came of it"), max_length=400, required=False)


class HandOnForm(forms.Form):
    """To a role, or to one person of this site."""

    role = forms.ChoiceField(label=_("To a role"), required=False)
    person = forms.ModelChoiceField(
        label=_("Or to one person"), queryset=User.objects.none(), required=False
    )

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in Role if role not in NOT_STAFF]
        self.fields["role"].choices = [("", _("Nobody yet")), *roles]  # type: ignore[attr-defined]
        here = Membership.objects.filter(site_id=task.site_id, ended_at=None).exclude(
            role__in=NOT_STAFF
        )
        people = User.objects.active().filter(pk__in=here.values("user_id")).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("role")) == bool(data.get("person")):
            self.add_error("role", _("Choose a role or a person, not both."))
        return {
            "role": Role(data["role"]) if data.get("role") else None,
            "person": data.get("person"),
        }
