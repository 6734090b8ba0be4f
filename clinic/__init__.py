"""The building: what any clinic has, and the shell around the care."""

# Here, so that every process knows the broker: management commands and the web server too.
from clinic.celery import app as celery_app

__all__ = ["celery_app"]
