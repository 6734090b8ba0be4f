from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "consent"
    label = "consent"

    def ready(self) -> None:
        from consent.listeners import listen  # noqa: PLC0415 - needs the model registry

        listen()
