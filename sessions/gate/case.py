"""One session before the gate, with the few questions every guard asks: which day, how long ago, who may."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from clinic.core.words import Dated, Text, Words
from clinic.core.words import later as _
from clinic.policy.terms import ClinicalPolicy, RouteTerms
from sessions.gate.facts import OrderFact, SessionFacts
from sessions.gate.verdict import Evidence, Finding, Level, Mend, Stage

PRESCRIBES = "PRESCRIBER"
DEA = "DEA"
# A licence binds to a state; these hold in the whole country.
NATIONAL = frozenset({"BLS", "ACLS", "DEA"})


@dataclass(frozen=True)
class Case:
    """Facts, policy, stage and instant. `terms` are the route's; the judge refuses a route without any."""

    facts: SessionFacts
    policy: ClinicalPolicy
    stage: Stage
    at: datetime

    @cached_property
    def terms(self) -> RouteTerms:
        """The numbers of this session's route."""
        return self.policy.routes[self.facts.route]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clinic's zone: "today" is its day."""
        return ZoneInfo(self.facts.zone)

    @cached_property
    def moment(self) -> datetime:
        """The instant the guards look at: the visit's while it is only planned, else now."""
        planned = self.stage in {Stage.CONFIRM, Stage.CHECK_IN}
        return max(self.at, self.facts.starts_at) if planned else self.at

    @cached_property
    def today(self) -> date:
        """The clinic's date at that instant."""
        return self.local_date(self.moment)

    def local_date(self, instant: datetime) -> date:
        """The clinic's date of an instant."""
        return instant.astimezone(self.zone).date()

    def is_today(self, instant: datetime) -> bool:
        """On the clinic's day, and not in the future."""
        return instant <= self.moment and self.local_date(instant) == self.today

    def age(self, instant: datetime) -> timedelta | None:
        """How long ago; None for what has not happened yet, which is no fact."""
        return self.moment - instant if instant <= self.moment else None

    def within(self, instant: datetime, longest: timedelta) -> bool:
        """Happened, and no longer ago than that. Exactly that long ago still counts."""
        age = self.age(instant)
        return age is not None and age <= longest

    @property
    def order(self) -> OrderFact | None:
        """The order that is about to be carried out."""
        more = self.stage is Stage.CONTINUE and self.facts.supplemental_order is not None
        return self.facts.supplemental_order if more else self.facts.order

    # --- who may -----------------------------------------------------------------------------

    def holds(self, user_id: str, kinds: Collection[str], day: date) -> bool:
        """Has one of these credentials, valid that day, where the patient is."""
        return any(
            c.kind in kinds and c.covers(day) and self._binds(c.kind, c.jurisdiction)
            for c in self.facts.credentials.get(user_id, ())
        )

    def _binds(self, kind: str, jurisdiction: str) -> bool:
        if jurisdiction == self.facts.jurisdiction:
            return True
        country = self.facts.jurisdiction.partition("-")[0]
        return kind in NATIONAL and jurisdiction == country

    def may_prescribe(self, user_id: str, day: date) -> bool:
        """A prescriber's licence and a DEA registration, both valid that day."""
        return self.holds(user_id, {PRESCRIBES}, day) and self.holds(user_id, {DEA}, day)

    # --- words -------------------------------------------------------------------------------

    def day(self, instant: datetime | date) -> Dated:
        """`20 Nov`, with the year when it is another one."""
        local = instant.astimezone(self.zone) if isinstance(instant, datetime) else instant
        return Dated(local, "j M" if local.year == self.today.year else "j M Y")

    def clock(self, instant: datetime) -> Dated:
        """`09:26 MST`."""
        return Dated(instant.astimezone(self.zone), "H:i T")

    # --- findings ----------------------------------------------------------------------------

    def hard(
        self, sentence: Text, cause: str, mend: Mend, *evidence: Evidence, desk: Text = ""
    ) -> Finding:
        """Nothing but other facts opens this."""
        return Finding(Level.HARD, sentence, cause, mend, evidence, desk)

    def rx(
        self, sentence: Text, cause: str, mend: Mend, *evidence: Evidence, desk: Text = ""
    ) -> Finding:
        """A prescriber may answer for going on."""
        return Finding(Level.RX, sentence, cause, mend, evidence, desk)

    def warn(
        self, sentence: Text, cause: str, mend: Mend, *evidence: Evidence, desk: Text = ""
    ) -> Finding:
        """Said, acknowledged, and then no obstacle."""
        return Finding(Level.WARN, sentence, cause, mend, evidence, desk)

    def at_session(self, kind: str) -> Mend:
        """A link to a part of this session; before arrival, to its appointment."""
        return Mend(kind, self.facts.session_id or self.facts.appointment_id)


def span(length: timedelta) -> Words:
    """`5 h 20 min`, `3 days`; seconds are not spoken of."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 72 * 60:
        return _("%(n)d days") % {"n": minutes // 1440}
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        return _("%(h)d h %(m)d min") % {"h": hours, "m": minutes}
    return _("%(n)d h") % {"n": hours} if hours else _("%(n)d min") % {"n": minutes}


def seen(kind: str, id_: str, /, **values: Any) -> Evidence:
    """One piece of evidence: the record and the values that were used."""
    return Evidence(kind, id_, values)


def trim(number: object) -> str:
    """A number as people say it: 0.5, 36, never 36.00."""
    text = f"{number}"
    return text.rstrip("0").rstrip(".") if "." in text else text
