from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The patient's own pages."""

    name = "clinic.portal"
    label = "portal"
