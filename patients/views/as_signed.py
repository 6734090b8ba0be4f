"""A screening as it was signed: what the prescriber had before them, whatever was written since."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from clinic.accounts.pages import SignedInRequest, allow
from clinic.accounts.permissions import Permission
from patients.models import ScreeningSignature
from patients.views.as_signed_words import decision, sections
from patients.views.header import header_of


@allow(Permission.SCREENING_VIEW)
def as_signed(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One signature with everything it was put under, and whether that is still so to the letter."""
    mine = ScreeningSignature.objects.visible_to(request.user)
    rows = mine.select_related("signed_by", "site", "patient__site", "licence")
    signature = get_object_or_404(rows, pk=pk)
    shown = {
        "signature": signature,
        "decision": decision(signature),
        "sections": sections(signature),
        "others": mine.filter(screening=signature.screening_id)
        .exclude(pk=pk)
        .select_related("signed_by")
        .order_by("-signed_at", "-pk"),
        "head": header_of(request, signature.patient),
    }
    return render(request, "patients/as_signed.html", shown)
