from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "consent"
    label = "consent"

    def ready(self) -> None:
        from clinic.core.events import subscribe  # noqa: PLC0415 - models are ready only now
        from consent import handlers  # noqa: PLC0415
        from patients import events  # noqa: PLC0415
        from patients.policies.course import register_resume_check  # noqa: PLC0415

        subscribe(events.CourseMoved, handlers.issue_packet)
        register_resume_check(handlers.missing_for_resume)
