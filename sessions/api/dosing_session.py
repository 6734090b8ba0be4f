"""/api/v1/dosing-sessions/: a session and every verb of it."""

from __future__ import annotations

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from clinic.accounts.permissions import Permission
from clinic.scheduling.models import Appointment
from sessions.actions import dosing_session as actions
from sessions.api import inputs, outputs
from sessions.api.before_dose import BeforeDose
from sessions.api.giving import Giving
from sessions.api.watching import Watching
from sessions.models import DosingSession


class DosingSessionViewSet(BeforeDose, Giving, Watching):
    model = DosingSession
    serializer_class = outputs.DosingSessionSerializer
    permission = Permission.DOSING_VIEW
    filters: ClassVar = {
        "site": "site",
        "patient": "patient",
        "course": "course",
        "appointment": "appointment",
        "status": "status",
    }
    verb = actions.open_session

    def create(self, request: Request) -> Response:
        """Begin the checks of a visit whose patient has arrived. Arriving does it too."""
        typed = self.typed(inputs.OpenInput)
        visit = self.visible(Appointment, typed["appointment"], field="appointment")
        return self.act(actions.open_session, visit, status=201)
