"""The reader judged on names it has not learnt from: which substances it reads, which rules it raises, what it hides."""

import sys
from pathlib import Path

from patients.interactions.judging import OWN_WORDS, Taken, judge
from patients.interactions.matching import recognise
from patients.interactions.rules import SHIPPED

# As first measured; the names that were missed are not added for it. (precision, recall)
SUBSTANCES, RULES = (0.99, 0.9), (0.99, 0.9)
UNKNOWABLE = "?"


def answers():
    for line in (Path(__file__).parent / "blind.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, substances, rules = line.rsplit(" | ", 2)
            yield name, _set(substances), _set(rules)


def _set(said):
    return frozenset() if said in ("-", UNKNOWABLE) else frozenset(said.split(", "))


def raised(name):
    flags = judge([Taken("1", name)], SHIPPED, route="", at=None)
    return {flag.rule_code for flag in flags} - OWN_WORDS.keys()


def measured(pairs):
    """Precision and recall over all names of (what was read, what is in it)."""
    right = made_up = missed = 0
    for got, answer in pairs:
        right += len(got & answer)
        made_up += len(got - answer)
        missed += len(answer - got)
    return right / (right + made_up), right / (right + missed)


def test_precision_and_recall(capsys):
    rows = list(answers())
    substances = measured((recognise(name).substances, answer) for name, answer, _rules in rows)
    rules = measured((raised(name), answer) for name, _substances, answer in rows)
    with capsys.disabled():
        sys.stdout.write(
            f"\nblind: {len(rows)} names; substances: precision %.3f, recall %.3f; " % substances
            + "rules: precision %.3f, recall %.3f\n" % rules
        )
    assert len(rows) >= 150
    assert substances >= SUBSTANCES
    assert rules >= RULES
