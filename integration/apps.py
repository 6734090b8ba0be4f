from django.apps import AppConfig


class IntegrationConfig(AppConfig):
    name = "integration"
    label = "integration"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are ready only now
        from clinic.scheduling.events import (  # noqa: PLC0415
            AppointmentBooked,
            AppointmentMoved,
            AppointmentUnarrived,
        )
        from consent.events import CapacityJudged, ConsentSigned  # noqa: PLC0415
        from integration import handlers  # noqa: PLC0415
        from patients.events import CourseMoved, MeasureAnswered  # noqa: PLC0415

        subscribe(AppointmentBooked, handlers.start_preparing)
        subscribe(AppointmentMoved, handlers.start_preparing)
        subscribe(AppointmentUnarrived, handlers.refuse_while_a_session_runs)
        subscribe(CourseMoved, handlers.start_preparing_when_consented)
        subscribe(MeasureAnswered, handlers.perhaps_ready)
        subscribe(ConsentSigned, handlers.perhaps_ready)
        subscribe(CapacityJudged, handlers.perhaps_ready)
