"""A prescriber's reasoned "go on", on a page of its own: the finding, the reason, the password."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from clinic.accounts.fresh import confirm_password
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.core.errors import InvalidInput
from sessions.actions import clearance
from sessions.actions.gate import verdicts_of
from sessions.gate import Stage
from sessions.models import BEFORE_DOSE
from sessions.views.checklist import the_session
from sessions.views.forms import OverrideForm


@allow(Permission.DOSING_OVERRIDE)
def override(request: SignedInRequest, pk: UUID, guard: str, finding: str) -> HttpResponse:
    """Answer for one finding of this session."""
    session = the_session(request, pk)
    stage = Stage.CLEAR if session.status in BEFORE_DOSE else Stage.CONTINUE
    verdicts = verdicts_of(session, stage, clock.now())
    verdict = next((v for v in verdicts if (v.id, v.finding) == (guard, finding)), None)
    if verdict is None or not verdict.overridable:
        raise Http404
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            proof = confirm_password(request.user, typed["password"])
        except InvalidInput as error:
            form.add_error("password", error.sentence)
        else:
            if attempt(
                request,
                clearance.override,
                session,
                form=form,
                guard=guard,
                finding=finding,
                reason=typed["reason"],
                authenticated_at=proof,
            ):
                return redirect("sessions:session", pk=pk)
    context = {"session": session, "verdict": verdict, "form": form}
    status = 422 if form.errors else 200
    return render(request, "sessions/override.html", context, status=status)
