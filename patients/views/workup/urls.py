"""The addresses of the workup, beside those of the screening."""

from __future__ import annotations

from django.urls import path

from patients.views.workup import entries, text_pages

urls = [
    path("screenings/<uuid:pk>/workup/add/<slug:entry>/", entries.add, name="workup-add"),
    path("screenings/<uuid:pk>/workup/never/", entries.never, name="workup-never"),
    path("screenings/<uuid:pk>/workup/panel/<slug:panel>/", entries.panel, name="workup-panel"),
    path("screenings/<uuid:pk>/workup/texts/", text_pages.save, name="workup-texts"),
    path(
        "screenings/<uuid:pk>/workup/texts/<str:about>/",
        text_pages.versions,
        name="workup-versions",
    ),
    path("workup/<slug:entry>/<uuid:pk>/correct/", entries.correct, name="workup-correct"),
    path("workup/<slug:entry>/<uuid:pk>/strike/", entries.strike, name="workup-strike"),
]
