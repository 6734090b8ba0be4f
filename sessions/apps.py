from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "dosing"
    verbose_name = "Treatment sessions"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are loaded only now
        from clinic.scheduling import events, outlook  # noqa: PLC0415
        from consent.events import ConsentWithdrawn  # noqa: PLC0415
        from consent.policies import under_effect  # noqa: PLC0415
        from patients.events import MeasureAnswered  # noqa: PLC0415
        from sessions import handlers  # noqa: PLC0415

        subscribe(events.AppointmentArrived, handlers.arrived)
        subscribe(events.AppointmentUnarrived, handlers.arrival_taken_back)
        subscribe(events.AppointmentCancelled, handlers.called_off)
        subscribe(ConsentWithdrawn, handlers.consent_withdrawn)
        subscribe(MeasureAnswered, handlers.perhaps_no_response)
        outlook.register(handlers.outlook)
        outlook.register_ahead(handlers.outlook_ahead)
        under_effect.register(handlers.under_effect)
