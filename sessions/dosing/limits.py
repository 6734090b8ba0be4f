"""What a dose runs into: limits of the session, of a first session, of a step up, of an infusion, of a
supplemental dose. Facts in, findings out; the gate turns them into sentences.

Limits are judged on what was ordered. The volume that can be drawn may round a little past one: that is a
warning, except at the hard limit, which nothing passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from clinic.policy.terms import IvTerms, RouteTerms


class Severity(StrEnum):
    """How far a finding goes: said and acknowledged, allowed by a prescriber, or never."""

    WARN = "WARN"
    RX = "RX"
    HARD = "HARD"


class Limit(StrEnum):
    """Which rule a finding is about."""

    SESSION_TOTAL = "SESSION_TOTAL"
    FIRST_SESSION = "FIRST_SESSION"
    STEP_UP = "STEP_UP"
    ROUNDED_OVER = "ROUNDED_OVER"
    INFUSION_TIME = "INFUSION_TIME"
    UNDILUTED = "UNDILUTED"
    SUPPLEMENTAL = "SUPPLEMENTAL"


@dataclass(frozen=True)
class LimitFinding:
    """One limit that a dose passes. `value` and `bound` are in `unit`; `cause` tells rules of one limit apart."""

    limit: Limit
    severity: Severity
    value: Decimal
    bound: Decimal
    unit: str
    cause: str = ""


@dataclass(frozen=True)
class PlannedDose:
    """What is about to be given. `actual_mg` is the dose of the volume that can be drawn.

    `already_mg` is what this session has given; the four last fields describe an infusion.
    """

    ordered_mg: Decimal
    actual_mg: Decimal
    kg: Decimal
    already_mg: Decimal = Decimal(0)
    minutes: int | None = None
    mg_per_ml: Decimal | None = None
    drug_ml: Decimal | None = None
    diluent_ml: Decimal | None = None


@dataclass(frozen=True)
class Before:
    """The session before this one by the same route. `frail`: underweight or elderly, or nobody knows."""

    first_session: bool
    last_mg: Decimal | None = None
    last_mg_per_kg: Decimal | None = None
    frail: bool = False


@dataclass(frozen=True)
class Supplement:
    """A second partial dose in one session."""

    first_mg: Decimal
    given_before: int
    first_given_at: datetime
    at: datetime


@dataclass(frozen=True)
class _Rule:
    limit: Limit
    severity: Severity
    bound: Decimal
    unit: str
    minus: Decimal = Decimal(0)


def _session_rules(terms: RouteTerms) -> Iterator[_Rule]:
    ladders = (
        ("mg", (terms.hard_mg, terms.rx_mg, terms.warn_mg)),
        ("mg/kg", (terms.hard_mg_per_kg, terms.rx_mg_per_kg, terms.warn_mg_per_kg)),
    )
    for unit, ladder in ladders:
        for severity, bound in zip(
            (Severity.HARD, Severity.RX, Severity.WARN), ladder, strict=True
        ):
            if bound is not None:
                yield _Rule(Limit.SESSION_TOTAL, severity, bound, unit)


def _first_session_rules(before: Before, terms: RouteTerms) -> Iterator[_Rule]:
    if not before.first_session:
        return
    cap = terms.first_cap_mg
    if before.frail and terms.first_cap_frail_mg is not None:
        cap = terms.first_cap_frail_mg
    if cap is not None:
        yield _Rule(Limit.FIRST_SESSION, Severity.RX, cap, "mg")
    if terms.first_cap_mg_per_kg is not None:
        yield _Rule(Limit.FIRST_SESSION, Severity.RX, terms.first_cap_mg_per_kg, "mg/kg")


def _step_rules(before: Before, terms: RouteTerms) -> Iterator[_Rule]:
    if before.last_mg is not None and terms.step_mg is not None:
        yield _Rule(Limit.STEP_UP, Severity.RX, terms.step_mg, "mg", before.last_mg)
    if before.last_mg_per_kg is not None and terms.step_mg_per_kg is not None:
        yield _Rule(
            Limit.STEP_UP, Severity.RX, terms.step_mg_per_kg, "mg/kg", before.last_mg_per_kg
        )


def dose_limits(dose: PlannedDose, before: Before, terms: RouteTerms) -> list[LimitFinding]:
    """Session total, first session and step up. Exactly at a limit passes; per rule and unit the worst is told."""
    findings: list[LimitFinding] = []
    told: set[tuple[Limit, str]] = set()
    rounded: LimitFinding | None = None
    for rule in (
        *_session_rules(terms),
        *_first_session_rules(before, terms),
        *_step_rules(before, terms),
    ):
        if (rule.limit, rule.unit) in told:
            continue
        share = dose.kg if rule.unit == "mg/kg" else Decimal(1)
        ordered = (dose.already_mg + dose.ordered_mg) / share - rule.minus
        actual = (dose.already_mg + dose.actual_mg) / share - rule.minus
        if ordered > rule.bound or (rule.severity is Severity.HARD and actual > rule.bound):
            worst = max(ordered, actual)
            findings.append(LimitFinding(rule.limit, rule.severity, worst, rule.bound, rule.unit))
            told.add((rule.limit, rule.unit))
        elif actual > rule.bound and rounded is None:
            rounded = LimitFinding(
                Limit.ROUNDED_OVER, Severity.WARN, actual, rule.bound, rule.unit
            )
    return [*findings, rounded] if rounded else findings


def infusion_limits(dose: PlannedDose, terms: RouteTerms) -> list[LimitFinding]:
    """Too fast, or undiluted. Nothing to say about other routes."""
    if not isinstance(terms, IvTerms):
        return []
    findings: list[LimitFinding] = []
    minutes = Decimal(dose.minutes or 0)
    for severity, bound in (
        (Severity.RX, terms.infusion_rx_minutes),
        (Severity.WARN, terms.infusion_warn_minutes),
    ):
        if minutes < bound:
            findings.append(
                LimitFinding(Limit.INFUSION_TIME, severity, minutes, Decimal(bound), "min")
            )
            break
    if dose.mg_per_ml is not None and dose.mg_per_ml >= terms.undiluted_mg_per_ml:
        needed = (dose.drug_ml or Decimal(0)) * terms.dilution_ratio
        diluent = dose.diluent_ml or Decimal(0)
        if not dose.drug_ml or diluent < needed:
            findings.append(LimitFinding(Limit.UNDILUTED, Severity.HARD, diluent, needed, "mL"))
    return findings


def supplemental_limits(
    dose: PlannedDose, extra: Supplement, terms: RouteTerms
) -> list[LimitFinding]:
    """Once, small, not too soon. These do not bend: more drug than that is the next session's order."""
    findings: list[LimitFinding] = []
    count = Decimal(extra.given_before + 1)
    most = extra.first_mg * terms.supplemental_fraction
    minutes = Decimal(int((extra.at - extra.first_given_at).total_seconds())) / 60
    gap = Decimal(terms.supplemental_gap_minutes)
    allowed = Decimal(terms.supplemental_max)
    if count > allowed:
        findings.append(
            LimitFinding(Limit.SUPPLEMENTAL, Severity.HARD, count, allowed, "", "COUNT")
        )
    if dose.actual_mg > most:
        findings.append(
            LimitFinding(Limit.SUPPLEMENTAL, Severity.HARD, dose.actual_mg, most, "mg", "SIZE")
        )
    if minutes < gap:
        findings.append(
            LimitFinding(Limit.SUPPLEMENTAL, Severity.HARD, minutes, gap, "min", "GAP")
        )
    return findings
