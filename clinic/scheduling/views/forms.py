"""What a person fills in to book, move, call off. Shapes only: the rules are the actions'."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.accounts.models import User
from clinic.core import localtime
from clinic.core.localtime import AmbiguousTime, Turn, UnclearTime
from clinic.scheduling.models import Appointment, Room, VisitKind
from clinic.scheduling.views.particulars import Particulars
from clinic.sites.models import Site
from patients.models import CourseStep

Choices = list[tuple[str, str]]
TURNS = [
    (Turn.FIRST.value, _("The first, before the clocks go back")),
    (Turn.SECOND.value, _("The second, after the clocks went back")),
]
PARTS = (
    ("prescriber", "PRESCRIBER", _("Prescriber")),
    ("nurse", "NURSE", _("Nurse")),
    ("therapist", "THERAPIST", _("Therapist")),
)


def _choices(rows: Iterable[Any], label: str = "name") -> Choices:
    return [("", "—"), *((str(row.pk), str(getattr(row, label))) for row in rows)]


class TimeAndPlaceForm(forms.Form):
    """Date, time on the site's wall, room and team. `cleaned_data["starts_at"]` is the instant.

    A time that does not exist is refused; one that happens twice that night brings out the question which.
    """

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    turn = forms.ChoiceField(
        label=_("Which of the two?"), choices=TURNS, required=False, widget=forms.HiddenInput
    )
    room = forms.ChoiceField(label=_("Room"), required=False)
    prescriber = forms.ChoiceField(label=PARTS[0][2], required=False)
    nurse = forms.ChoiceField(label=PARTS[1][2], required=False)
    therapist = forms.ChoiceField(label=PARTS[2][2], required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=5,
        max_value=480,
        help_text=_("Empty: as usual."),
    )

    def __init__(self, *args: Any, site: Site, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site, self.at = site, at
        self.rooms = {str(room.pk): room for room in Room.objects.filter(site=site).in_use()}
        self.people: dict[str, User] = {}
        self.therapists: list[User] = []
        self._offer("room", sorted(self.rooms.values(), key=lambda room: room.name))
        for name, role, _label in PARTS:
            people = working_here(site, role, at)
            self.people |= {str(user.pk): user for user in people}
            if name == "therapist":
                self.therapists = people
            self._offer(name, people)

    def _offer(self, name: str, rows: Iterable[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = _choices(rows)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("on") and typed.get("time"):
            self._read_time(typed)
        return typed

    def _read_time(self, typed: dict[str, Any]) -> None:
        wall = datetime.combine(typed["on"], typed["time"])
        turn = Turn(typed["turn"]) if typed.get("turn") else None
        try:
            typed["starts_at"] = localtime.instant(wall, self.site.timezone, turn)
        except AmbiguousTime as error:
            self.fields["turn"].widget = forms.RadioSelect(choices=TURNS)
            self.add_error("turn", str(error))
        except UnclearTime as error:
            self.add_error("time", str(error))

    def place(self) -> dict[str, Any]:
        """What the verbs take: `starts_at`, `room`, `staff`, `minutes`."""
        typed = self.cleaned_data
        staff = [
            (self.people[typed[name]], role) for name, role, _label in PARTS if typed.get(name)
        ]
        return {
            "starts_at": typed["starts_at"],
            "room": self.rooms.get(typed.get("room", "")),
            "staff": staff,
            "minutes": typed.get("minutes"),
        }


class BookForm(Particulars, TimeAndPlaceForm):
    """What the visit is for, and which planned step it fills."""

    visit_kind = forms.ChoiceField(label=_("Visit"))
    step = forms.ChoiceField(
        label=_("Planned step"), required=False, help_text=_("Of the course's protocol.")
    )
    field_order = ("visit_kind", "step", "on", "time", "turn", "room")

    def __init__(
        self, *args: Any, kinds: list[VisitKind], steps: list[CourseStep], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        self.steps = {str(step.pk): step for step in steps}
        kind_field, step_field = self.fields["visit_kind"], self.fields["step"]
        if isinstance(kind_field, forms.ChoiceField):
            kind_field.choices = [(kind.code, kind.name) for kind in kinds]
        if isinstance(step_field, forms.ChoiceField):
            step_field.choices = [
                ("", "—"),
                *((key, _in_words(s)) for key, s in self.steps.items()),
            ]

    def wanted(self) -> dict[str, Any]:
        """What `book` takes besides patient, site and course."""
        kind = self.kinds[self.cleaned_data["visit_kind"]]
        step = self.steps.get(self.cleaned_data.get("step", ""))
        return {
            **self.place(),
            "kind": kind.kind,
            "route": kind.route,
            "step": step,
        } | self.extras()


class GroupForm(TimeAndPlaceForm):
    """A time, a group room and a team; how many seats."""

    group_room = forms.ChoiceField(label=_("Room"))
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Empty: as many as the room has."),
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=60, help_text=_("Such as Integration circle.")
    )

    def __init__(self, *args: Any, group_rooms: Iterable[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group_rooms = {str(room.pk): room for room in group_rooms}
        self._offer("group_room", self.group_rooms.values())

    def wanted(self) -> dict[str, Any]:
        """What `open_group` takes."""
        typed = self.cleaned_data
        return {
            **self.place(),
            "room": self.group_rooms[typed["group_room"]],
            "seats": typed["seats"],
            "title": typed["title"],
        }


class Rest(models.TextChoices):
    """What the rest of a course does when one of its visits falls out."""

    OPEN = "OPEN", _("Leave it open: the visit is to be booked again, everything else stays")
    AGAIN = "AGAIN", _("Plan it again: show where it goes and what moves with it")
    DROP = "DROP", _("Drop it from the course: show what falls away with it")


class MissedForm(forms.Form):
    """What the team should know of a visit nobody came to, and what the rest of its course does."""

    note = forms.CharField(label=_("What should the team know?"), required=False, max_length=500)
    rest = forms.ChoiceField(
        label=_("And the rest of the course?"),
        widget=forms.RadioSelect,
        choices=Rest.choices,
        initial=Rest.OPEN,
        required=False,
    )

    def __init__(self, *args: Any, has_rest: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_rest:
            del self.fields["rest"]


class CancelForm(MissedForm):
    """Why a visit is called off."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        choices=[
            choice
            for choice in Appointment.Reason.choices
            if choice[0] not in {"HOLD_RAN_OUT", "COURSE_ON_HOLD", "UNDONE"}
        ],
    )
    field_order = ("reason", "note", "rest")


