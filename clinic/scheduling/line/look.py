"""The whole line beside one freed time, with every reason not to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from clinic.core import localtime
from clinic.policy.models import PolicyVersion
from clinic.policy.terms import WaitlistTerms
from clinic.scheduling import outlook, reach
from clinic.scheduling.line.around import load_around
from clinic.scheduling.line.candidate import candidate
from clinic.scheduling.models import Appointment, Escort, FreedTime, Kind, Offer, WaitlistEntry
from clinic.scheduling.models.ahead import Ahead
from clinic.scheduling.models.facts import Question, load
from clinic.scheduling.policies.fits import Candidate, Moment, reasons
from clinic.scheduling.policies.gaps import gaps_broken
from clinic.scheduling.policies.reason import Reason


@dataclass(frozen=True)
class Seen:
    """One person in line and every reason not to ask them; none: they fit."""

    who: Candidate
    reasons: list[Reason]


def terms_in_force(freed: FreedTime, at: datetime) -> tuple[PolicyVersion, WaitlistTerms] | None:
    """The signed version and its numbers, or None: then nobody is offered anything."""
    version = PolicyVersion.objects.in_force(freed.site_id, at)
    return None if version is None else (version, version.policy.waitlist)


def look_at_line(
    freed: FreedTime, terms: WaitlistTerms, at: datetime, entries: Sequence[WaitlistEntry]
) -> list[Seen]:
    """Each of these people, in the order given, with the reasons against them. `entries`: see `whole_line`."""
    moment = Moment(freed, terms, at)
    around = load_around(moment, entries)
    places = {pk: number for number, pk in enumerate(_places(freed), 1)}
    found = [candidate(entry, places.get(entry.pk, len(places) + 1), around) for entry in entries]
    dressed = _dressed(found, moment)
    return [Seen(each, reasons(each, moment)) for each in dressed]


def whole_line(freed: FreedTime) -> list[WaitlistEntry]:
    """The line of the site in its order, with what the rules look at. Asked for another kind of visit as well:
    whoever does not fit is told so."""
    return list(
        WaitlistEntry.objects.in_line()
        .filter(site_id=freed.site_id)
        .select_related("patient", "site", "course", "step")
        .in_order()
    )


def _places(freed: FreedTime) -> Iterable[UUID]:
    line = WaitlistEntry.objects.in_line().filter(site_id=freed.site_id).in_order()
    return line.values_list("pk", flat=True)


def _dressed(found: Sequence[Candidate], moment: Moment) -> list[Candidate]:
    """Add what is asked of other parts of the house: gaps, gate, care, reach, earlier answers."""
    entries = [each.entry for each in found]
    gaps = gaps_broken([_as_visit(each) for each in found if each.proposal and each.entry.step_id])
    in_the_way = outlook.obstacles([_ahead(each) for each in found if _is_dose(each)], moment.at)
    unreachable = reach.hindrances(entries, moment.at)
    escorted = _escorted({entry.patient_id for entry in entries})
    asked = {
        each.entry_id: each
        for each in Offer.objects.running().filter(entry_id__in=[e.pk for e in entries])
    }
    answers = Offer.objects.filter(freed_time=moment.freed, status__in=["DECLINED", "EXPIRED"])
    answered = {each.patient_id: each for each in answers.order_by("created_at", "id")}
    desk_open = _desk_is_open(moment)
    return [
        replace(
            each,
            gaps=gaps.get(each.entry.step_id, []) if each.entry.step_id else [],
            obstacles=in_the_way.get(each.entry.pk, []),
            unreachable=unreachable.get(each.entry.pk, []),
            escort_known=each.entry.patient_id in escorted,
            desk_open=desk_open,
            asked=asked.get(each.entry.pk),
            answered=answered.get(each.entry.patient_id),
        )
        for each in found
    ]


def _is_dose(each: Candidate) -> bool:
    return each.proposal is not None and each.entry.kind == Kind.DOSING and bool(each.entry.course)


def _as_visit(each: Candidate) -> Appointment:
    """The visit as it would stand in the calendar; never saved."""
    proposal = each.proposal
    assert proposal is not None  # noqa: S101 - the caller asks only for those that have one
    zone = proposal.site.timezone
    return Appointment(
        course_id=each.entry.course_id,
        step=each.entry.step,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        wall_date=localtime.local_date(proposal.starts_at, zone),
        zone=zone,
    )


def _ahead(each: Candidate) -> Ahead:
    proposal, course = each.proposal, each.entry.course
    assert proposal is not None and course is not None  # noqa: S101, PT018 - see `_is_dose`
    return Ahead(
        key=each.entry.pk,
        site_id=proposal.site.pk,
        patient_id=proposal.patient.pk,
        course_id=course.pk,
        route=proposal.visit_kind.route,
        room_id=proposal.room.pk if proposal.room else None,
        staff=tuple((user.pk, role) for user, role in proposal.staff),
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
    )


def _escorted(patients: set[UUID]) -> set[UUID]:
    """Those whom an adult with a phone took home before, or promised to."""
    known = Escort.objects.filter(patient_id__in=patients, adult=True, rideshare_only=False)
    return set(known.exclude(phone="").values_list("patient_id", flat=True))


def _desk_is_open(moment: Moment) -> bool:
    """Whether the site is open at this instant: then somebody can call."""
    zone, at = moment.freed.zone, moment.at
    today = localtime.local_date(at, zone)
    question = Question(moment.freed.site_id, zone, None, None, [], at, at, today, today)
    return any(start <= at < end for start, end in load(question).open_spans)
