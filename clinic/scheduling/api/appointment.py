"""/api/v1/appointments/: visits and their verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.api.base import ClinicViewSet, Pages
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import InvalidInput
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import escort as escorts
from clinic.scheduling.api import listed
from clinic.scheduling.api.appointment_shapes import (
    TEAM,
    AppointmentSerializer,
    BookInput,
    CancelInput,
    MoveInput,
    NoShowInput,
)
from clinic.scheduling.api.escort import EscortInput, EscortSerializer
from clinic.scheduling.api.when import read_when
from clinic.scheduling.models import Appointment, Room
from clinic.scheduling.policies.booking import Override
from clinic.sites.models import Site
from patients.models import Course, CourseStep, Patient


def _course_with(who: Actor, course: UUID, patient: UUID, site: UUID) -> QuerySet[Course]:
    """The course with its patient and its site, where it is theirs and all three may be known of."""
    found = Course.objects.visible_to(who).filter(pk=course, patient=patient, site=site)
    seen = found.filter(
        patient__in=Patient.objects.visible_to(who), site__in=Site.objects.visible_to(who)
    )
    return seen.select_related("patient", "site")


class ByTime(Pages):
    """In the order of the calendar."""

    ordering = ("starts_at", "id")  # type: ignore[assignment]  # the stubs know one column only


class AppointmentViewSet(ClinicViewSet[Appointment]):
    model = Appointment
    serializer_class = AppointmentSerializer
    permission = Permission.APPOINTMENT_VIEW
    pagination_class = ByTime
    filters: ClassVar = {
        "site": "site",
        "patient": "patient",
        "course": "course",
        "kind": "kind",
        "status": "status",
        "room": "room",
        "party": "party",
        "staff": "claims__staff",
        "day": "wall_date",
        "from": "ends_at__gt",
        "until": "starts_at__lt",
    }
    verb = actions.book

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related(TEAM)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Visits in order of time, written as JSON by the database."""
        found = self.filtered(self.get_queryset())
        return listed.answer(self.paginator, found, AppointmentSerializer, self)  # type: ignore[arg-type]

    def create(self, request: Request) -> Response:
        """Book a visit."""
        patient, wanted = self._booking()
        return self.act(actions.book, patient, status=201, **wanted)

    @route(detail=False, methods=["post"], url_path="hold", verb=actions.hold)
    def hold(self, request: Request) -> Response:
        """Keep a time for ten minutes while the desk talks."""
        patient, wanted = self._booking()
        return self.act(actions.hold, patient, status=201, **wanted)

    @route(detail=True, methods=["post"], url_path="book", verb=actions.book_hold)
    def book_hold(self, request: Request, pk: str) -> Response:
        return self.act(actions.book_hold, self.get_object())

    @route(detail=True, methods=["post"], url_path="move", verb=actions.move)
    def move(self, request: Request, pk: str) -> Response:
        appointment = self.get_object()
        wanted = self._people_and_time(self.typed(MoveInput), appointment.zone)
        return self.act(actions.move, appointment, **wanted)

    @route(detail=True, methods=["post"], url_path="confirm", verb=actions.confirm)
    def confirm(self, request: Request, pk: str) -> Response:
        return self.act(actions.confirm, self.get_object())

    @route(detail=True, methods=["post"], url_path="arrive", verb=actions.arrive)
    def arrive(self, request: Request, pk: str) -> Response:
        return self.act(actions.arrive, self.get_object())

    @route(detail=True, methods=["post"], url_path="un-arrive", verb=actions.un_arrive)
    def un_arrive(self, request: Request, pk: str) -> Response:
        return self.act(actions.un_arrive, self.get_object())

    @route(detail=True, methods=["post"], url_path="finish", verb=actions.finish)
    def finish(self, request: Request, pk: str) -> Response:
        return self.act(actions.finish, self.get_object())

    @route(detail=True, methods=["post"], url_path="cancel", verb=actions.cancel)
    def cancel(self, request: Request, pk: str) -> Response:
        return self.act(actions.cancel, self.get_object(), **self.typed(CancelInput))

    @route(detail=True, methods=["post"], url_path="no-show", verb=actions.no_show)
    def no_show(self, request: Request, pk: str) -> Response:
        return self.act(actions.no_show, self.get_object(), **self.typed(NoShowInput))

    @route(detail=True, methods=["post"], url_path="escort", verb=escorts.promise)
    def escort(self, request: Request, pk: str) -> Response:
        """Name who takes the patient home."""
        return self.act(
            escorts.promise,
            self.get_object(),
            respond=EscortSerializer,
            status=201,
            **self.typed(EscortInput),
        )

    def _booking(self) -> tuple[Patient, dict[str, Any]]:
        typed = self.typed(BookInput)
        site_id, patient_id = typed.pop("site"), typed.pop("patient")
        course = self._course_with(typed.get("course"), patient_id, site_id)
        if course is not None:
            site, patient, typed["course"] = course.site, course.patient, course
        else:
            site = self.visible(Site, site_id, field="site")
            patient = self.visible(Patient, patient_id, field="patient")
            if "course" in typed:
                typed["course"] = self.visible(Course, typed["course"], field="course")
        if "step" in typed:
            typed["step"] = self.visible(CourseStep, typed["step"], field="step")
        return patient, {**self._people_and_time(typed, site.timezone), "site": site}

    def _course_with(
        self, course_id: UUID | None, patient_id: UUID, site_id: UUID
    ) -> Course | None:
        """The course with its patient and site, when it is theirs and all three may be known of: one query for three."""
        if course_id is None:
            return None
        return _course_with(self.caller, course_id, patient_id, site_id).first()

    def _people_and_time(self, typed: dict[str, Any], zone: str) -> dict[str, Any]:
        turn = typed.pop("turn", "")
        typed["starts_at"] = read_when(typed["starts_at"], zone, turn)
        if "room" in typed:
            typed["room"] = self._room(typed["room"])
        if "override" in typed:
            asked = typed["override"]
            typed["override"] = Override(asked["reason"], frozenset(asked["codes"]))
        if "staff" in typed:
            typed["staff"] = self._team(typed["staff"])
        return typed

    def _room(self, pk: UUID) -> Room:
        found = Room.objects.visible_to(self.caller).filter(pk=pk)
        if not found:
            raise InvalidInput(_("There is no such record."), field="room")
        return found[0]

    def _team(self, wanted: Sequence[dict[str, Any]]) -> Sequence[tuple[User, str]]:
        """Everybody named, in one query; somebody the caller may not know of is refused as unknown."""
        ids = {each["user"] for each in wanted}
        known = User.objects.visible_to(self.caller).in_bulk(ids)
        if ids - known.keys():
            raise InvalidInput(_("There is no such record."), field="staff")
        return [(known[each["user"]], each["role"]) for each in wanted]
