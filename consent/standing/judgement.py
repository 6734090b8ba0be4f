"""The rule of guard G05, once: what a consent lacks, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from clinic.core.words import Dated, Text
from clinic.core.words import later as _
from consent.standing.facts import ConsentFacts, FormFacts, Place


class Lack(StrEnum):
    """Why a consent does not hold."""

    NOT_SIGNED = "NOT_SIGNED"
    WITHDRAWN = "WITHDRAWN"
    DECLINED = "DECLINED"
    CAPACITY = "CAPACITY"
    ROUTE = "ROUTE"
    JURISDICTION = "JURISDICTION"
    WORDING = "WORDING"
    RETIRED = "RETIRED"
    REPLACED = "REPLACED"
    EXPIRED = "EXPIRED"
    GAP = "GAP"


@dataclass(frozen=True, slots=True)
class Standing:
    """One type of consent for one course and route: holds when ``lack`` is None.

    ``consent_id`` is the consent that holds, or the one that comes nearest.
    """

    type: str
    consent_id: UUID | None
    lack: Lack | None
    said: Text
    signed_at: datetime | None = None
    expires_on: date | None = None

    @property
    def sentence(self) -> str:
        """What it says, in the language of whoever reads it."""
        return str(self.said)

    @property
    def holds(self) -> bool:
        return self.lack is None


def speaks(form: str, person: str) -> bool:
    """Whether a form in that language is in the person's: the same tag, or a wider one (RFC 4647 lookup).

    A form in ``en`` is for a person whose record says ``en-US``; one in ``en-GB`` is not.
    """
    form, person = form.lower(), person.lower()
    return person == form or person.startswith(f"{form}-")


def current_form(
    forms: Iterable[FormFacts], type_: str, route: str, language: str, place: Place
) -> FormFacts | None:
    """The edition to sign now: the site's own jurisdiction before its country's, then the latest.

    ``route`` may be empty for forms that are about no route.
    """
    fitting = [
        form
        for form in forms
        if form.type == type_
        and speaks(form.language, language)
        and form.covers(place.jurisdiction)
        and form.usable(place.at)
        and (not form.routes or route in form.routes)
    ]
    return max(fitting, key=_precedence, default=None)


def _precedence(form: FormFacts) -> tuple[int, int, datetime, int]:
    return (len(form.jurisdiction), len(form.language), form.effective_from, form.edition)


def lack_of(
    consent: ConsentFacts,
    forms: Iterable[FormFacts],
    route: str,
    place: Place,
    *,
    last_dose_at: datetime | None = None,
    gap_days: int | None = None,
) -> tuple[Lack, Text] | None:
    """Why this consent does not hold for the route at that place and time; None when it does.

    With ``last_dose_at`` and ``gap_days`` a consent signed before a longer pause in treatment no
    longer holds [POL]. The order is that of the remedies: what a new signature mends comes last.
    """
    form = consent.form
    if consent.state != "SIGNED" or consent.signed_at is None or consent.signed_at > place.at:
        return _unsigned(consent)
    if consent.signed_sha256 != form.sha256:
        return Lack.WORDING, _("The wording is not the one that was signed.")
    if not form.covers(place.jurisdiction):
        return Lack.JURISDICTION, _(
            "Consent was signed on a form for %(other)s. This clinic is in %(here)s."
        ) % {"other": form.jurisdiction, "here": place.jurisdiction}
    if form.routes and route not in form.routes:
        return Lack.ROUTE, _("The signed consent does not cover this route.")
    if consent.capacity_attested_at is None or consent.capacity_attested_at > place.at:
        return Lack.CAPACITY, _("No prescriber has attested capacity to consent.")
    newer = _replacement(consent.form, forms, route, place)
    if newer is not None:
        return Lack.REPLACED, _(
            "Consent is out of date. Version %(old)s was signed. Version %(new)s applies since %(day)s."
        ) % {
            "old": form.edition,
            "new": newer.edition,
            "day": _day(newer.replaces_from),
        }
    if form.retired_at is not None and form.retired_at <= place.at:
        return Lack.RETIRED, _("The signed form is no longer in use.")
    if consent.expires_on is None or place.today >= consent.expires_on:
        return Lack.EXPIRED, _("Consent ran out on %(day)s.") % {"day": _day(consent.expires_on)}
    if last_dose_at is not None and gap_days is not None:
        stale_at = last_dose_at + timedelta(days=gap_days)
        if place.at > stale_at and consent.signed_at < stale_at:
            return Lack.GAP, _(
                "The last dose is more than %(days)s days ago. Consent is signed again after such a gap."
            ) % {"days": gap_days}
    return None


def _unsigned(consent: ConsentFacts) -> tuple[Lack, Text]:
    if consent.state == "WITHDRAWN":
        return Lack.WITHDRAWN, _("Consent was withdrawn.")
    if consent.state == "DECLINED":
        return Lack.DECLINED, _("Consent was declined.")
    if consent.state == "EXPIRED":
        return Lack.EXPIRED, _("Consent ran out.")
    if consent.state == "SUPERSEDED":
        return Lack.REPLACED, _("This consent was replaced by a newer one.")
    return Lack.NOT_SIGNED, _("Consent is not signed.")


def _replacement(
    signed: FormFacts, forms: Iterable[FormFacts], route: str, place: Place
) -> FormFacts | None:
    """The latest material edition that made the signed one out of date here, if there is one."""
    later = [
        form
        for form in forms
        if form.type == signed.type
        and form.language == signed.language
        and form.id != signed.id
        and form.covers(place.jurisdiction)
        and len(form.jurisdiction) >= len(signed.jurisdiction)
        and (not form.routes or route in form.routes)
        and form.usable(place.at)
        and form.replaces_from is not None
        and form.replaces_from <= place.at
        and (form.effective_from, form.edition) > (signed.effective_from, signed.edition)
    ]
    return max(later, key=_precedence, default=None)


def judge(
    type_: str,
    consents: Sequence[ConsentFacts],
    forms: Sequence[FormFacts],
    route: str,
    place: Place,
    *,
    last_dose_at: datetime | None = None,
    gap_days: int | None = None,
) -> Standing:
    """The standing of one type: its signed consent is judged; without one, the latest says why not."""
    mine = [consent for consent in consents if consent.form.type == type_]
    if not mine:
        return Standing(type_, None, Lack.NOT_SIGNED, _("Consent is not signed."))
    # At most one is signed (the database holds to that); ids grow with time.
    consent = max(mine, key=lambda one: (one.state == "SIGNED", one.id))
    lack = lack_of(consent, forms, route, place, last_dose_at=last_dose_at, gap_days=gap_days)
    if lack is not None:
        return Standing(type_, consent.id, lack[0], lack[1], consent.signed_at)
    return Standing(
        type_,
        consent.id,
        None,
        _("Signed, version %(edition)s. It holds until %(day)s.")
        % {"edition": consent.form.edition, "day": _day(consent.expires_on)},
        consent.signed_at,
        consent.expires_on,
    )


def _day(day: date | None) -> Dated | str:
    return Dated(day, "j M Y") if day else ""
