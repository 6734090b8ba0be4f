"""The plans we ship are valid, and each rule of a valid plan can be broken alone."""

from dataclasses import replace

import pytest

from patients.protocols.catalogue import (
    IV_6,
    LOZENGE_4,
    LOZENGE_6,
    PROTOCOLS,
    THREE_IM,
    WEEKLY_IM_4,
)
from patients.protocols.definition import (
    Gap,
    Modality,
    Phase,
    Route,
    Step,
    StepKind,
    Unit,
    from_json,
)
from patients.protocols.validation import InvalidProtocol, find_problems, validate


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda p: p.code)
def test_the_plans_we_ship_are_valid(protocol):
    assert list(find_problems(protocol)) == []
    validate(protocol)


@pytest.mark.parametrize(
    ("protocol", "route", "doses", "preparations", "visit"),
    [
        (IV_6, Route.IV, 6, 1, 150),
        (WEEKLY_IM_4, Route.IM, 4, 1, 180),
        (THREE_IM, Route.IM, 3, 2, 180),
        (LOZENGE_4, Route.SL_RDT, 4, 1, 180),
        (LOZENGE_6, Route.SL_RDT, 6, 1, 180),
    ],
    ids=lambda value: getattr(value, "code", None),
)
def test_shapes_of_domain_02(protocol, route, doses, preparations, visit):
    kinds = [step.kind for step in protocol.steps]
    assert (protocol.route, protocol.planned_doses) == (route, doses)
    assert kinds.count(StepKind.PREPARATION) == preparations
    assert kinds.count(StepKind.INTEGRATION) == doses
    assert {s.minutes for s in protocol.steps if s.kind is StepKind.DOSING} == {visit}


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda p: p.code)
def test_a_plan_survives_being_stored(protocol):
    assert from_json(protocol.as_json()) == protocol
    assert from_json(protocol.as_json()).checksum() == protocol.checksum()


def changed(step_key, /, **values):
    steps = [replace(s, **values) if s.key == step_key else s for s in IV_6.steps]
    return replace(IV_6, steps=tuple(steps))


def without(*keys):
    return replace(IV_6, steps=tuple(s for s in IV_6.steps if s.key not in keys))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (changed("I2", key="I1"), "Step I1 appears 2 times."),
        (changed("D6", number=9), "DOSING steps are not numbered 1 to 6."),
        (replace(IV_6, steps=IV_6.steps[:1]), "There is no dosing session."),
        (changed("M1", gap=None), "Step M1 follows nothing."),
        (
            changed("P1", gap=Gap("D1", 1, 2, Unit.DAYS)),
            "Step P1 follows D1, which does not come before it.",
        ),
        (changed("D2", gap=Gap("D1", 5, 4, Unit.DAYS)), "Step D2 has no possible day: 5 to 4."),
        (changed("M1", minutes=10), "Step M1 is a measure and takes no visit."),
        (changed("P1", minutes=0), "Step P1 needs a length in minutes."),
        (
            changed("D1", minutes=99),
            "Step D1 lasts 99 minutes; a dosing visit takes at least 100.",
        ),
        (changed("P1", source="a book"), "Step P1 does not say where its figures come from."),
        (
            replace(IV_6, most_doses_in_7_days=3),
            "More than 2 doses in 7 days are never planned.",
        ),
        (
            changed("D1", gap=Gap("P1", 1, 14, Unit.DAYS)),
            "The first dose does not follow baseline scores.",
        ),
        (
            changed("D1", gap=Gap("M1", 1, 15, Unit.DAYS)),
            "Baseline scores may be more than 14 days old at the first dose.",
        ),
        (
            changed("D1", gap=Gap("M1", 1, None, Unit.DAYS)),
            "Baseline scores may be more than 14 days old at the first dose.",
        ),
        (
            changed("P1", kind=StepKind.REVIEW, number=2),
            "The first dose does not wait for a preparation session.",
        ),
        (
            changed("D3", gap=Gap("D1", 7, 8, Unit.DAYS)),
            "Dose 3 does not follow dose 2.",
        ),
        (
            changed("D2", gap=Gap("D1", 47, 96, Unit.HOURS)),
            "Dose 2 may come less than 48 hours after dose 1.",
        ),
        (
            changed("D2", gap=Gap("D1", 48, 60, Unit.HOURS)),
            "Even with the longest gaps, 3 doses fall within 7 days.",
        ),
        (changed("I4", gap=Gap("D3", 24, 72, Unit.HOURS)), "Dose 4 needs exactly one"),
        (
            changed("I1", gap=Gap("D1", 1, 3, Unit.DAYS)),
            "Integration 1 is not planned in hours after its dose.",
        ),
        (
            changed("I1", gap=Gap("D1", 23, 72, Unit.HOURS)),
            "Integration 1 is not within 24 to 72 hours after its dose.",
        ),
        (
            changed("I1", gap=Gap("D1", 24, 73, Unit.HOURS)),
            "Integration 1 is not within 24 to 72 hours after its dose.",
        ),
        (without("R1"), "No review follows the last dose."),
    ],
)
def test_each_rule_can_be_broken(broken, sentence):
    problems = list(find_problems(broken))
    assert any(problem.startswith(sentence) for problem in problems), problems
    with pytest.raises(InvalidProtocol):
        validate(broken)


def test_everything_wrong_is_said_at_once():
    broken = replace(changed("P1", minutes=0), most_doses_in_7_days=5)
    assert len(list(find_problems(broken))) == 2


def test_ketamine_without_therapy_needs_no_integration():
    plan = replace(without(*[f"I{n}" for n in range(1, 7)]), modality=Modality.KET_ONLY)
    assert list(find_problems(plan)) == []


def test_a_plan_is_frozen():
    with pytest.raises(AttributeError):
        IV_6.steps[0].minutes = 5
    assert isinstance(IV_6.steps[0], Step)
    assert IV_6.steps[0].phase is Phase.PREPARATION
