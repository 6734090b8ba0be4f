from __future__ import annotations

from django.urls import path

from clinic.printing.views import downtime, paper

app_name = "printing"
urlpatterns = [
    path("downtime/", downtime.packs, name="downtime"),
    path("downtime/make/", downtime.make, name="make-pack"),
    path("downtime/<uuid:pk>/pack.pdf", downtime.read, name="pack"),
    path("visits/day.pdf", paper.day, name="day"),
    path("visits/<uuid:pk>/slip.pdf", paper.slip, name="slip"),
]
