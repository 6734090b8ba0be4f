from __future__ import annotations

from django.urls import path

from clinic.printing.views import downtime, paper, safety_plan

app_name = "printing"
urlpatterns = [
    path("downtime/", downtime.packs, name="downtime"),
    path("downtime/make/", downtime.make, name="make-pack"),
    path("downtime/<uuid:pk>/pack.pdf", downtime.read, name="pack"),
    path("safety-plans/<uuid:pk>/plan.pdf", safety_plan.safety_plan, name="safety-plan"),
    path("visits/day.pdf", paper.day, name="day"),
    path("visits/<uuid:pk>/slip.pdf", paper.slip, name="slip"),
]
