"""A thing a person must do."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.accounts.roles import Role
from clinic.audit.models import PatientRecord, RecordQuerySet
from clinic.core.actor import Actor


class TaskQuerySet(RecordQuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """A person sees what is theirs, their role's at each of their sites, and what escalated to it."""
        sites = actor.sites_with(Permission.TASK_VIEW)
        if sites is None:
            return self
        if not isinstance(actor, User):
            return self.none()
        mine = Q(person=actor)
        for site_id in sites:
            roles = list(actor.roles_at(site_id))
            here = Q(role__in=roles, person=None)
            here |= Q(escalate_to_role__in=roles, escalated_at__isnull=False)
            mine |= Q(site_id=site_id) & here
        return self.filter(mine, site_id__in=sites)

    def open(self) -> Self:
        return self.filter(done_at=None)

    def overdue(self, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)

    def to_escalate(self, at: datetime) -> Self:
        """Open, told to nobody else yet, and their time to be told has come."""
        return self.open().filter(escalated_at=None, escalate_at__lte=at)

    def most_urgent_first(self) -> Self:
        return self.order_by("due_at", "id")

    def about(self, patient_id: object) -> Self:
        return self.filter(patient_id=patient_id)


class Task(PatientRecord):
    """What (``sentence``), why, about whom (a plain id: people live above tasks), for a role or a person.

    ``key`` names the cause: while a task with a key is open, raising it again changes nothing.
    ``link`` is the page where the work is done, starting with a slash.
    """

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    sentence = models.CharField(max_length=240)
    why = models.CharField(max_length=400, blank=True)
    patient_id = models.UUIDField(null=True, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    person = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    due_at = models.DateTimeField()
    escalate_at = models.DateTimeField(null=True, blank=True)
    escalate_to_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    link = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=160, blank=True)
    raised_by_label = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=400, blank=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "due_at"], condition=Q(done_at=None), name="task_open"),
            models.Index(
                fields=["escalate_at"],
                condition=Q(done_at=None, escalated_at=None),
                name="task_to_escalate",
            ),
            models.Index(fields=["patient_id"], name="task_about"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(done_at=None) & ~Q(key=""),
                name="one_open_task_per_cause",
            ),
            models.CheckConstraint(
                condition=~Q(role="") | Q(person__isnull=False),
                name="task_is_for_a_role_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *Role.values])
                & Q(escalate_to_role__in=["", *Role.values]),
                name="task_role_is_known",
            ),
            models.CheckConstraint(
                condition=Q(escalate_at=None, escalate_to_role="")
                | (Q(escalate_at__isnull=False) & ~Q(escalate_to_role="")),
                name="task_escalation_has_whither_and_when",
            ),
            models.CheckConstraint(
                condition=Q(escalated_at=None) | Q(escalated_at__gte=F("escalate_at")),
                name="task_escalates_when_its_time_has_come",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None, outcome=""),
                name="open_task_has_no_outcome",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/"), name="task_link_is_a_page_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(kind__regex=r"^[A-Z][A-Z0-9_]*$"), name="task_kind_is_a_word"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    def is_overdue(self, at: datetime) -> bool:
        return self.is_open and self.due_at < at

    def for_whom(self) -> str:
        """The person's name, or the role in words."""
        if self.person is not None:
            return self.person.name
        return str(Role(self.role).label) if self.role else str(_("Nobody"))
