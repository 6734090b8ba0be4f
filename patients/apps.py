from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"
    label = "patients"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are loaded only now
        from patients import handlers  # noqa: PLC0415
        from patients.events import FactsChanged, MeasureAnswered  # noqa: PLC0415

        subscribe(FactsChanged, handlers.medication_changed)
        subscribe(MeasureAnswered, handlers.perhaps_worse)
