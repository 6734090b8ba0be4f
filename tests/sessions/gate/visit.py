"""A visit at which nothing is wrong, and ways to make one thing wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from clinic.policy.terms import ClinicalPolicy
from consent.standing import ConsentFacts, FormFacts
from sessions.dosing.discharge import DischargeSet
from sessions.dosing.drug_event import Event, Kind
from sessions.dosing.ledger import Moved, Movement
from sessions.dosing.reading import Reading
from sessions.gate.facts import (
    BladderFact,
    ClearanceFact,
    Credential,
    DischargeFact,
    DrugEventFact,
    EquipmentFact,
    EscortFact,
    ExclusionFact,
    IntakeFact,
    LedgerFact,
    MeasureFact,
    MedicationsFact,
    MentalStateFact,
    OrderFact,
    PhaseFact,
    PregnancyTestFact,
    PreparationFact,
    ReadingFact,
    ReconciliationFact,
    RelationshipFact,
    ScreeningFact,
    SessionFacts,
    SobrietyFact,
    StaffFact,
    SuicideScreenFact,
    TestFact,
    TimeOutFact,
    WeightFact,
)

D = Decimal
POLICY = ClinicalPolicy()
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # 09:00 MST, a Tuesday
START = NOW  # the drug starts now
NONE_SEEN: frozenset[Any] = frozenset()


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def credential(kind: str, who: str, jurisdiction: str = "US-NM") -> Credential:
    return Credential(
        f"{kind}-{who}", kind, jurisdiction, date(2025, 1, 1), date(2027, 12, 31), True
    )


CREDENTIALS = {
    "prescriber": (
        credential("PRESCRIBER", "prescriber"),
        credential("DEA", "prescriber"),
        credential("ACLS", "prescriber", "US"),
    ),
    "nurse": (credential("NURSE", "nurse"), credential("BLS", "nurse", "US")),
    "therapist": (credential("THERAPIST", "therapist"),),
}

ORDER = OrderFact(
    "order",
    "FIRST",
    ago(minutes=40),
    "prescriber",
    "IV",
    D("36.00"),
    D("36.00"),
    D("72.0"),
    "weight",
    "product",
    mg_per_ml=D(50),
    drug_ml=D("0.72"),
    diluent_ml=D(50),
    minutes=40,
)
READING = Reading(
    ago(minutes=15),
    sbp=124,
    dbp=78,
    hr=72,
    spo2=98,
    rr=14,
    temperature=D("36.7"),
    moaas=5,
    signs=NONE_SEEN,
)

COURSE = UUID(int=1)
FORM = FormFacts(
    UUID(int=30),
    "KAP_TREATMENT",
    3,
    "US-NM",
    "en",
    ("IV", "IM"),
    ago(days=60),
    ago(days=60),
    None,
    "a" * 64,
)
ANNEX_FORM = replace(FORM, id=UUID(int=31), type="ROUTE_ANNEX_IV", edition=1, routes=("IV",))
TREATMENT = ConsentFacts(
    UUID(int=40), COURSE, FORM, "SIGNED", ago(days=10), "a" * 64, date(2027, 11, 14), ago(days=10)
)
ANNEX = replace(TREATMENT, id=UUID(int=41), form=ANNEX_FORM)
# Signed on entering maintenance.
ADDENDUM_FORM = replace(FORM, id=UUID(int=32), type="MAINTENANCE_ADDENDUM", edition=1, routes=())
ADDENDUM = replace(TREATMENT, id=UUID(int=42), form=ADDENDUM_FORM)

TESTS = tuple(
    TestFact(kind, kind, ago(days=10))
    for kind in (
        *("ECG", "ALT", "AST", "ALP", "BILIRUBIN", "CREATININE"),
        *("URINALYSIS", "DRUG_SCREEN", "STOP_BANG", "AIRWAY"),
    )
)


def made(days: float, *kinds: str) -> tuple[TestFact, ...]:
    """The same tests, those of `kinds` so many days ago."""
    return tuple(
        TestFact(each.id, each.kind, ago(days=days)) if each.kind in kinds else each
        for each in TESTS
    )


def untested(*kinds: str) -> tuple[TestFact, ...]:
    """Without these tests."""
    return tuple(each for each in TESTS if each.kind not in kinds)


READY = SessionFacts(
    appointment_id="appointment",
    session_id="session",
    patient_id="patient",
    course_id=str(COURSE),
    site_id="site",
    zone="America/Denver",
    jurisdiction="US-NM",
    starts_at=NOW,
    route="IV",
    modality="KAP",
    course_status="READY",
    birth_date=date(1988, 3, 3),
    credentials=CREDENTIALS,
    screening=ScreeningFact("screening", "ELIGIBLE", ago(days=20), "prescriber"),
    exclusions=(
        ExclusionFact("x01", "X01", "ABSENT"),
        ExclusionFact("x08", "X08", "RESOLVED"),
        ExclusionFact("r01", "R01", "ACTIVE", "RX", ago(days=20)),
    ),
    tests=TESTS,
    consents=(TREATMENT, ANNEX),
    consent_forms=(FORM, ANNEX_FORM),
    preparations=(PreparationFact("preparation", ago(days=5), ago(days=4), "therapist"),),
    therapist=RelationshipFact("care_team", "therapist", ago(days=30)),
    baseline=MeasureFact("phq9", "PHQ-9", ago(days=3), 17),
    phase=PhaseFact(str(COURSE), 6),
    mood=MeasureFact("phq9", "PHQ-9", ago(days=3), 17),
    room_id="room",
    staff=(StaffFact("nurse", "NURSE"), StaffFact("therapist", "THERAPIST")),
    escort=EscortFact("escort", True, True, True, False, ago(days=1), ago(minutes=50)),
    weight=WeightFact("weight", D("72.0"), ago(minutes=45)),
    previous_kg=D("71.0"),
    height_cm=D(175),
    readings=(ReadingFact("baseline", READING),),
    intake=IntakeFact("intake", ago(minutes=45), ago(hours=12), True, ago(hours=3)),
    can_become_pregnant=True,
    pregnancy_test=PregnancyTestFact("hcg", ago(minutes=45), "NEGATIVE"),
    sobriety=SobrietyFact(
        "sobriety", ago(minutes=45), True, alcohol_at=ago(days=3), cannabis_long_ago=True
    ),
    suicide_screen=SuicideScreenFact("screen", ago(minutes=45), False, False, False, False),
    bladder=BladderFact("bladder", ago(days=1), complaint=False),
    mental_state=MentalStateFact("mse", ago(minutes=45), False, False),
    medications=MedicationsFact("judged", ago(minutes=40), ()),
    reconciliation=ReconciliationFact("medications", ago(minutes=40), "judged", ill=False),
    equipment=EquipmentFact("equipment", ago(hours=1), True),
    time_out=TimeOutFact("time_out", ago(minutes=8), True, "order", ("nurse", "prescriber"), True),
    order=ORDER,
    clearance=ClearanceFact("clearance", ago(minutes=10), "prescriber", "order"),
)

DOSED = replace(
    READY,
    course_status="ACTIVE",
    events=(
        DrugEventFact("start", Event(Kind.INFUSION_START, NOW, D("76.1")), D("36.00")),
        DrugEventFact("stop", Event(Kind.INFUSION_STOP, NOW + timedelta(minutes=40))),
    ),
)
HOME_AT = NOW + timedelta(minutes=100)
LAST_SET = Reading(
    HOME_AT, sbp=128, dbp=80, hr=76, spo2=97, rr=14, moaas=5, dissociation=0, signs=NONE_SEEN
)
HOME = replace(
    DOSED,
    monitoring=(ReadingFact("last", LAST_SET),),
    discharge=DischargeFact(
        "discharge",
        DischargeSet(
            LAST_SET,
            baseline=READING,
            earliest_at=HOME_AT,
            aldrete=(2, 2, 2, 2, 2),
            padss=(2, 2, 2, 2, 2),
            oriented=True,
            steady_gait=True,
            nausea_controlled=True,
            can_drink=True,
            no_suicidal_intent=True,
            escort_matched=True,
            instructions_given=True,
            no_driving_acknowledged=True,
            monitor_signed=True,
            therapist_signed=True,
        ),
        "last",
        "escort",
    ),
    ledger=(
        LedgerFact("draw", Moved("lot", Movement.DRAW, D("0.80")), NOW, "nurse"),
        LedgerFact("give", Moved("lot", Movement.GIVE, D("0.72")), NOW, "nurse"),
        LedgerFact("waste", Moved("lot", Movement.WASTE, D("0.08")), NOW, "nurse", "prescriber"),
    ),
)


def with_(facts: SessionFacts, **fields: Any) -> SessionFacts:
    """`with_(READY, weight__kg=D(80))` changes one field of one fact; without `__`, the fact itself."""
    changed: dict[str, Any] = {}
    for name, value in fields.items():
        outer, _, inner = name.partition("__")
        if inner:
            changed[outer] = replace(changed.get(outer, getattr(facts, outer)), **{inner: value})
        else:
            changed[outer] = value
    return replace(facts, **changed)


def reading(facts: SessionFacts = READY, **numbers: Any) -> SessionFacts:
    """The one reading before the dose, with other numbers."""
    return replace(facts, readings=(ReadingFact("baseline", replace(READING, **numbers)),))


def consent(facts: SessionFacts = READY, **fields: Any) -> SessionFacts:
    """The treatment consent, with other fields."""
    return replace(facts, consents=(replace(TREATMENT, **fields), ANNEX))


def without_credential(facts: SessionFacts, who: str, kind: str) -> SessionFacts:
    kept = tuple(c for c in facts.credentials[who] if c.kind != kind)
    return replace(facts, credentials={**facts.credentials, who: kept})


def credential_until(facts: SessionFacts, who: str, kind: str, until: date) -> SessionFacts:
    changed = tuple(
        replace(c, valid_until=until) if c.kind == kind else c for c in facts.credentials[who]
    )
    return replace(facts, credentials={**facts.credentials, who: changed})
