"""The medications with what the rules say, as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words
from django.utils.translation import ngettext

from clinic.accounts.models import User
from patients.models import (
    InteractionCheck,
    InteractionNote,
    Medication,
    MedicationHold,
    Patient,
)

HOW = {
    "CODE": words("by its code %(words)s"),
    "NAME": words("by the name “%(words)s”"),
    "PRODUCT": words("by the product “%(words)s”"),
    "SOUND": words("“%(words)s” is another way to write “%(known_as)s”"),
    "SPELLING": words("“%(words)s” is spelt like “%(known_as)s”: read it yourself"),
}


@dataclass(frozen=True)
class ShownFlag:
    """One finding with the medications it is about, why, and what a prescriber said to it."""

    level: str
    finding: str
    title: str
    message: str
    names: str
    because: tuple[str, ...]
    hold: str
    sources: str
    note: InteractionNote | None


@dataclass(frozen=True)
class ShownMedication:
    """One line of the list, what was read from it, and the time asked for before a dose."""

    row: Medication
    read: tuple[str, ...]
    is_unread: bool
    has_hold: bool
    holds: tuple[MedicationHold, ...]


@dataclass(frozen=True)
class Card:
    """``check`` is None where the list was never read."""

    check: InteractionCheck | None
    flags: tuple[ShownFlag, ...]
    medications: tuple[ShownMedication, ...]

    @property
    def open(self) -> int:
        """How many findings still stand in the way of a dose."""
        return sum(
            flag.level == "HARD" or (flag.level == "RX" and flag.note is None)
            for flag in self.flags
        )

    @property
    def warnings(self) -> int:
        """How many are read before a dose."""
        return sum(flag.level == "WARN" for flag in self.flags)

    @property
    def heading(self) -> str:
        """The fact that matters most."""
        if not self.medications:
            return _("No medication is recorded. Ask what the patient takes.")
        if any(flag.level == "HARD" for flag in self.flags):
            return _("No dose with this list.")
        if self.open:
            return ngettext(
                "A prescriber decides about %(n)d finding before a dose.",
                "A prescriber decides about %(n)d findings before a dose.",
                self.open,
            ) % {"n": self.open}
        if self.warnings:
            return ngettext(
                "%(n)d warning is read before a dose.",
                "%(n)d warnings are read before a dose.",
                self.warnings,
            ) % {"n": self.warnings}
        return _("No rule stands against this list.")


def card_of(user: User, patient: Patient, check: InteractionCheck | None) -> Card:
    """Everything the patient takes now, and the newest check of it."""
    rows = Medication.objects.visible_to(user).current().filter(patient=patient)
    medications = list(rows.order_by("name", "pk"))
    names = {str(row.pk): row.name for row in medications}
    notes = {
        note.finding: note
        for note in InteractionNote.objects.visible_to(user)
        .filter(patient=patient)
        .newest()
        .select_related("written_by")
        if note.stands
    }
    read = {line["id"]: line for line in check.medications} if check else {}
    flags = check.flags if check else []
    holding = {pk for flag in flags if flag["hold"] for pk in flag["medications"]}
    standing: dict[Any, list[MedicationHold]] = {}
    holds = MedicationHold.objects.visible_to(user).standing().filter(patient=patient)
    for hold in holds.select_related("confirmed_by").order_by("dose_at"):
        standing.setdefault(hold.medication_id, []).append(hold)
    return Card(
        check,
        tuple(_flag(flag, names, notes.get(flag["finding"])) for flag in flags),
        tuple(
            ShownMedication(
                row,
                _read(read.get(str(row.pk))),
                not _is_whole(read.get(str(row.pk))),
                str(row.pk) in holding,
                tuple(standing.get(row.pk, ())),
            )
            for row in medications
        ),
    )


def _flag(
    flag: Mapping[str, Any], names: Mapping[str, str], note: InteractionNote | None
) -> ShownFlag:
    about = [names.get(pk, "") for pk in flag["medications"]]
    because = [
        f"{match['substance']} " + _(HOW[match["how"]]) % match
        for found in flag["found"]
        for match in found["words"]
    ]
    return ShownFlag(
        flag["level"],
        flag["finding"],
        _(flag["title"]),
        _(flag["message"]),
        ", ".join(sorted(filter(None, about))),
        tuple(dict.fromkeys(because)),
        _window(flag),
        flag["sources"],
        note,
    )


def _window(flag: Mapping[str, Any]) -> str:
    """The time a rule asks for, as a question to the prescriber and never as an order to the patient."""
    hold = flag["hold"]
    if not hold:
        return ""
    if hold["hours"] and hold["preferred_hours"]:
        said = _("at least %(hours)d h before the dose, better %(preferred_hours)d h") % hold
    elif hold["hours"]:
        said = _("at least %(hours)d h before the dose") % hold
    elif hold["days"]:
        said = _("none on the day before and on the day")
    else:
        said = _("none on the day of the dose")
    if flag["may_not_be_skipped"]:
        asked = _("Ask the prescriber: %s. Until then the patient takes it as prescribed.")
        return str(asked % said)
    return str(_("Time: %s.") % said)


def _read(line: Mapping[str, Any] | None) -> tuple[str, ...]:
    if line is None:
        return ()
    said = [f"{match['substance']} " + _(HOW[match["how"]]) % match for match in line["matches"]]
    if line["unread"]:
        said.append(_("not recognised: %s") % ", ".join(line["unread"]))
    return tuple(said)


def _is_whole(line: Mapping[str, Any] | None) -> bool:
    return bool(line and line["matches"] and not line["unread"])
