"""What a visit takes here: minutes, recovery, turnover, room and equipment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic.accounts.here import site_here
from clinic.accounts.pages import SignedInRequest, allow, attempt
from clinic.accounts.permissions import Permission
from clinic.scheduling.actions import visit_kind as actions
from clinic.scheduling.models import VisitKind
from clinic.setup.views.roster_forms import VisitKindForm


@allow(Permission.ROSTER_MANAGE)
def visit_kinds(request: SignedInRequest) -> HttpResponse:
    """Every kind, as it is done here."""
    here = site_here(request)
    kinds = VisitKind.objects.visible_to(request.user).at_site_with_groups(here.pk)
    return render(
        request, "setup/visit_kinds.html", {"kinds": kinds.order_by("code"), "place": here}
    )


@allow(Permission.ROSTER_MANAGE)
def visit_kind(request: SignedInRequest, code: str) -> HttpResponse:
    """Change one for this site."""
    here = site_here(request)
    kinds = VisitKind.objects.visible_to(request.user).at_site_with_groups(here.pk)
    found = get_object_or_404(kinds, code=code)
    form = VisitKindForm(request.POST or None, initial=VisitKindForm.values_of(found))
    if request.method == "POST" and form.is_valid():
        given = {"code": found.code, **form.cleaned_data}
        if attempt(request, actions.adjust_visit_kind, here, form=form, **given):
            messages.success(request, _("Saved. It holds for new bookings."))
            return redirect("setup:visit-kinds")
    return render(
        request,
        "setup/visit_kind.html",
        {"form": form, "kind": found, "place": here},
        status=422 if form.errors else 200,
    )
