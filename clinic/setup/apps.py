from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "clinic.setup"
    label = "setup"
