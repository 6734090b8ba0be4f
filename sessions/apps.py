from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "dosing"
    verbose_name = "Treatment sessions"
