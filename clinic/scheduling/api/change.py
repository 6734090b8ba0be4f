"""/api/v1/changes/: what was changed in the calendar, as whole changes, and taking one back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import InvalidInput
from clinic.scheduling import preview
from clinic.scheduling.actions import away, undo
from clinic.scheduling.actions import change as changes
from clinic.scheduling.actions.row import Row
from clinic.scheduling.api import plan as shapes
from clinic.scheduling.falling_out import falling_out, staff_away
from clinic.scheduling.models import Appointment, Change, ChangeLine
from clinic.scheduling.planner import plan as planner
from clinic.scheduling.preview import Ending
from clinic.sites.models import Site
from patients.models import Course


class ChangeLineSerializer(serializers.ModelSerializer[ChangeLine]):
    class Meta:
        model = ChangeLine
        fields: ClassVar = ["position", "before", "after", "step"]


class ChangeSerializer(serializers.ModelSerializer[Change]):
    lines = ChangeLineSerializer(many=True, read_only=True)
    undo_until = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Change
        fields: ClassVar = [
            "id",
            "site",
            "kind",
            "made_at",
            "undo_until",
            "undone_at",
            "lines",
            "version",
        ]


class ChangeViewSet(ClinicViewSet[Change]):
    model = Change
    serializer_class = ChangeSerializer
    permission = Permission.APPOINTMENT_VIEW
    filters: ClassVar = {
        "site": "site",
        "kind": "kind",
        "before": "lines__before",
        "after": "lines__after",
        "from": "made_at__gte",
        "until": "made_at__lt",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("lines")

    verb = changes.apply_replan

    @extend_schema(request=shapes.AcceptInput)
    def create(self, request: Request) -> Response:
        """Accept the rows of a preview: all of them happen, or none. Send an Idempotency-Key."""
        typed = self.typed(shapes.AcceptInput)
        site = self.visible(Site, typed["site"], field="site")
        return self.act(changes.apply_replan, site, status=201, lines=self._rows(typed))

    @extend_schema(request=shapes.AcceptPlanInput)
    @route(detail=False, methods=["post"], url_path="plan", verb=changes.book_plan)
    def plan(self, request: Request) -> Response:
        """Book a course as planned."""
        typed = self.typed(shapes.AcceptPlanInput)
        course = self.visible(Course, typed["course"], field="course")
        return self.act(changes.book_plan, course, status=201, lines=self._rows(typed))

    @extend_schema(request=shapes.AcceptCancelInput)
    @route(detail=False, methods=["post"], url_path="cancel", verb=changes.cancel_with)
    def cancel(self, request: Request) -> Response:
        """Call a visit off and settle the rest of its course with it."""
        typed = self.typed(shapes.AcceptCancelInput)
        visit = self.visible(Appointment, typed["appointment"], field="appointment")
        return self.act(changes.cancel_with, visit, status=201, lines=self._rows(typed))

    @extend_schema(request=shapes.AcceptSickDayInput)
    @route(detail=False, methods=["post"], url_path="sick-day", verb=away.send_away)
    def sick_day(self, request: Request) -> Response:
        """Somebody is away: accept the re-planning of that day, and write the absence down."""
        typed = self.typed(shapes.AcceptSickDayInput)
        site = self.visible(Site, typed["site"], field="site")
        staff = self.visible(User, typed["staff"], field="staff")
        given = {"staff": staff, "day": typed["day"], "lines": self._rows(typed)}
        return self.act(away.send_away, site, status=201, **given)

    @extend_schema(request=shapes.WishesInput, responses=shapes.PreviewSerializer)
    @route(detail=False, methods=["post"], url_path="preview-plan", verb=changes.book_plan)
    def preview_plan(self, request: Request) -> Response:
        """Every visit of a course still planned, at once. Nothing is stored."""
        typed = self.typed(shapes.WishesInput)
        course = self.visible(Course, typed["course"], field="course")
        found = planner.plan_course(course, wishes=shapes.wishes_of(typed), at=clock.now())
        return Response(shapes.answer(found, course.site, self.caller))

    @extend_schema(request=shapes.MoveInput, responses=shapes.PreviewSerializer)
    @route(detail=False, methods=["post"], url_path="preview-move", verb=changes.move_with)
    def preview_move(self, request: Request) -> Response:
        """What else of the course must move when this visit goes there. Nothing is stored."""
        typed = self.typed(shapes.MoveInput)
        visit = self.visible(Appointment, typed["appointment"], field="appointment")
        if visit.course is None or visit.step_id is None:
            sentence = _("This visit fills no step of a course: move it by itself.")
            raise InvalidInput(sentence, field="appointment")
        place = shapes.place_of(typed["to"])
        found = planner.replan(visit.course, fixed_at={visit.step_id: place}, at=clock.now())
        return Response(shapes.answer(found, visit.site, self.caller))

    @extend_schema(request=shapes.EndingInput, responses=shapes.PreviewSerializer)
    @route(detail=False, methods=["post"], url_path="preview-cancel", verb=changes.cancel_with)
    def preview_cancel(self, request: Request) -> Response:
        """What the rest of the course does when this visit falls out. Nothing is stored."""
        typed = self.typed(shapes.EndingInput)
        visit = self.visible(Appointment, typed.pop("appointment"), field="appointment")
        drops = typed.pop("rest") == "DROP"
        found, endings = falling_out(visit, Ending(**typed, drops=drops), clock.now())
        return Response(shapes.answer(found, visit.site, self.caller, endings))

    @extend_schema(request=shapes.SickDayInput, responses=shapes.PreviewSerializer)
    @route(detail=False, methods=["post"], url_path="preview-sick-day", verb=away.send_away)
    def preview_sick_day(self, request: Request) -> Response:
        """Everybody's visits that count on this person that day, planned together. Nothing is stored."""
        typed = self.typed(shapes.SickDayInput)
        site = self.visible(Site, typed["site"], field="site")
        staff = self.visible(User, typed["staff"], field="staff")
        found = planner.sick_day(site, staff.pk, typed["day"], at=clock.now())
        return Response(shapes.answer(found, site, self.caller, staff_away(found)))

    def _rows(self, typed: dict[str, Any]) -> list[Row]:
        """The rows of the body, read through what the caller may see."""
        return preview.read_rows(typed["lines"], self.caller)

    @route(detail=True, methods=["post"], url_path="undo", verb=undo.undo)
    def undo(self, request: Request, pk: str) -> Response:
        """Everything back as it was: within three minutes, for who made it or a manager."""
        return self.act(undo.undo, self.get_object())
