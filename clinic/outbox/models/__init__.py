from clinic.outbox.models.contact_point import (
    Channel,
    ContactPoint,
    ContactPointQuerySet,
    OptOut,
    OptOutQuerySet,
)

__all__ = ["Channel", "ContactPoint", "ContactPointQuerySet", "OptOut", "OptOutQuerySet"]
