"""The line each move of a course leaves."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.accounts.permissions import Permission
from patients.models.about_patient import AboutPatient, AboutPatientQuerySet
from patients.models.course import Course, CourseStatus


class CourseMoveQuerySet(AboutPatientQuerySet["CourseMove"]):
    VIEW = Permission.COURSE_VIEW


class CourseMove(AboutPatient):
    """One step of a course from state to state: who, when and why, in columns a page can show."""

    APPEND_ONLY = True

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="moves")
    old = models.CharField(max_length=20, choices=CourseStatus.choices, blank=True)
    new = models.CharField(max_length=20, choices=CourseStatus.choices)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=80, help_text=_("The actor's plain id."))
    moved_by_label = models.CharField(max_length=200)
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    objects: ClassVar[CourseMoveQuerySet] = CourseMoveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "moved_at"], name="course_move_in_order")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(old=F("new")), name="a_course_move_goes_somewhere")
        ]
