"""The terms of a clinical policy: strict to read, complete to list, never looser than their bounds."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from clinic.policy.terms import ClinicalPolicy, TermsRefused


def test_the_defaults_survive_being_written_and_read() -> None:
    policy = ClinicalPolicy()
    assert ClinicalPolicy.from_dict(json.loads(json.dumps(policy.to_dict()))) == policy


def test_every_default_lies_inside_its_own_bounds() -> None:
    """Reading checks the bounds, so a default outside them could never be signed."""
    assert ClinicalPolicy.from_dict(ClinicalPolicy().to_dict()) == ClinicalPolicy()


def test_every_number_says_where_it_comes_from() -> None:
    lines = ClinicalPolicy().describe()
    assert len(lines) > 200
    assert [line.path for line in lines if not line.source or not line.label] == []
    numbers = [
        line
        for line in lines
        if isinstance(line.value, int | Decimal) and not isinstance(line.value, bool)
    ]
    assert [line.path for line in numbers if line.low is None or line.high is None] == []


def test_a_page_can_tell_what_only_the_director_vouches_for() -> None:
    lines = {line.path: line for line in ClinicalPolicy().describe()}
    assert lines["routes.IV.hard_mg"].unconfirmed
    assert not lines["routes.IV.solids_light_hours"].unconfirmed


@pytest.mark.parametrize(
    ("path", "raw", "words"),
    [
        ("gate.clearance_minutes", 121, "above the highest"),
        ("gate.clearance_minutes", 9, "below the lowest"),
        ("gate.clearance_minutes", "60.5", "whole number"),
        ("gate.clearance_minutes", True, "number is needed"),
        ("gate.clearance_minutes", None, "number is needed"),
        ("gate.temperature_below", "warm", "number is needed"),
        ("gate.temperature_below", "NaN", "number is needed"),
        ("gate.life_support", "CPR", "choose one of"),
        ("gate.consent_types", "KAP_TREATMENT", "list is needed"),
        ("observation.restart_on_rate_increase", "yes", "yes or no"),
        ("gate.sbp_high", 141, None),
        ("routes.IV.rx_mg_per_kg", "0.5", "must rise"),
        ("routes.IM.due_minutes", [30, 15], "must rise"),
        ("routes.IM.due_minutes", [], "due at some time"),
        ("routes.SL_RDT.first_cap_mg", 300, None),
        ("alerts.sbp_critical", 170, None),
        ("alerts.spo2_warn", 95, "before the critical"),
        ("gate.sbp_proceed_max", 150, None),
        ("gate.integration_opens_hours", 48, None),
        ("gate.integration_closes_hours", 24, "open before it closes"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    path: str, raw: object, words: str | None
) -> None:
    data = ClinicalPolicy().to_dict()
    group = data
    *parents, name = path.split(".")
    for parent in parents:
        group = group[parent]
    group[name] = raw
    if words is None:
        ClinicalPolicy.from_dict(data)
        return
    with pytest.raises(TermsRefused) as refused:
        ClinicalPolicy.from_dict(data)
    assert len(refused.value.sentences) == 1
    assert words in refused.value.sentences[0]
    assert refused.value.sentences[0].startswith(path.rsplit(".", 1)[0])


def test_every_error_is_told_at_once() -> None:
    data = ClinicalPolicy().to_dict()
    data["surprise"] = 1
    del data["gate"]["hr_min"]
    data["routes"]["IV"]["hard_mg"] = "900"
    with pytest.raises(TermsRefused) as refused:
        ClinicalPolicy.from_dict(data)
    assert len(refused.value.sentences) == 3


def test_a_clinic_may_leave_a_route_out_but_not_invent_one() -> None:
    data = ClinicalPolicy().to_dict()
    del data["routes"]["SL_TROCHE"]
    assert set(ClinicalPolicy.from_dict(data).routes) == {"IV", "IM", "SL_RDT"}
    data["routes"]["NASAL"] = data["routes"]["IM"]
    with pytest.raises(TermsRefused, match=r"routes\.NASAL: no such term"):
        ClinicalPolicy.from_dict(data)
    data["routes"] = {}
    with pytest.raises(TermsRefused, match="at least one route"):
        ClinicalPolicy.from_dict(data)


def test_the_published_figures_are_the_defaults() -> None:
    """The table of routes and doses, copied here by hand so that a slip in the terms is seen."""
    routes = ClinicalPolicy().routes
    iv, im, sl = routes["IV"], routes["IM"], routes["SL_RDT"]
    assert [
        (r.warn_mg_per_kg, r.rx_mg_per_kg, r.hard_mg_per_kg, r.hard_mg) for r in (iv, im, sl)
    ] == [
        (Decimal("0.75"), Decimal("1.0"), Decimal("1.5"), Decimal(150)),
        (Decimal("1.0"), Decimal("1.5"), Decimal("2.0"), Decimal(160)),
        (Decimal("4.5"), Decimal("6.0"), Decimal("7.0"), Decimal(450)),
    ]
    assert (sl.warn_mg, sl.rx_mg, sl.first_cap_mg, sl.first_cap_frail_mg) == (300, 400, 150, 100)
    assert [(r.observe_from_start_minutes, r.observe_from_last_minutes) for r in (iv, im, sl)] == [
        (100, 60),
        (120, 120),
        (120, 120),
    ]
    assert im.due_minutes == (5, 15, 30, 45, 60, 90, 120)
    assert sl.due_minutes == (20, 40, 60, 90, 120)
