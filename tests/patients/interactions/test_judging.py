"""What the shipped rules say: each row of the table both ways, and what they may never say."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from patients.interactions.judging import OWN_WORDS, Taken, judge
from patients.interactions.rule import Hold, Level, RuleSet, from_json
from patients.interactions.rules import SHIPPED
from patients.interactions.substance import Group, by_name, read_table
from patients.interactions.vocabulary import SUBSTANCES

AT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
HARD, RX, WARN, INFO = Level.HARD, Level.RX, Level.WARN, Level.INFO

# One drug and what it must raise; the same drug without its rule must raise nothing (below).
BOTH_WAYS = [
    ("theophylline", "THEOPHYLLINE", HARD),
    ("aminophylline", "THEOPHYLLINE", HARD),
    ("diazepam", "BENZODIAZEPINE", WARN),
    ("zolpidem", "BENZODIAZEPINE", WARN),
    ("lamotrigine", "LAMOTRIGINE", INFO),
    ("oxycodone", "OPIOID", RX),
    ("naltrexone", "OPIOID_BLOCKER", RX),
    ("naloxone", "OPIOID_RESCUE", INFO),
    ("wine every evening", "ALCOHOL", WARN),
    ("methylphenidate", "STIMULANT", WARN),
    ("pseudoephedrine", "DECONGESTANT", WARN),
    ("cocaine", "STIMULANT", WARN),
    ("vasopressin", "PRESSOR", RX),
    ("ergotamine", "PRESSOR", RX),
    ("EpiPen", "EMERGENCY_PRESSOR", WARN),
    ("phenelzine", "MAOI", RX),
    ("clarithromycin", "CYP3A4_INHIBITOR", WARN),
    ("grapefruit juice", "CYP3A4_INHIBITOR", WARN),
    ("clopidogrel", "CYP2B6_INHIBITOR", WARN),
    ("carbamazepine", "INDUCER", INFO),
    ("St. John's wort", "INDUCER", INFO),
    ("risperidone", "ANTIPSYCHOTIC", INFO),
    ("lithium", "LITHIUM", INFO),
    ("sertraline", "ANTIDEPRESSANT", INFO),
    ("amitriptyline", "TRICYCLIC", INFO),
    ("memantine", "NMDA_BLOCKER", RX),
    ("dextromethorphan", "NMDA_BLOCKER", RX),
    ("tizanidine", "SEDATIVE", WARN),
    ("gabapentin", "SEDATIVE", WARN),
    ("diphenhydramine", "SEDATIVE", WARN),
    ("metoprolol", "SYMPATHOLYTIC", INFO),
    ("levothyroxine", "THYROID", WARN),
    ("psilocybin", "PSYCHEDELIC", RX),
    ("semaglutide", "GLP1", WARN),
]


def takes(*names, **said):
    return [Taken(str(n), name, **said) for n, name in enumerate(names)]


def said(*names, route="", rules=SHIPPED, **more):
    return {f.rule_code: f.level for f in judge(takes(*names, **more), rules, route=route, at=AT)}


@pytest.mark.parametrize(("name", "rule", "level"), BOTH_WAYS)
def test_each_rule_both_ways(name, rule, level):
    assert said(name) == {rule: level}
    without = RuleSet(99, tuple(one for one in SHIPPED.rules if one.code != rule))
    assert said(name, rules=without) == {}


def test_every_rule_and_every_group_is_tried():
    assert {row[1] for row in BOTH_WAYS} == {rule.code for rule in SHIPPED.rules}
    ruled = {group for rule in SHIPPED.rules for group in rule.groups}
    assert ruled == set(Group)
    assert ruled == {group for one in SUBSTANCES.values() for group in one.groups}


def test_the_worst_comes_first_and_each_rule_once():
    flags = judge(
        takes("Valium", "Xanax", "theophylline", "oxycodone", "lithium"), SHIPPED, route="", at=AT
    )
    assert [flag.rule_code for flag in flags] == [
        "THEOPHYLLINE",
        "OPIOID",
        "BENZODIAZEPINE",
        "LITHIUM",
    ]
    benzodiazepines = flags[2]
    assert benzodiazepines.substances == ("alprazolam", "diazepam")
    assert benzodiazepines.medication_ids == ("0", "1")


def test_the_order_of_the_list_changes_nothing():
    names = [Taken(str(n), name) for n, name in enumerate(("Valium", "Norco", "NyQuil", "what?"))]
    there = judge(names, SHIPPED, route="IV", at=AT)
    back = judge(names[::-1], SHIPPED, route="IV", at=AT)
    assert there == back


def test_what_is_swallowed_counts_more():
    assert said("clarithromycin", route="SL_RDT") == {"CYP3A4_INHIBITOR": WARN}
    assert said("clarithromycin", route="IV") == {"CYP3A4_INHIBITOR": INFO}
    assert said("clarithromycin", route="") == {"CYP3A4_INHIBITOR": WARN}, "not known: the worse"


def test_alcohol_within_a_day_stops_the_dose():
    drank = {"last_taken_at": AT - timedelta(hours=23, minutes=59)}
    assert said("beer", **drank) == {"ALCOHOL": HARD}
    assert said("beer", last_taken_at=AT - timedelta(hours=24)) == {"ALCOHOL": WARN}


def test_an_unknown_drug_is_a_warning_and_no_silence():
    assert said("Zorblax") == {"NOT_RECOGNISED": WARN}
    assert said("lisinopril / zorblax") == {"NOT_RECOGNISED": WARN}
    assert said("lisinopril") == {}
    assert said() == {}


def test_on_the_skin_is_only_mentioned():
    assert said("Nizoral 2% shampoo") == {"ON_THE_SURFACE": INFO}


def test_a_combination_raises_what_each_part_raises():
    assert said("Fiorinal with codeine") == {"OPIOID": RX, "SEDATIVE": WARN, "INDUCER": INFO}


def test_a_finding_is_about_these_medications_at_this_level():
    one = judge([Taken("a", "oxycodone")], SHIPPED, route="", at=AT)[0]
    same = judge([Taken("a", "oxycodone"), Taken("b", "aspirin")], SHIPPED, route="", at=AT)[0]
    more = judge([Taken("a", "oxycodone"), Taken("b", "codeine")], SHIPPED, route="", at=AT)[0]
    assert one.finding == same.finding
    assert one.finding != more.finding


# --- what may never be said ------------------------------------------------------------------------

INSTRUCTS = re.compile(
    r"\b(stop|stops|stopping|discontinue|discontinues|quit|cease|withhold|skip|omit|"
    r"do not take|don't take|must not take|come off|wean|taper)\b",
    re.IGNORECASE,
)


def every_message():
    return [*((rule.code, rule.message) for rule in SHIPPED.rules), *OWN_WORDS.items()]


@pytest.mark.parametrize(("code", "message"), every_message())
def test_no_message_tells_anybody_to_stop(code, message):
    """Benzodiazepines above all: leaving one out suddenly can kill. Control: the test below."""
    assert not INSTRUCTS.search(message), code


def test_the_test_would_notice():
    assert INSTRUCTS.search("Stop the benzodiazepine 24 h before the dose.")
    assert INSTRUCTS.search("Skip the morning tablet.")


def test_the_message_about_benzodiazepines_keeps_them_going():
    rule = SHIPPED.rule("BENZODIAZEPINE")
    assert rule.may_not_be_skipped
    assert "keeps taking it as prescribed until the prescriber says otherwise" in rule.message
    assert rule.hold == Hold(hours=24, preferred_hours=72)


def test_every_rule_names_its_source_and_reads_as_sentences():
    for rule in SHIPPED.rules:
        assert re.fullmatch(r"(\[(S\d\d|GK|POL)\] ?)+", rule.sources), rule.code
        assert rule.message.endswith("."), rule.code


# --- versions and tables ----------------------------------------------------------------------------


def test_rules_come_back_from_the_database_as_they_went():
    assert from_json(SHIPPED.as_json()) == SHIPPED
    other = RuleSet(1, (replace(SHIPPED.rules[0], message="Another word."), *SHIPPED.rules[1:]))
    assert other.checksum() != SHIPPED.checksum()


def test_a_slip_in_a_table_is_an_error():
    with pytest.raises(ValueError, match="NOT_A_GROUP"):
        list(read_table("aspirin: NOT_A_GROUP | ecotrin"))
    with pytest.raises(ValueError, match="twice"):
        by_name(read_table("aspirin: |\naspirin: |"))


def test_a_hold_of_days_ends_at_the_clinics_midnight():
    denver = ZoneInfo("America/Denver")
    starts = Hold(days=0).starts_at(AT, denver)
    assert starts == datetime(2026, 11, 24, 0, 0, tzinfo=denver)
    assert Hold(days=1).starts_at(AT, denver) == datetime(2026, 11, 23, 0, 0, tzinfo=denver)
    assert Hold(hours=24).starts_at(AT, denver) == AT - timedelta(hours=24)
