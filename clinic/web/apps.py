from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The staff shell: base page, components, static files, homes, search."""

    name = "clinic.web"
    label = "web"
