"""What a change is called, against the fixtures of domain/10 10.4 and hand-computed boundaries."""

from decimal import Decimal

import pytest

from patients.instruments.audit_c import AUDIT_C
from patients.instruments.catalogue import INSTRUMENTS
from patients.instruments.change import RULES, Change, rule_of

PHQ9, GAD7, PCL5, QIDS, WHO5 = (
    RULES[code] for code in ("PHQ-9", "GAD-7", "PCL-5", "QIDS-SR16", "WHO-5")
)


@pytest.mark.parametrize(
    ("baseline", "now", "percent", "response", "remission"),
    [
        (10, 5, "50.0", True, False),  # 5 is not below 5
        (8, 4, "50.0", True, None),  # began below 10: no remission to reach
        (0, 0, None, None, None),  # nothing to respond from: not 0 and not 100 %
        (19, 9, "52.6", True, False),
        (19, 10, "47.4", False, False),
        (20, 10, "50.0", True, False),
        (21, 11, "47.6", False, False),
        (10, 4, "60.0", True, True),
        (16, 10, "37.5", False, False),
        (10, 12, "-20.0", False, False),
    ],
)
def test_response_includes_the_half_and_remission_needs_a_case(
    baseline, now, percent, response, remission
):
    change = Change(PHQ9, baseline, now)
    assert change.percent == (None if percent is None else Decimal(percent))
    assert (change.is_response, change.is_remission) == (response, remission)


def test_below_remission_without_a_case_at_baseline_is_its_own_definition():
    change = Change(PHQ9, 8, 4)
    assert (change.is_remission, change.is_below_remission) == (None, True)


@pytest.mark.parametrize(
    ("now", "partial"), [(16, False), (15, True), (11, True), (10, False)]
)  # of 20: a quarter is 5 points, the half is a response
def test_partial_is_a_quarter_and_less_than_half(now, partial):
    assert Change(PHQ9, 20, now).is_partial is partial


@pytest.mark.parametrize(
    ("baseline", "now", "reliable", "significant"),
    [(15, 10, False, False), (15, 9, True, True), (14, 9, False, True), (20, 14, True, False)],
)
def test_six_points_are_reliable_and_five_below_ten_significant(
    baseline, now, reliable, significant
):
    change = Change(PHQ9, baseline, now)
    assert (change.is_reliable, change.is_significant) == (reliable, significant)


@pytest.mark.parametrize(
    ("now", "before", "after", "worse"),
    [
        (14, 0, 0, False),
        (15, 0, 0, True),
        (8, 0, 1, True),
        (8, 1, 1, False),
        (8, None, 3, False),  # its alert calls all the same
        (8, 2, None, False),
    ],
)
def test_five_points_or_item_nine_is_worse(now, before, after, worse):
    assert Change(PHQ9, 10, now, before, after).is_worse is worse


def test_any_point_up_is_an_increase_and_not_yet_worse():
    change = Change(PHQ9, 10, 11)
    assert (change.is_increase, change.is_worse) == (True, False)


@pytest.mark.parametrize(("now", "remission"), [(6, False), (5, True)])
def test_remission_of_the_qids_is_five_and_below(now, remission):
    assert Change(QIDS, 9, now).is_remission is remission


def test_four_points_matter_on_the_gad7_and_ten_on_the_pcl5():
    assert [Change(GAD7, 12, n).is_meaningful for n in (9, 8)] == [False, True]
    assert [Change(PCL5, 40, n).is_meaningful for n in (31, 30)] == [False, True]
    assert [Change(PCL5, 40, n).is_reliable for n in (36, 35)] == [False, True]
    assert [Change(PCL5, 40, n).is_remission for n in (31, 30)] == [False, True]
    assert Change(PCL5, 30, 10).is_remission is None


def test_more_is_better_on_the_who5():
    """Control: with the fall of the others a gain of ten counts as worse."""
    better, worse = Change(WHO5, 40, 50), Change(WHO5, 50, 40)
    assert (better.better_by, better.is_meaningful, better.is_worse) == (10, True, False)
    assert (worse.better_by, worse.is_meaningful, worse.is_worse) == (-10, False, True)
    assert (better.percent, better.is_response, better.is_remission) == (None, None, None)


def test_a_questionnaire_without_a_rule_is_never_judged():
    change = Change(rule_of(AUDIT_C), 8, 2)
    assert (change.is_response, change.is_remission, change.is_worse) == (None, None, False)


def test_every_rule_has_a_source_and_watches_a_real_question():
    known = {each.code: each for each in INSTRUMENTS}
    for rule in RULES.values():
        parts = (rule.response, rule.remission, rule.reliable, rule.meaningful, rule.worse)
        assert all(part.source for part in parts if part is not None)
        if rule.item is not None:
            assert rule.item == known[rule.code].safety_item


def test_every_rule_belongs_to_a_questionnaire_and_knows_which_way_is_better():
    known = {each.code: each for each in INSTRUMENTS}
    assert set(RULES) <= set(known)
    for instrument in INSTRUMENTS:
        assert (rule_of(instrument).better == "HIGHER") is instrument.higher_is_better
