from __future__ import annotations

from django.urls import path

from clinic.fhir.views import upload

app_name = "fhir"
urlpatterns = [
    path("referrals/upload/", upload.upload, name="upload"),
]
