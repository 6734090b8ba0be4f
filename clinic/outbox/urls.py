"""Where message providers report to."""

from __future__ import annotations

from django.urls import path

from clinic.outbox.views import reply, status

app_name = "outbox"
urlpatterns = [
    path("messages/<uuid:ref>/", status.report, name="status"),
    path("replies/", reply.receive, name="reply"),
]
