"""The review of a course on one page: response, exposure, adverse events, opinions, and the decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from clinic.accounts.pages import SignedInRequest, allow, attempt, proof
from clinic.accounts.permissions import Permission
from clinic.core import clock
from clinic.web.boards.person import head_of
from clinic.web.boards.review import page_of
from clinic.web.views.review_forms import DecisionForm, OpinionForm
from patients.models import Course
from sessions.actions import review as actions
from sessions.actions.review_due import terms_at
from sessions.facts import review_picture
from sessions.models import ReviewDecision


@allow(Permission.COURSE_VIEW)
def review(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _page(request, _course(request, pk))


@require_POST
@allow(Permission.COURSE_OPINION)
def opinion(request: SignedInRequest, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    form = OpinionForm(request.POST, prefix="opinion")
    if form.is_valid() and (when := proof(request, form)):
        given = dict(form.cleaned_data)
        given.pop("password")
        verb = actions.give_opinion
        if attempt(request, verb, course, form=form, authenticated_at=when, **given):
            return redirect("web:review", pk=pk)
    return _page(request, course, opinion=form)


@require_POST
@allow(Permission.COURSE_DECIDE)
def decide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    course = _course(request, pk)
    form = DecisionForm(request.POST, prefix="decision")
    if form.is_valid() and (when := proof(request, form)):
        given = dict(form.cleaned_data)
        given.pop("password")
        if attempt(request, actions.decide, course, form=form, authenticated_at=when, **given):
            return redirect("web:course", pk=pk)
    return _page(request, course, decision=form)


def _course(request: SignedInRequest, pk: UUID) -> Course:
    return get_object_or_404(
        Course.objects.visible_to(request.user).select_related("patient", "site"),
        pk=pk,
        site__in=request.user.sites_with(Permission.COURSE_VIEW),
    )


def _page(
    request: SignedInRequest,
    course: Course,
    *,
    opinion: OpinionForm | None = None,
    decision: DecisionForm | None = None,
) -> HttpResponse:
    now, user, site = clock.now(), request.user, course.site_id
    picture = review_picture.read(course, terms_at(site, now), now, viewer=user)
    past = (
        ReviewDecision.objects.visible_to(user).filter(course=course).select_related("decided_by")
    )
    page = page_of(picture, tuple(past.order_by("-decided_at", "-pk")))
    refused = next((form for form in (opinion, decision) if form is not None), None)
    opinion = opinion or OpinionForm(prefix="opinion")
    decision = decision or DecisionForm(prefix="decision", initial={"seen": page.seen})
    for form in (opinion, decision):
        form.offer(picture, user.pk)
    return render(
        request,
        "web/review.html",
        {
            "course": course,
            "given": picture.given,
            "place": course.site,
            "head": head_of(course.patient, user, course.site, now),
            "page": page,
            "may_speak": page.is_due and user.may(Permission.COURSE_OPINION, site),
            "may_decide": page.is_due and user.may(Permission.COURSE_DECIDE, site),
            "may_tell": user.may(Permission.EXPOSURE_EDIT, site),
            "opinion": opinion,
            "decision": decision,
            "refused": refused,
        },
        status=422 if refused is not None and refused.errors else 200,
    )
