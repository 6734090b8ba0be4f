"""Boards that renew themselves: the same address answers with the page, with its changing part, or with 304."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseNotModified

from clinic.accounts.pages import SignedInRequest


def is_piece(request: SignedInRequest) -> bool:
    """Whether only the changing part is wanted."""
    return bool(request.headers.get("HX-Request"))


def unchanged(request: SignedInRequest, version: str) -> HttpResponse | None:
    """304 when the asker has this version already; the board is then not even read."""
    if request.headers.get("If-None-Match") != version:
        return None
    return HttpResponseNotModified(headers={"ETag": version})
