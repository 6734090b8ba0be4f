from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "clinic.reminders"
    label = "reminders"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415
        from clinic.outbox import checkers  # noqa: PLC0415
        from clinic.outbox.events import MessageDidNotGo, PatientAnswered  # noqa: PLC0415
        from clinic.reminders import (  # noqa: PLC0415
            offer_checker,
            own_pages_checker,
            questions_checker,
        )
        from clinic.reminders.actions import (  # noqa: PLC0415
            answered,
            integration,
            missed,
            offer,
            own_pages,
            questions,
            undo,
            visit,
        )
        from clinic.reminders.checker import check  # noqa: PLC0415
        from clinic.scheduling import events as calendar  # noqa: PLC0415
        from clinic.scheduling import reach  # noqa: PLC0415
        from integration.events import IntegrationWindowOpened  # noqa: PLC0415
        from patients import events as patients  # noqa: PLC0415

        checkers.register(visit.TOPIC, check)
        checkers.register(offer.TOPIC, offer_checker.check)
        checkers.register(own_pages.TOPIC, own_pages_checker.check)
        checkers.register(questions.TOPIC, questions_checker.check)
        subscribe(patients.PatientInvited, own_pages.invited)
        subscribe(patients.OwnPagesClosed, own_pages.closed)
        subscribe(MessageDidNotGo, own_pages.did_not_go)
        subscribe(patients.MeasuresPlanned, questions.planned)
        subscribe(MessageDidNotGo, questions.did_not_go)
        reach.register(offer_checker.unreachable)
        subscribe(calendar.OfferMade, offer.made)
        subscribe(calendar.OfferEnded, offer.ended)
        subscribe(MessageDidNotGo, offer.did_not_go)
        # Before those that may ask for a new call about the same visit.
        subscribe(calendar.AppointmentArrived, answered.over)
        subscribe(calendar.AppointmentMissed, answered.over)
        subscribe(calendar.AppointmentCancelled, answered.over)
        subscribe(calendar.AppointmentMoved, answered.moved)
        subscribe(calendar.AppointmentBooked, visit.booked)
        subscribe(calendar.AppointmentMoved, visit.moved)
        subscribe(calendar.AppointmentCancelled, visit.called_off)
        subscribe(calendar.AppointmentMissed, visit.missed)
        subscribe(calendar.ChangeUndoing, undo.undoing)
        subscribe(calendar.ChangeUndone, undo.undone)
        subscribe(patients.CourseMoved, visit.course_moved)
        subscribe(patients.PatientDied, visit.patient_died)
        subscribe(MessageDidNotGo, missed.did_not_go)
        subscribe(PatientAnswered, missed.patient_answered)
        subscribe(IntegrationWindowOpened, integration.window_opened)
        subscribe(calendar.AppointmentBooked, integration.calendar_changed)
        subscribe(calendar.AppointmentMoved, integration.calendar_changed)
        subscribe(calendar.AppointmentCancelled, integration.calendar_changed)
        subscribe(calendar.AppointmentMissed, integration.calendar_changed)
