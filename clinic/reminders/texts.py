"""The words. They say clinic, day, time, telephone and where to read on; never what the visit is for.

A lock screen is read by whoever holds the telephone: no drug, no speciality, no diagnosis, no score, no eating
rules [domain 8.7]. A text fits one GSM-7 part of 160 characters. Links carry no authority: they lead to the
sign-in page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clinic.core.localtime import wall_time, zone_abbreviation
from clinic.reminders.catalogue import Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SMS_LENGTH = 160  # one GSM-7 part


@dataclass(frozen=True)
class Template:
    """Words for each channel, with named gaps: clinic, date, time, until, phone, link, emergency."""

    sms: _StrPromise
    subject: _StrPromise
    mail: _StrPromise


@dataclass(frozen=True)
class Facts:
    """What fills the gaps. ``clinic`` is the neutral name a clinic chose for its messages."""

    clinic: str
    phone: str
    link: str
    emergency: str
    starts_at: datetime | None
    zone: str
    language: str
    until: datetime | None = None  # the last moment to answer


@dataclass(frozen=True)
class Wording:
    """Filled words, ready to go."""

    sms: str
    subject: str
    mail: str


TEMPLATES: dict[Text, Template] = {
    Text.VISIT_AHEAD: Template(
        sms=_("{clinic}: your visit is on {date}, {time}. Details: {link} Reply STOP to opt out."),
        subject=_("Your visit on {date}"),
        mail=_(
            "Your visit at {clinic} is on {date}, {time}.\n\n"
            "Details: {link}\n"
            "To change the time or ask a question, call {phone}."
        ),
    ),
    Text.WEEK_AHEAD: Template(
        sms=_(
            "{clinic}: your visit is on {date}, {time}. A few questions wait for you: {link} "
            "Reply STOP to opt out."
        ),
        subject=_("Your visit on {date}: a few questions"),
        mail=_(
            "Your visit at {clinic} is on {date}, {time}.\n\n"
            "A few questions wait for you, and the name of the person who takes you home: {link}\n"
            "To change the time or ask a question, call {phone}."
        ),
    ),
    Text.READ_YOUR_LIST: Template(
        sms=_(
            "{clinic}: visit on {date}, {time}. Read your list before it: {link} "
            "Reply STOP to opt out."
        ),
        subject=_("Before your visit on {date}"),
        mail=_(
            "Your visit at {clinic} is on {date}, {time}.\n\n"
            "Read your list for the day before it: {link}\n"
            "If anything on it is not clear, call {phone}."
        ),
    ),
    Text.TODAY: Template(
        sms=_(
            "{clinic}: we expect you on {date}, {time}. Questions: {phone}. Reply STOP to opt out."
        ),
        subject=_("We expect you on {date}"),
        mail=_(
            "We expect you at {clinic} on {date}, {time}.\n\n"
            "If you are late or cannot come, call {phone}."
        ),
    ),
    Text.CHECK_IN: Template(
        sms=_(
            "{clinic}: how are you today? Answer: {link} Unwell? Call {phone}, "
            "or {emergency} if urgent. STOP to opt out."
        ),
        subject=_("How are you today?"),
        mail=_(
            "Good morning from {clinic}.\n\n"
            "Tell us how you are: {link}\n"
            "If you feel unwell, call {phone}. In an emergency, call {emergency}."
        ),
    ),
    Text.MOVED: Template(
        sms=_(
            "{clinic}: your visit was moved. It is now on {date}, {time}. Questions: {phone}. "
            "Reply STOP to opt out."
        ),
        subject=_("Your visit was moved to {date}"),
        mail=_(
            "Your visit at {clinic} was moved. It is now on {date}, {time}.\n\n"
            "Details: {link}\n"
            "If the new time does not suit you, call {phone}."
        ),
    ),
    Text.CANCELLED: Template(
        sms=_(
            "{clinic}: your visit on {date}, {time} is cancelled. For a new time call {phone}. "
            "Reply STOP to opt out."
        ),
        subject=_("Your visit on {date} is cancelled"),
        mail=_(
            "Your visit at {clinic} on {date}, {time} is cancelled.\n\n"
            "For a new time, call {phone}."
        ),
    ),
    Text.QUESTIONS: Template(
        sms=_("{clinic}: a few questions wait for you: {link} Reply STOP to opt out."),
        subject=_("A few questions wait for you"),
        mail=_(
            "A few questions from {clinic} wait for you: {link}\n\n"
            "They take some minutes. If you would rather answer them by telephone, call {phone}."
        ),
    ),
    Text.OWN_PAGES: Template(
        sms=_(
            "{clinic}: an e-mail opens your own page with us. Not there? Call {phone}. "
            "Reply STOP to opt out."
        ),
        subject=_("Your own page at {clinic}"),
        mail=_(
            "{clinic} has a page for you: your visits, and a few questions to answer in your own time.\n\n"
            "Choose a password here within three days:\n{link}\n\n"
            "Keep this e-mail to yourself. If you did not expect it, call {phone}."
        ),
    ),
    Text.OFFER: Template(
        sms=_(
            "{clinic}: {date}, {time} is free. Yes or no by {until}: {link} Reply STOP to opt out."
        ),
        subject=_("A time is free on {date}: yes or no by {until}"),
        mail=_(
            "A time at {clinic} is free on {date}, {time}.\n\n"
            "Say yes or no by {until}: {link}\n"
            "Say nothing, and you keep your place in line. Questions: {phone}."
        ),
    ),
}


def fill(text: Text, facts: Facts) -> Wording:
    """The words in the patient's language, the time in the clinic's zone with the zone's name beside it."""
    template = TEMPLATES[text]
    with translation.override(facts.language):
        gaps = {
            "clinic": facts.clinic,
            "phone": facts.phone,
            "link": facts.link,
            "emergency": facts.emergency,
            "date": "",
            "time": "",
            "until": "",
        }
        if facts.starts_at is not None:
            wall = wall_time(facts.starts_at, facts.zone)
            zone = zone_abbreviation(facts.starts_at, facts.zone)
            gaps["date"] = date_format(wall, "D, M j")
            gaps["time"] = f"{date_format(wall, 'g:i A')} {zone}"
        if facts.until is not None:
            gaps["until"] = date_format(wall_time(facts.until, facts.zone), "g:i A")
        return Wording(
            sms=template.sms.format(**gaps),
            subject=template.subject.format(**gaps),
            mail=template.mail.format(**gaps),
        )
