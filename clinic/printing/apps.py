from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "clinic.printing"
    label = "printing"