class EscortForm(forms.Form):
    """Who takes the patient home."""

    name = forms.CharField(label=_("Name"), max_length=120)
    phone = forms.CharField(label=_("Phone"), max_length=32)
    relation = forms.CharField(
        label=_("Who are they to the patient?"), required=False, max_length=60
    )
    adult = forms.BooleanField(label=_("Is an adult"), required=False)
    rideshare_only = forms.BooleanField(
        label=_("Is only a cab or rideshare"),
        required=False,
        help_text=_("A cab alone takes nobody home from a dose."),
    )


def _in_words(step: CourseStep) -> str:
    return f"{step.get_kind_display()} {step.number}"


def working_here(site: Site, role: str, at: datetime) -> list[User]:
    """Everybody who works at the site in that role, by name."""
    members = User.objects.active().filter(
        memberships__site=site, memberships__role=role, memberships__started_at__lte=at
    )
    return list(members.filter(memberships__ended_at=None).distinct().order_by("name"))


def initial_of(visit: Appointment) -> dict[str, Any]:
    """A visit's own time, room and team, to start a move from."""
    team: dict[str, UUID] = {}
    for each in visit.staff.all():
        team.setdefault(each.role.lower(), each.user_id)
    return {
        "on": visit.wall_date,
        "time": visit.wall_time,
        "room": str(visit.room_id or ""),
        **{name: str(team.get(name, "")) for name, _role, _label in PARTS},
    }
