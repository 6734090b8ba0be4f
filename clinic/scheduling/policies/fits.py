"""Who fits a freed time: pure rules over loaded facts, each with the sentence that explains a skip.

Two kinds of reason. A *rule* (the calendar, the protocol's gaps, the gate, the care team) is never broken, by nobody.
A *wish or circumstance* (own days and hours, notice, a message that cannot be read now) keeps the clock from asking;
the desk, which speaks with the person, may go past it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.core import localtime
from clinic.policy.terms import WaitlistTerms
from clinic.scheduling.models import Appointment, FreedTime, Kind, Offer, WaitlistEntry
from clinic.scheduling.models.ahead import Obstacle
from clinic.scheduling.models.facts import Facts
from clinic.scheduling.policies.booking import PLACE_RULES, patient_reasons
from clinic.scheduling.policies.proposal import Proposal
from clinic.scheduling.policies.reason import Reason

# The desk speaks with the person: these it may go past.
SOFT = frozenset(
    {
        "asked-before",
        "being-asked",
        "desk-closed",
        "escort-window",
        "gave-it-back",
        "no-account",
        "no-address",
        "no-phone",
        "own-days",
        "own-hours",
        "own-notice",
        "quiet-hours",
        "too-late",
        "unreachable",
    }
)


@dataclass(frozen=True)
class Candidate:
    """Somebody in line, seen beside one freed time. `position` is the place in line, from 1.

    `proposal` is the visit they would get, None where the site does not offer it. `later` is their own booked visit
    that should come earlier. `clashes`, `gaps` and `unreachable` are what the loader found, in words.
    """

    entry: WaitlistEntry
    position: int
    proposal: Proposal | None
    facts: Facts | None
    later: Appointment | None
    other_therapist: str = ""
    clashes: Sequence[Reason] = ()
    gaps: Sequence[str] = ()
    obstacles: Sequence[Obstacle] = ()
    unreachable: Sequence[Reason] = ()
    escort_known: bool = False
    desk_open: bool = True
    asked: Offer | None = None
    answered: Offer | None = None


@dataclass(frozen=True)
class Moment:
    """The freed time, the signed terms and the present instant."""

    freed: FreedTime
    terms: WaitlistTerms
    at: datetime

    @property
    def left(self) -> timedelta:
        """How long until the visit would begin."""
        return self.freed.starts_at - self.at


def reasons(candidate: Candidate, moment: Moment) -> list[Reason]:
    """Every reason not to ask this person now. Empty: they fit."""
    return [found for rule in FITS for found in rule(candidate, moment)]


def rules_broken(found: Sequence[Reason]) -> list[Reason]:
    """Only what nobody may go past."""
    return [each for each in found if each.code not in SOFT]


def _in_line(who: Candidate, moment: Moment) -> list[Reason]:
    if who.asked is not None and who.asked.freed_time_id != moment.freed.pk:
        return [Reason("being-asked", _("Is being asked about another time right now."))]
    gone = moment.freed.appointment
    # Nobody gave a time back that was booked by a slip of the desk and undone at once.
    if who.entry.patient_id == gone.patient_id and gone.reason != Appointment.Reason.UNDONE:
        return [Reason("gave-it-back", _("Gave this very time back."))]
    if who.answered is not None and who.answered.status == Offer.Status.DECLINED:
        return [Reason("asked-before", _("Said no to this time."))]
    if who.answered is not None and who.answered.status == Offer.Status.EXPIRED:
        return [Reason("asked-before", _("Did not answer in time."))]
    return []


def _in_time(who: Candidate, moment: Moment) -> list[Reason]:
    if moment.at < moment.freed.offer_until:
        return []
    return [Reason("too-late", _("The visit is too near for an offer by the clock."))]


def _wanted(who: Candidate, moment: Moment) -> list[Reason]:
    """The visit of the entry still wants an earlier time."""
    entry, later = who.entry, who.later
    if who.proposal is None:
        return [Reason("not-offered", _("This site does not offer that kind of visit."))]
    if entry.visit_id is None:
        return []
    if later is None:
        return [
            Reason("no-visit", _("The visit that should come earlier is not booked any more."))
        ]
    if later.party_id is not None:
        return [Reason("group", _("A seat of a group visit is changed with its group."))]
    if later.starts_at <= moment.freed.starts_at:
        return [Reason("not-earlier", _("The visit is booked for an earlier time already."))]
    if later.starts_at < who.proposal.ends_at:
        return [
            Reason("overlaps-own", _("The visit that should come earlier overlaps this time."))
        ]
    return []


def _calendar(who: Candidate, moment: Moment) -> list[Reason]:
    """The rules of booking, asked of the visit they would get."""
    if who.proposal is None or who.facts is None:
        return []
    found = patient_reasons(who.proposal, who.facts, moment.at)
    for rule in PLACE_RULES:
        found += rule(who.proposal, who.facts, moment.at)
    return [*found, *who.clashes]


def _protocol(who: Candidate, moment: Moment) -> list[Reason]:
    return [Reason("gap", sentence) for sentence in who.gaps]


def _therapist(who: Candidate, moment: Moment) -> list[Reason]:
    if not who.other_therapist:
        return []
    sentence = _(
        "This time is with %(name)s, who is not their therapist; theirs is not free then."
    )
    return [Reason("therapist", sentence % {"name": who.other_therapist})]


def _gate(who: Candidate, moment: Moment) -> list[Reason]:
    """Blockers that cannot be removed before the visit. What the patient can do alone needs its hours."""
    enough = moment.left >= timedelta(hours=moment.terms.mend_hours)
    return [
        Reason("gate", each.sentence) for each in who.obstacles if not (each.by_patient and enough)
    ]


def _escort(who: Candidate, moment: Moment) -> list[Reason]:
    """A dose needs somebody to take the patient home [S11]; finding one takes its hours."""
    if who.entry.kind != Kind.DOSING:
        return []
    terms = moment.terms
    needed = terms.escort_known_hours if who.escort_known else terms.escort_hours
    if moment.left >= timedelta(hours=needed):
        return []
    sentence = ngettext(
        "Somebody must take them home. Reaching one takes %(n)d hour, and less is left.",
        "Somebody must take them home. Reaching one takes %(n)d hours, and less is left.",
        needed,
    )
    return [Reason("escort-window", sentence % {"n": needed})]


def _own_wishes(who: Candidate, moment: Moment) -> list[Reason]:
    entry, freed, found = who.entry, moment.freed, []
    starts = localtime.wall_time(freed.starts_at, freed.zone)
    ends_at = who.proposal.ends_at if who.proposal else freed.ends_at
    ends = localtime.wall_time(ends_at, freed.zone)
    day = starts.date()
    wrong_day = (
        (entry.earliest_on and day < entry.earliest_on)
        or (entry.latest_on and day > entry.latest_on)
        or (entry.weekdays and day.weekday() not in entry.weekdays)
    )
    if wrong_day:
        found.append(Reason("own-days", _("That day does not suit them.")))
    early = entry.not_before and starts.time() < entry.not_before
    late = entry.not_after and (ends.date() > day or ends.time() > entry.not_after)
    if early or late:
        found.append(Reason("own-hours", _("That hour does not suit them.")))
    if moment.left < timedelta(hours=entry.notice_hours):
        sentence = ngettext(
            "Needs %(n)d hour of notice.", "Needs %(n)d hours of notice.", entry.notice_hours
        )
        found.append(Reason("own-notice", sentence % {"n": entry.notice_hours}))
    return found


def _reachable(who: Candidate, moment: Moment) -> list[Reason]:
    found = list(who.unreachable)
    if who.entry.reach == WaitlistEntry.Reach.CALL and not who.desk_open:
        found.append(Reason("desk-closed", _("Wants a call, and nobody is at the desk now.")))
    return found


Rule = Callable[[Candidate, Moment], list[Reason]]
FITS: tuple[Rule, ...] = (
    _in_line,
    _in_time,
    _wanted,
    _calendar,
    _protocol,
    _therapist,
    _gate,
    _escort,
    _own_wishes,
    _reachable,
)
