"""A sentence is translated when it is read, in the language of whoever reads it then."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext_noop

from clinic.core.words import Dated, later
from sessions.gate.verdict import Level, Verdict

# A word of Django's own catalogue: ours is not translated yet.
YES = gettext_noop("Yes")


def test_it_is_said_in_the_language_of_the_moment_it_is_read():
    """Negative control: with `gettext` in the place of `later`, the German reader reads English."""
    sentence = later("%s!") % later(YES)
    with translation.override("de"):
        assert str(sentence) == "Ja!"
    with translation.override("en"):
        assert str(sentence) == "Yes!"


def test_a_day_is_written_in_the_language_of_the_moment_too():
    day = later("%(on)s") % {"on": Dated(date(2026, 5, 3), "j M Y")}
    with translation.override("de"):
        assert str(day) == "3 Mai 2026"
    with translation.override("en"):
        assert str(day) == "3 May 2026"


def test_a_sentence_without_values_may_hold_a_percent_sign():
    assert str(later("100 % of it")) == "100 % of it"
    assert str(later("%(n)d %% of it") % {"n": 90}) == "90 % of it"


def test_a_snapshot_keeps_the_sentence_as_it_was_read_and_not_the_template():
    said = later("The weight is from %s.") % Dated(date(2026, 5, 3), "j M Y")
    verdict = Verdict("G22", Level.HARD, said, said, "OLD", (), None, False, None, True)
    assert verdict.as_dict()["sentence"] == "The weight is from 3 May 2026."
    assert verdict.sentence == verdict.desk_sentence == "The weight is from 3 May 2026."


@pytest.mark.parametrize("values", [{"n": 1}, "x", 3])
def test_words_are_equal_when_they_say_the_same_of_the_same(values):
    assert later("%s") % values == later("%s") % values
    assert later("%s") % values != later("%s") % "other"
