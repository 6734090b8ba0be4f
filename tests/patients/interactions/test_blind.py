"""The reader judged on names it has not learnt from: which substances it reads, which rules it raises, what it hides.

`blind.txt` was measured first; what it showed to be dangerous was mended (docs/interactions.md has the first numbers).
`blind_again.txt` was collected after that. A name that is missed here is not added because it is missed here.
"""

import sys
from pathlib import Path

import pytest

from patients.interactions.judging import OWN_WORDS, Taken, judge
from patients.interactions.matching import recognise
from patients.interactions.rules import SHIPPED

# (list, names, substances, rules), each at least (precision, recall): a little under what was measured.
MEASURED = [
    ("blind", 227, (0.98, 0.91), (0.97, 0.94)),
    ("blind_again", 140, (0.98, 0.925), (0.98, 0.945)),
]
UNKNOWABLE = "?"


def answers(which):
    for line in (Path(__file__).parent / f"{which}.txt").read_text().splitlines():
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


@pytest.mark.parametrize(("which", "length", "substances", "rules"), MEASURED)
def test_precision_and_recall(which, length, substances, rules, capsys):
    rows = list(answers(which))
    read = measured((recognise(name).substances, answer) for name, answer, _rules in rows)
    flagged = measured((raised(name), answer) for name, _substances, answer in rows)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{which}: {len(rows)} names; substances: precision {read[0]:.3f}, recall "
            f"{read[1]:.3f}; rules: precision {flagged[0]:.3f}, recall {flagged[1]:.3f}\n"
        )
    assert len(rows) == length
    assert (read[0] >= substances[0], read[1] >= substances[1]) == (True, True)
    assert (flagged[0] >= rules[0], flagged[1] >= rules[1]) == (True, True)


@pytest.mark.parametrize("which", [row[0] for row in MEASURED])
def test_no_rule_is_missed_in_silence(which):
    """A rule that is not raised leaves the name open. Control: without `SHELVES` Robitussin CF is silent."""
    silent = [
        name
        for name, _substances, rules in answers(which)
        if rules - raised(name) and recognise(name).is_whole
    ]
    assert silent == []
