"""The clinic in which the booking benchmarks book: as many chairs, teams and patients as there are clients.

Imports Django's models: only after `django.setup()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from benchmarks.cast import AT, LONG_AGO, OPENS, Clinic, open_clinic
from benchmarks.database import admin_connection
from clinic.accounts.models import User
from clinic.accounts.roles import Role
from clinic.accounts.system import SETUP
from clinic.scheduling.actions import appointment as actions
from clinic.scheduling.actions import visit_kind
from clinic.scheduling.models import Appointment, Room
from clinic.sites.models import Site
from patients.models import Course, Patient

# What the floor needs to know of a place: it has no program to look it up.
PLACE_TABLE = """
CREATE SCHEMA bench;
CREATE TABLE bench.place (client int PRIMARY KEY, site uuid, patient uuid, course uuid, room uuid, nurse uuid,
                          therapist uuid, desk text, desk_name text, visit_kind uuid);
GRANT USAGE ON SCHEMA bench TO clinic_app;
GRANT SELECT ON bench.place TO clinic_app;
"""


@dataclass
class Place:
    """One client's chair, team, patient and front desk."""

    site: Site
    patient: Patient
    course: Course
    room: Room
    staff: list[tuple[User, str]]
    desk: User

    @classmethod
    def load(cls, ids: dict[str, str]) -> Self:
        """From the ids that `prepare` answered, in another process."""
        return cls(
            Site.objects.get(pk=ids["site"]),
            Patient.objects.get(pk=ids["patient"]),
            Course.objects.get(pk=ids["course"]),
            Room.objects.get(pk=ids["room"]),
            [
                (User.objects.get(pk=ids["nurse"]), "NURSE"),
                (User.objects.get(pk=ids["therapist"]), "THERAPIST"),
            ],
            User.objects.get(pk=ids["desk"]),
        )

    def book(self, *, starts_at: datetime, at: datetime) -> Appointment:
        """One infusion of half an hour; with its turnover the chair is taken for the whole hour."""
        return actions.book(
            self.patient,
            kind="DOSING",
            route="IV",
            site=self.site,
            course=self.course,
            room=self.room,
            staff=self.staff,
            starts_at=starts_at,
            by=self.desk,
            at=at,
        )


def prepare(slug: str, clients: int, hours: int) -> tuple[Clinic, list[dict[str, str]]]:
    """Make the clinic with as many places as there are clients; the ids of each."""
    clinic = open_clinic(slug)
    kind = visit_kind.adjust_visit_kind(
        clinic.site, code="DOSING_IV", minutes=30, turnover_minutes=30, by=SETUP, at=LONG_AGO
    )
    places = []
    for number in range(clients):
        team = {role: clinic.hire(role) for role in (Role.NURSE, Role.THERAPIST)}
        for role, user in team.items():
            clinic.roster(user, role, days=hours // 24 + 3, first=-1)
        patient = clinic.patient(number)
        places.append(
            {
                "site": str(clinic.site.pk),
                "patient": str(patient.pk),
                "course": str(clinic.eligible(patient).pk),
                "room": str(clinic.chair().pk),
                "nurse": str(team[Role.NURSE].pk),
                "therapist": str(team[Role.THERAPIST].pk),
                "desk": str(clinic.desk.pk),
                "visit_kind": str(kind.pk),
            }
        )
        # The next visit is asked about; each booking that is measured lies behind it and plans nothing.
        Place.load(places[-1]).book(starts_at=OPENS - timedelta(hours=6), at=AT)
    return clinic, places


def tell_the_floor(places: list[dict[str, str]], desk: User) -> None:
    """Write down what pgbench must know of each place."""
    with admin_connection() as admin:
        admin.execute(PLACE_TABLE)
        for number, ids in enumerate(places):
            columns = ("site", "patient", "course", "room", "nurse", "therapist")
            admin.execute(
                "INSERT INTO bench.place VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    number,
                    *(ids[key] for key in columns),
                    desk.actor_id,
                    desk.actor_label,
                    ids["visit_kind"],
                ],
            )
