from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "clinic.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are ready only now
        from clinic.scheduling import events as calendar  # noqa: PLC0415
        from clinic.scheduling import handlers  # noqa: PLC0415
        from clinic.scheduling import on_call as roster  # noqa: PLC0415
        from clinic.scheduling.actions import freed_time  # noqa: PLC0415
        from patients import events, on_call  # noqa: PLC0415

        on_call.register(roster.on_call)
        subscribe(calendar.AppointmentArrived, handlers.ask_again)
        subscribe(events.CourseHeld, handlers.release_doses)
        subscribe(events.CourseMoved, handlers.release_visits)
        subscribe(events.PatientDied, handlers.release_everything)
        subscribe(calendar.AppointmentCancelled, freed_time.called_off)
        subscribe(calendar.AppointmentMoved, freed_time.moved)
        subscribe(calendar.HoldEnded, freed_time.hold_ended)
