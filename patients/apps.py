from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"
    label = "patients"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are loaded only now
        from clinic.outbox import checkers  # noqa: PLC0415
        from patients import handlers, safety_checker  # noqa: PLC0415
        from patients.actions.safety_ladder import TOPIC  # noqa: PLC0415
        from patients.events import CourseMoved, FactsChanged, MeasureAnswered  # noqa: PLC0415

        checkers.register(TOPIC, safety_checker.check)
        subscribe(CourseMoved, handlers.screening_begun)
        subscribe(FactsChanged, handlers.medication_changed)
        subscribe(MeasureAnswered, handlers.perhaps_worse)
