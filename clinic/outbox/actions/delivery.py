"""The steps of sending, each one short transaction: claim, prepare, settle; and what to do when one is lost.

Between ``prepare`` and ``settle`` the letter is with the carrier and no transaction is open. Every update asks for
the lease token, so a holder that was frozen and thawed changes nothing that has passed into other hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F

from clinic.accounts.action import action
from clinic.accounts.permissions import Permission
from clinic.core.actor import Actor
from clinic.outbox.actions import health, lost
from clinic.outbox.checkers import Drop, Later, rule_on
from clinic.outbox.models import (
    Attempt,
    Channel,
    ContactPoint,
    Message,
    OptOut,
    ProviderHealth,
    StaffContact,
)
from clinic.outbox.senders.carrier import (
    Accepted,
    Answer,
    CannotTell,
    Found,
    Letter,
    NoAnswer,
    NotNow,
    NotReached,
    Outcome,
    Refused,
)
from clinic.outbox.timing import timing

State = Message.State
Reason = Message.Reason
Said = Attempt.Outcome


@dataclass(frozen=True)
class Claim:
    """The right to send these messages until the lease ends."""

    token: UUID
    ids: tuple[UUID, ...]


@action(Permission.MESSAGE_SEND, anywhere=True)
def claim(*, limit: int, patient_id: UUID | None = None, by: Actor, at: datetime) -> Claim:
    """Take up to ``limit`` due messages nobody else holds, of one patient or of all; resting channels are left."""
    resting = list(ProviderHealth.objects.resting(at).values_list("channel", flat=True))
    due = Message.objects.to_claim(at).exclude(channel__in=resting)
    if patient_id is not None:
        due = due.of_patient(patient_id)
    ids = tuple(
        due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit]
    )
    token = uuid4()
    if ids:
        Message.objects.filter(pk__in=ids).update(
            state=State.SENDING,
            lease_token=token,
            lease_until=at + timedelta(seconds=timing().lease),
            attempts=F("attempts") + 1,
        )
    return Claim(token, ids)


@action(Permission.MESSAGE_SEND, anywhere=True)
def prepare(*, message_id: UUID, token: UUID, by: Actor, at: datetime) -> Letter | None:
    """Ask once more whether it is right, and make the words. None: there is nothing to hand over.

    The checker locks what it relies on, so a cancellation either comes before this and stops it, or after it and
    sees that the message was handed over.
    """
    message = Message.objects.leased(message_id, token).first()
    if message is None:
        return None
    # The checker locks the visit before the message is locked: the order in which a booking takes them.
    ruling = rule_on(message, at)
    message = Message.objects.select_for_update(of=("self",)).leased(message_id, token).first()
    if message is None:
        return None
    if at >= message.not_after:
        _release(message, at)
        return None
    if isinstance(ruling, Later):
        _note(message, Said.POSTPONED, at)
        _release(message, ruling.until)
        return None
    if isinstance(ruling, Drop):
        _note(message, Said.STOPPED, at, ruling.reason)
        _leave(message, State.CANCELLED, reason=ruling.reason)
        return None
    address, missing = _where_to(message)
    if address is None:
        _note(message, Said.STOPPED, at, missing)
        _give_up(message, State.DEAD, missing, at)
        return None
    message.lease_until = at + timedelta(seconds=timing().lease)
    message.handed_over_at = at
    message.save(update_fields=["lease_until", "handed_over_at"])
    mail = message.channel == Channel.EMAIL
    part = ruling.enclosure(address) if mail and ruling.enclosure else None
    return Letter(message.ref, message.channel, address, ruling.subject, ruling.body, part)


@action(Permission.MESSAGE_SEND, anywhere=True)
def settle(*, message_id: UUID, token: UUID, outcome: Outcome, by: Actor, at: datetime) -> bool:
    """Write down what the carrier said. False: the lease was lost, somebody else decides."""
    message = Message.objects.select_for_update(of=("self",)).leased(message_id, token).first()
    if message is None:
        return False
    match outcome:
        case Accepted(provider_id):
            _note(message, Said.ACCEPTED, at)
            _leave(message, State.SENT, sent_at=at, provider_id=provider_id, last_error="")
            health.works(message.channel)
        case NotNow(code, after):
            _note(message, Said.NOT_NOW, at, code)
            _try_later(message, at, code, after)
            health.fails(message.channel, at)
        case Refused(code):
            _note(message, Said.REFUSED, at, code)
            _give_up(message, State.DEAD, Reason.WRONG_ADDRESS, at, code)
            health.works(message.channel)
        case NoAnswer(code):
            _note(message, Said.NO_ANSWER, at, code)
            _doubt(message, at, code)
            health.fails(message.channel, at)
    return True


@action(Permission.MESSAGE_SEND, anywhere=True)
def put_off(*, message_id: UUID, token: UUID, seconds: float, by: Actor, at: datetime) -> None:
    """Not handed over for a reason of our own: free again after ``seconds``, without counting a try."""
    message = Message.objects.select_for_update(of=("self",)).leased(message_id, token).first()
    if message is not None:
        _note(message, Said.POSTPONED, at, "OURS")
        _release(message, at + timedelta(seconds=seconds))


@action(Permission.MESSAGE_SEND, anywhere=True)
def reap(*, by: Actor, at: datetime) -> int:
    """Leases that ran out: nobody knows whether these went. Answers how many."""
    found = Message.objects.abandoned(at).select_for_update(skip_locked=True, of=("self",))
    count = 0
    for message in found.order_by("lease_until", "id")[: timing().batch * 10]:
        _note(message, Said.ABANDONED, at)
        _doubt(message, at, "ABANDONED")
        count += 1
    return count


@action(Permission.MESSAGE_SEND, anywhere=True)
def reconcile(*, message_id: UUID, attempts: int, answer: Answer, by: Actor, at: datetime) -> None:
    """The carrier was asked whether it went; this is what follows. ``attempts`` fences a stale answer off."""
    message = (
        Message.objects.select_for_update(of=("self",))
        .filter(pk=message_id, state=State.UNKNOWN, attempts=attempts)
        .first()
    )
    if message is None:
        return
    match answer:
        case Found(provider_id):
            _note(message, Said.FOUND, at)
            sent_at = message.handed_over_at or at
            _leave(message, State.SENT, sent_at=sent_at, provider_id=provider_id)
        case NotReached(code):
            message.next_attempt_at = at + timedelta(seconds=timing().look_again)
            message.last_error = code
            message.save(update_fields=["next_attempt_at", "last_error"])
        case CannotTell(harmless=False):
            _note(message, Said.CANNOT_TELL, at)
            _give_up(message, State.DEAD, Reason.NOT_CONFIRMED, at)
        case _:
            said = Said.CANNOT_TELL if isinstance(answer, CannotTell) else Said.NOT_FOUND
            _note(message, said, at)
            _try_later(message, at, message.last_error, 0)


@action(Permission.MESSAGE_SEND, anywhere=True)
def expire(*, by: Actor, at: datetime) -> int:
    """What could not go in time will not go any more; a person is told. Answers how many."""
    grace = timedelta(seconds=timing().look_after + 10 * timing().look_again)
    waiting = Message.objects.to_expire(at).exclude(state=State.UNKNOWN, not_after__gt=at - grace)
    count = 0
    found = waiting.select_for_update(skip_locked=True, of=("self",))
    for message in found[: timing().batch * 10]:
        unsure = message.state == State.UNKNOWN
        _give_up(message, State.EXPIRED, Reason.NOT_CONFIRMED if unsure else Reason.TOO_LATE, at)
        count += 1
    return count


def _where_to(message: Message) -> tuple[str | None, Reason]:
    """The address that may be used now, or why there is none."""
    if message.patient_id is None:
        return _where_at_work(message)
    points = ContactPoint.objects.of(message.patient_id).filter(kind=message.channel)
    usable = points.usable().first()
    if usable is not None:
        return usable.address, Reason.NO_ADDRESS
    current = points.current().first()
    if current is None:
        return None, Reason.NO_ADDRESS
    return None, Reason.NO_CONSENT if current.consented_at is None else Reason.OPTED_OUT


def _where_at_work(message: Message) -> tuple[str | None, Reason]:
    """The number or mailbox one of the staff gave. A stop said there holds for them as well."""
    contact = (
        StaffContact.objects.current()
        .filter(staff_id=message.staff_id, kind=message.channel)
        .first()
    )
    if contact is not None:
        address = contact.address
    elif message.channel == Channel.EMAIL and message.staff is not None:
        address = message.staff.email
    else:
        return None, Reason.NO_ADDRESS
    stopped = OptOut.objects.standing().filter(kind=message.channel, address=address)
    return (None if stopped.exists() else address), Reason.OPTED_OUT


def _note(message: Message, outcome: Said, at: datetime, code: str = "") -> None:
    Attempt(message=message, number=message.attempts, at=at, outcome=outcome, code=code[:40]).save(
        force_insert=True
    )


def _leave(message: Message, state: State, **values: object) -> None:
    """Into another state, out of everybody's hands."""
    for name, value in values.items():
        setattr(message, name, value[:40] if name == "last_error" else value)  # type: ignore[index]
    message.state, message.lease_token, message.lease_until = state, None, None
    message.save(update_fields=["state", "lease_token", "lease_until", *values])


def _release(message: Message, until: datetime) -> None:
    """Back to waiting; this one does not count as a try."""
    _leave(message, State.PENDING, next_attempt_at=until, attempts=max(message.attempts - 1, 0))


def _doubt(message: Message, at: datetime, code: str) -> None:
    _leave(
        message,
        State.UNKNOWN,
        next_attempt_at=at + timedelta(seconds=timing().look_after),
        last_error=code,
    )


def _try_later(message: Message, at: datetime, code: str, after: float) -> None:
    if message.attempts >= timing().tries:
        _give_up(message, State.DEAD, Reason.TOO_MANY_TRIES, at, code)
        return
    wait = max(timing().wait(message.attempts), timedelta(seconds=after))
    _leave(message, State.PENDING, next_attempt_at=at + wait, last_error=code)


def _give_up(message: Message, state: State, reason: Reason, at: datetime, code: str = "") -> None:
    """Nothing more will be tried: say so to whoever can tell a person."""
    _leave(message, state, reason=reason, last_error=code)
    lost.tell(message, at)
