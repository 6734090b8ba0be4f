"""Answers that reach a total, and how they are read."""

from patients.instruments.scoring import Entry, score


def everywhere(instrument, value=None):
    """The same answer to every item; without ``value`` the highest of each."""
    return {
        item.key: item.highest if value is None else min(value, item.highest)
        for item in instrument.items
    }


def adding_up_to(instrument, raw):
    """Answers whose raw values add up to ``raw``, filled from the first item on."""
    given = {}
    for item in instrument.items:
        given[item.key] = min(item.highest, raw)
        raw -= given[item.key]
    assert raw == 0
    return given


def read(instrument, answers, **kwargs):
    return score(instrument, answers, entry=kwargs.pop("entry", Entry.SCREEN), **kwargs)


def met(result):
    return {part.code: part.met for part in result.parts}
