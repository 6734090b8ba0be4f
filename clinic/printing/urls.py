from __future__ import annotations

from django.urls import path

from clinic.printing.views import downtime, outward_letter, paper, safety_plan

app_name = "printing"
urlpatterns = [
    path("courses/<uuid:pk>/letters/", outward_letter.letters, name="outward-letters"),
    path("downtime/", downtime.packs, name="downtime"),
    path("downtime/make/", downtime.make, name="make-pack"),
    path("downtime/<uuid:pk>/pack.pdf", downtime.read, name="pack"),
    path("safety-plans/<uuid:pk>/plan.pdf", safety_plan.safety_plan, name="safety-plan"),
    path("letters/<uuid:pk>.pdf", outward_letter.paper, name="outward-letter"),
    path("visits/day.pdf", paper.day, name="day"),
    path("visits/<uuid:pk>/slip.pdf", paper.slip, name="slip"),
]
