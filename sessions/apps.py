from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "dosing"
    verbose_name = "Treatment sessions"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are loaded only now
        from clinic.policy.events import PolicySigned  # noqa: PLC0415
        from clinic.scheduling import events, outlook  # noqa: PLC0415
        from consent.events import ConsentWithdrawn  # noqa: PLC0415
        from consent.policies import under_effect  # noqa: PLC0415
        from patients import events as patients  # noqa: PLC0415
        from sessions import events as own  # noqa: PLC0415
        from sessions import handlers, measure_causes  # noqa: PLC0415

        subscribe(events.AppointmentArrived, handlers.arrived)
        subscribe(events.AppointmentUnarrived, handlers.arrival_taken_back)
        subscribe(events.AppointmentCancelled, handlers.called_off)
        subscribe(ConsentWithdrawn, handlers.consent_withdrawn)
        subscribe(patients.MeasureAnswered, handlers.perhaps_no_response)
        subscribe(patients.CourseMoved, measure_causes.course_moved)
        subscribe(patients.MeasureAnswered, measure_causes.answered)
        subscribe(patients.MeasureVoided, measure_causes.voided)
        subscribe(patients.PatientDied, measure_causes.died)
        subscribe(PolicySigned, measure_causes.policy_signed)
        subscribe(own.DoseStarted, measure_causes.dose_given)
        subscribe(own.SessionCalledOff, measure_causes.called_off)
        subscribe(events.AppointmentBooked, measure_causes.visit_booked)
        subscribe(events.AppointmentMoved, measure_causes.visit_moved)
        subscribe(events.AppointmentCancelled, measure_causes.visit_off)
        subscribe(events.AppointmentMissed, measure_causes.visit_off)
        subscribe(patients.CourseMoved, handlers.course_held_in_chair)
        subscribe(patients.CourseMoved, handlers.course_resumed)
        subscribe(patients.MeasureAnswered, handlers.perhaps_a_sign)
        subscribe(patients.WorkupChanged, handlers.result_came_in)
        outlook.register(handlers.outlook)
        outlook.register_ahead(handlers.outlook_ahead)
        under_effect.register(handlers.under_effect)
