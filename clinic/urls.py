"""Every address of the program."""

from __future__ import annotations

from django.urls import include, path

from clinic.api.views.health import alive, ready

# Prefixes first: what lies behind one is not compared with every page's address.
urlpatterns = [
    path("api/v1/", include("clinic.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("hooks/", include("clinic.outbox.urls")),
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
    path("", include("clinic.drug_log.urls")),
    path("", include("clinic.portal.urls")),
    path("", include("clinic.printing.urls")),
    path("", include("clinic.reminders.urls")),
    path("", include("clinic.scheduling.urls")),
    path("", include("clinic.setup.urls")),
    path("", include("clinic.tasks.urls")),
    path("", include("clinic.fhir.urls")),
    path("", include("clinic.web.urls")),
    path("", include("consent.urls")),
    path("", include("integration.urls")),
    path("", include("patients.urls")),
    path("", include("sessions.urls")),
]
