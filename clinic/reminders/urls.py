"""Messages in the browser: one patient's account, and what a site has to look at."""

from __future__ import annotations

from django.urls import path

from clinic.reminders.views import contact_point, ledger

app_name = "reminders"
urlpatterns = [
    path("messages/", ledger.outbox, name="outbox"),
    path("messages/<uuid:pk>/retry/", ledger.retry, name="retry"),
    path("patients/<uuid:pk>/messages/", ledger.patient, name="ledger"),
    path("contact-points/<uuid:pk>/stop/", contact_point.stop, name="stop"),
    path("contact-points/<uuid:pk>/allow/", contact_point.allow_again, name="allow-again"),
    path("patients/<uuid:pk>/reach/", contact_point.reach, name="reach"),
]
