from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "clinic.core"
    label = "core"

    def ready(self) -> None:
        from clinic.core import among  # noqa: F401, PLC0415 - makes the lookup known
