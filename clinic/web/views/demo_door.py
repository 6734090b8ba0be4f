"""One click into the demo. The route exists in demo mode only (urls.py), and the view asks again."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from clinic.accounts.models import User
from clinic.web.doors import DOORS


@login_not_required
@require_POST
def step_in(request: HttpRequest) -> HttpResponse:
    door = next((d for d in DOORS if d.key == request.POST.get("door")), None)
    if door is None or not settings.DEMO:
        raise Http404
    user = get_object_or_404(User.objects.active(), email=door.email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, method="demo")
    return redirect(settings.LOGIN_REDIRECT_URL)
