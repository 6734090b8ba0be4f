"""/api/v1/courses/, /course-steps/ and /course-moves/"""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.decorators import action as route
from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.action import Verb
from clinic.accounts.api.base import ClinicViewSet, Pages
from clinic.accounts.models import User
from clinic.accounts.permissions import Permission
from clinic.sites.models import Site
from patients.actions import course as actions
from patients.api import course_input as inputs
from patients.api.course_output import (
    ContactAttemptSerializer,
    CourseMoveSerializer,
    CourseSerializer,
    CourseStepSerializer,
)
from patients.models import Course, CourseMove, CourseStep, Patient, Protocol


class CourseViewSet(ClinicViewSet[Course]):
    """Every verb of a course. What may follow what is drawn in docs/states.md."""

    model = Course
    serializer_class = CourseSerializer
    permission = Permission.PATIENT_VIEW
    filters: ClassVar = {"patient": "patient", "site": "site", "status": "status"}
    verb = actions.open_course

    def _do(self, verb: Verb[Any, Any], typed: type[inputs.Input] = inputs.Nothing) -> Response:
        return self.act(verb, self.get_object(), **self.typed(typed))

    def create(self, request: Request) -> Response:
        """Open a course."""
        typed = self.typed(inputs.Open)
        patient = self.visible(Patient, typed["patient"], field="patient")
        given: dict[str, Any] = {}
        for field, model in (("site", Site), ("protocol", Protocol), ("previous", Course)):
            if field in typed:
                given[field] = self.visible(model, typed[field], field=field)
        return self.act(actions.open_course, patient, status=201, **given)

    @route(detail=True, methods=["post"], url_path="choose-protocol", verb=actions.choose_protocol)
    def choose_protocol(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.ChooseProtocol)
        protocol = self.visible(Protocol, typed["protocol"], field="protocol")
        return self.act(actions.choose_protocol, self.get_object(), protocol=protocol)

    @route(detail=True, methods=["post"], url_path="record-attempt", verb=actions.record_attempt)
    def record_attempt(self, request: Request, pk: str) -> Response:
        return self.act(
            actions.record_attempt,
            self.get_object(),
            respond=ContactAttemptSerializer,
            status=201,
            **self.typed(inputs.Attempt),
        )

    @route(detail=True, methods=["post"], url_path="no-contact", verb=actions.no_contact)
    def no_contact(self, request: Request, pk: str) -> Response:
        return self._do(actions.no_contact, inputs.Note)

    @route(detail=True, methods=["post"], url_path="take-up-again", verb=actions.take_up_again)
    def take_up_again(self, request: Request, pk: str) -> Response:
        return self._do(actions.take_up_again, inputs.Note)

    @route(detail=True, methods=["post"], url_path="start-screening", verb=actions.start_screening)
    def start_screening(self, request: Request, pk: str) -> Response:
        return self._do(actions.start_screening)

    @route(detail=True, methods=["post"], url_path="defer", verb=actions.defer)
    def defer(self, request: Request, pk: str) -> Response:
        return self._do(actions.defer, inputs.Defer)

    @route(detail=True, methods=["post"], url_path="decline", verb=actions.decline)
    def decline(self, request: Request, pk: str) -> Response:
        return self._do(actions.decline, inputs.Decline)

    @route(detail=True, methods=["post"], url_path="start-preparing", verb=actions.start_preparing)
    def start_preparing(self, request: Request, pk: str) -> Response:
        return self._do(actions.start_preparing)

    @route(detail=True, methods=["post"], url_path="mark-ready", verb=actions.mark_ready)
    def mark_ready(self, request: Request, pk: str) -> Response:
        return self._do(actions.mark_ready)

    @route(detail=True, methods=["post"], url_path="review-due", verb=actions.review_due)
    def review_due(self, request: Request, pk: str) -> Response:
        return self._do(actions.review_due, inputs.Note)

    @route(detail=True, methods=["post"], url_path="pause", verb=actions.pause)
    def pause(self, request: Request, pk: str) -> Response:
        typed = self.typed(inputs.Pause)
        owner = self.visible(User, typed.pop("owner"), field="owner")
        return self.act(actions.pause, self.get_object(), owner=owner, **typed)

    @route(detail=True, methods=["post"], url_path="resume", verb=actions.resume)
    def resume(self, request: Request, pk: str) -> Response:
        return self._do(actions.resume, inputs.Note)

    @route(detail=True, methods=["post"], url_path="discontinue", verb=actions.discontinue)
    def discontinue(self, request: Request, pk: str) -> Response:
        return self._do(actions.discontinue, inputs.Discontinue)

    @route(detail=True, methods=["post"], url_path="complete", verb=actions.complete)
    def complete(self, request: Request, pk: str) -> Response:
        return self._do(actions.complete, inputs.Complete)

    @route(detail=True, methods=["post"], url_path="close-follow-up", verb=actions.close_follow_up)
    def close_follow_up(self, request: Request, pk: str) -> Response:
        return self._do(actions.close_follow_up, inputs.CloseFollowUp)


class InPlanOrder(Pages):
    """As the plan lays them out."""

    ordering: Any = ("course_id", "position", "id")


class CourseStepViewSet(ClinicViewSet[CourseStep]):
    model = CourseStep
    serializer_class = CourseStepSerializer
    permission = Permission.APPOINTMENT_VIEW
    pagination_class = InPlanOrder
    filters: ClassVar = {
        "course": "course",
        "patient": "patient",
        "site": "site",
        "kind": "kind",
        "status": "status",
    }


class CourseMoveViewSet(ClinicViewSet[CourseMove]):
    model = CourseMove
    serializer_class = CourseMoveSerializer
    permission = Permission.COURSE_VIEW
    filters: ClassVar = {"course": "course", "patient": "patient", "site": "site"}
