from __future__ import annotations

from django.urls import path

from clinic.portal.views import (
    calendar,
    danger,
    help_now,
    next_step,
    offer,
    questions,
    safety_plan,
    trend,
    visit,
)

app_name = "portal"
urlpatterns = [
    path("me/", next_step.next_step, name="next-step"),
    path("me/calendar/", calendar.calendar, name="calendar"),
    path("me/calendar/<uuid:pk>/end/", calendar.end, name="end-calendar"),
    path("me/help/", help_now.help_now, name="help"),
    path("me/offer/", offer.current, name="current-offer"),
    path("me/offers/<uuid:pk>/", offer.one, name="offer"),
    path("me/offers/<uuid:pk>/no/", offer.no, name="offer-no"),
    path("me/offers/<uuid:pk>/yes/", offer.yes, name="offer-yes"),
    path("me/waitlist/<uuid:pk>/leave/", offer.leave, name="leave-line"),
    path("me/progress/", trend.trend, name="trend"),
    path("me/questions/<str:code>/start/", questions.start, name="questions-start"),
    path("me/questions/<uuid:pk>/", questions.question, name="question"),
    path("me/questions/<uuid:pk>/hand-in/", questions.hand_in, name="questions-hand-in"),
    path("me/questions/<uuid:pk>/help/", danger.danger, name="questions-danger"),
    path("me/safety-plan/", safety_plan.safety_plan, name="safety-plan"),
    path("me/visits/<uuid:pk>/another-time/", visit.another_time, name="another-time"),
    path("me/visits/<uuid:pk>/escort/", visit.escort, name="escort"),
    path("me/visits/<uuid:pk>/sooner/", offer.sooner, name="sooner"),
    path("me/visits/<uuid:pk>/will-come/", visit.will_come, name="will-come"),
]
