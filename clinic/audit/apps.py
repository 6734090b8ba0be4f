from django.apps import AppConfig
from django.db.models.signals import post_migrate  # noqa: TID251 - Django's own "schema is ready"


class AuditConfig(AppConfig):
    name = "clinic.audit"
    label = "audit"

    def ready(self) -> None:
        from clinic.audit.triggers import after_migrate  # noqa: PLC0415 - needs the model registry

        post_migrate.connect(after_migrate, dispatch_uid="audit triggers and grants")
