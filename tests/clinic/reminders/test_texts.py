"""What a lock screen may show, in every language: no word that says what the visit is for."""

import re
import string
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import translation

from clinic.reminders.catalogue import CATALOGUE, Text
from clinic.reminders.texts import SMS_LENGTH, TEMPLATES, Facts, fill

BANNED = re.compile(
    r"ketamin|spravato|psych|therap|counsel|mental|depress|anxi|ptsd|trauma|suicid|phq|gad-|pcl|"
    r"\bdos(e|es|ing)\b|\bmg\b|infusion|injection|lozenge|drug|medic|treat|prepar|integrat|session|"
    r"\bfast(ing)?\b|\beat|\bmeal|\bdrink|diagnos|score|bladder",
    re.IGNORECASE,
)
GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# As long as a clinic can make them: the name field allows 20, the portal's address 32.
LONGEST = Facts(
    clinic="Wednesday Wellness W",
    phone="+1 602 555 0100",
    link="https://portal.example-long.test",
    emergency="911",
    starts_at=datetime(2026, 12, 30, 19, 30, tzinfo=UTC),
    zone="Pacific/Chatham",
    language="en",
)
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("text", list(Text))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_says_what_the_visit_is_for(text, language):
    """Negative control: the last assertion shows that the list bites."""
    with translation.override(language):
        words = TEMPLATES[text]
        for part in (words.sms, words.subject, words.mail):
            assert not BANNED.search(str(part)), part
    assert BANNED.search("Reminder: your ketamine session")


@pytest.mark.parametrize("text", list(Text))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_fits_one_part_and_names_the_clinic(text, language):
    with translation.override(language):
        sms = fill(text, LONGEST).sms
    assert len(sms) <= SMS_LENGTH, len(sms)
    assert set(sms) <= GSM_7, set(sms) - GSM_7
    assert sms.startswith(LONGEST.clinic)
    assert "STOP" in sms


@pytest.mark.parametrize("text", list(Text))
def test_only_known_gaps_and_all_of_them_filled(text):
    known = {"clinic", "date", "time", "phone", "link", "emergency"}
    if text == Text.OFFER:
        known |= {"until"}
    words = TEMPLATES[text]
    for part in (words.sms, words.subject, words.mail):
        assert {name for _, name, _, _ in string.Formatter().parse(str(part)) if name} <= known
    filled = fill(text, LONGEST)
    assert "{" not in filled.sms + filled.subject + filled.mail


def test_the_time_is_the_clinics_and_names_its_zone():
    facts = Facts(
        "Aster House",
        "+1 602 555 0100",
        "https://p.test",
        "911",
        datetime(2026, 12, 3, 16, 0, tzinfo=UTC),
        "America/Denver",
        "en",
    )
    assert fill(Text.VISIT_AHEAD, facts).sms == (
        "Aster House: your visit is on Thu, Dec 3, 9:00 AM MST. Details: https://p.test "
        "Reply STOP to opt out."
    )


def test_every_text_is_used_or_a_notice():
    used = {line.text for line in CATALOGUE} | {
        Text.MOVED,
        Text.CANCELLED,
        Text.OFFER,
        Text.QUESTIONS,
        Text.OWN_PAGES,
    }
    assert used == set(Text) == set(TEMPLATES)
