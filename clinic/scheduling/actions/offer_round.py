"""Looking for somebody to ask, and asking: by the clock for the whole line, by the desk for one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.accounts.action import action, step
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.core.errors import DomainError
from clinic.core.failpoints import failpoint
from clinic.policy.models import PolicyVersion
from clinic.scheduling.actions import freed_time as freed_times
from clinic.scheduling.actions import offer as offers
from clinic.scheduling.actions.asking import lock_freed, make, signed_terms
from clinic.scheduling.line import Seen, look_at_line, team_of, terms_in_force, whole_line
from clinic.scheduling.models import Appointment, Claim, FreedTime, Offer, Skip, WaitlistEntry
from clinic.scheduling.policies.fits import rules_broken
from clinic.scheduling.policies.reason import Reason

# Whether a running offer can still be kept is asked so often; whether somebody fits by now, so often.
KEPT = timedelta(minutes=1)
AGAIN = timedelta(minutes=10)
# A message that cannot be read or answered is no offer.
BY_MESSAGE = frozenset({"no-account", "no-address", "quiet-hours", "unreachable"})


class DoesNotFit(DomainError):
    """A rule is in the way. `details["reasons"]` lists every one."""

    code = "does-not-fit"

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__(
            " ".join(each.sentence for each in reasons),
            reasons=[{"code": each.code, "sentence": each.sentence} for each in reasons],
        )


class TimeNotFree(DomainError):
    """The freed time is filled, taken, past, or being offered to as many as may be asked at once."""

    code = "time-not-free"


@action(Permission.WAITLIST_OFFER)
def look(freed: FreedTime, *, by: Actor, at: datetime) -> FreedTime:
    """One look of the clock at one freed time: keep or take back what runs, then ask the next who fit.

    Everybody in line who is not asked leaves a Skip with the reasons, if they are others than at the look before.
    """
    rows = FreedTime.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("site", "room", "appointment").to_look_at(at)
    mine = found.filter(pk=freed.pk).first()
    if mine is None:
        return freed  # somebody else looks at it now, or it needs no look
    signed = terms_in_force(mine, at)
    if at >= mine.starts_at:
        return _over(mine, FreedTime.Status.PASSED, _("The time has come."), by=by, at=at)
    if _is_taken(mine):
        sentence = _("Another visit was booked there.")
        return _over(mine, FreedTime.Status.TAKEN, sentence, by=by, at=at)
    if signed is not None:
        _ask_next(mine, signed[0], by=by, at=at)
    running = Offer.objects.running().filter(freed_time=mine).exists()
    mine.look_at = at + (KEPT if running else AGAIN)
    mine.save()
    return mine


@action(Permission.WAITLIST_OFFER)
def ask(freed: FreedTime, *, entry: WaitlistEntry, way: str, by: Actor, at: datetime) -> Offer:
    """The desk offers the time to this person, by message or while it calls. Wishes do not bind it; rules do."""
    freed, seen, signed = _one(freed, entry, at)
    stops = rules_broken(seen.reasons)
    if way == Offer.Way.MESSAGE:
        stops += [each for each in seen.reasons if each.code in BY_MESSAGE]
    if stops:
        raise DoesNotFit(stops)
    slots = _free_slots(freed, signed)
    if not slots:
        raise TimeNotFree(_("Somebody is being asked about this time. Wait, or take it back."))
    keep = signed.policy.waitlist.at_once == 1
    return make(
        freed, seen.who, way=Offer.Way(way), slot=slots[0], keep=keep, signed=signed, by=by, at=at
    )


@action(Permission.WAITLIST_OFFER)
def fill(freed: FreedTime, *, entry: WaitlistEntry, by: Actor, at: datetime) -> Offer:
    """The desk spoke with this person and books the time for them at once.

    Raises DoesNotFit with every rule in the way, TimeNotFree while somebody else is being asked.
    """
    mine = Offer.objects.running().filter(freed_time=freed, entry=entry).first()
    if mine is not None:
        return offers.accept.step(mine, by=by, at=at)
    freed, seen, signed = _one(freed, entry, at)
    if Offer.objects.running().filter(freed_time=freed).exists():
        raise TimeNotFree(_("Somebody is being asked about this time. Wait, or take it back."))
    stops = rules_broken(seen.reasons)
    if stops:
        raise DoesNotFit(stops)
    return offers.win_directly(freed, seen.who, signed, by=by, at=at)


@action(Permission.WAITLIST_OFFER)
def close(freed: FreedTime, *, by: Actor, at: datetime) -> FreedTime:
    """The desk keeps this time for something else: nobody is asked any more."""
    freed = lock_freed(freed.pk)
    if freed.status == FreedTime.Status.CLOSED:
        return freed
    sentence = _("The clinic uses the time otherwise.")
    return _over(freed, FreedTime.Status.CLOSED, sentence, by=by, at=at)


@step
def _one(
    freed: FreedTime, entry: WaitlistEntry, at: datetime
) -> tuple[FreedTime, Seen, PolicyVersion]:
    """The locked time and this one person beside it."""
    freed = lock_freed(freed.pk)
    if freed.status != FreedTime.Status.OPEN or freed.starts_at <= at:
        raise TimeNotFree(_("This time is not free any more."))
    version, terms = signed_terms(freed, at)
    line = [each for each in whole_line(freed) if each.pk == entry.pk]
    if not line:
        raise DoesNotFit([Reason("not-in-line", _("They are not on the waitlist any more."))])
    [seen] = look_at_line(freed, terms, at, line)
    if seen.who.asked is not None:
        raise TimeNotFree(_("They are being asked already."))
    return freed, seen, version


def _ask_next(freed: FreedTime, signed: PolicyVersion, *, by: Actor, at: datetime) -> None:
    """Take back what can no longer be kept, ask as many as may be asked, and write down who was passed over."""
    terms = signed.policy.waitlist
    line = look_at_line(freed, terms, at, whole_line(freed))
    asked = {each.entry_id: each for each in Offer.objects.running().filter(freed_time=freed)}
    waiting: list[Seen] = []
    for seen in line:
        offer = asked.get(seen.who.entry.pk)
        if offer is None:
            waiting.append(seen)
            continue
        broken = rules_broken(seen.reasons)
        if broken:
            because = " ".join(each.sentence for each in broken)
            offers.take_back(offer, because=because, by=by, at=at)
            waiting.append(Seen(seen.who, broken))
    freed.refresh_from_db()
    freed.rounds += 1
    slots, first = _free_slots(freed, signed), 0
    passed_over: list[Seen] = []
    for seen in waiting:
        if seen.reasons:
            passed_over.append(seen)
        elif slots:
            refused = _try(freed, seen, slots[0], signed, by=by, at=at)
            if refused is None:
                slots, first = slots[1:], first + 1
                failpoint("waitlist.asked")
            else:
                passed_over.append(Seen(seen.who, [refused]))
        else:
            passed_over.append(Seen(seen.who, [_others_first(len(asked) + first)]))
    _write_down(freed, passed_over, at)


def _try(
    freed: FreedTime, seen: Seen, slot: int, signed: PolicyVersion, *, by: Actor, at: datetime
) -> Reason | None:
    """Ask this person; or the reason why the calendar refused after all."""
    way = Offer.Way.CALL if seen.who.entry.reach == "CALL" else Offer.Way.MESSAGE
    keep = signed.policy.waitlist.at_once == 1
    try:
        with transaction.atomic():
            make(freed, seen.who, way=way, slot=slot, keep=keep, signed=signed, by=by, at=at)
    except DomainError as error:
        return Reason(error.code, error.sentence)
    return None


def _free_slots(freed: FreedTime, signed: PolicyVersion) -> list[int]:
    """The numbers of those who may still be asked at the same time."""
    taken = set(Offer.objects.running().filter(freed_time=freed).values_list("slot", flat=True))
    return [n for n in range(1, signed.policy.waitlist.at_once + 1) if n not in taken]


def _others_first(asked: int) -> Reason:
    sentence = ngettext(
        "Fits. %(n)d person who has waited longer is asked first.",
        "Fits. %(n)d people who have waited longer are asked first.",
        asked,
    )
    return Reason("others-first", sentence % {"n": asked})


def _write_down(freed: FreedTime, passed_over: Sequence[Seen], at: datetime) -> None:
    """A Skip for each, unless the last one says the very same."""
    newest: dict[object, list[dict[str, str]]] = {}
    for skip in Skip.objects.filter(freed_time=freed).order_by("round"):
        newest[skip.entry_id] = skip.reasons
    for seen in passed_over:
        entry = seen.who.entry
        reasons = [{"code": each.code, "sentence": each.sentence} for each in seen.reasons]
        if newest.get(entry.pk) != reasons:
            Skip(
                site_id=freed.site_id,
                patient_id=entry.patient_id,
                freed_time=freed,
                entry=entry,
                round=freed.rounds,
                position=seen.who.position,
                reasons=reasons,
                created_at=at,
            ).save()


def _is_taken(freed: FreedTime) -> bool:
    """Somebody's booked visit is there. A hold passes; the next look sees."""
    holds = Offer.objects.running().filter(freed_time=freed, hold__isnull=False).values("hold")
    things = [freed.room_id] if freed.room_id else [user.pk for user, _role in team_of(freed)]
    claims = Claim.objects.filter(
        active=True, resource__in=things, during__overlap=(freed.starts_at, freed.ends_at)
    )
    booked = claims.exclude(appointment__status=Appointment.Status.HELD)
    return booked.exclude(appointment__in=holds).exists()


def _over(
    freed: FreedTime, status: FreedTime.Status, because: str, *, by: Actor, at: datetime
) -> FreedTime:
    for offer in Offer.objects.running().filter(freed_time=freed).order_by("slot"):
        offers.take_back(offer, because=because, by=by, at=at)
    freed.refresh_from_db()
    freed_times.end(freed, status, by=by, at=at)
    return freed
