"""Put the pieces together: one `SessionFacts` per visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic.policy.models import PolicyVersion
from sessions.dosing.drug_event import earliest_discharge
from sessions.facts import after, course, day, medications, people, safety, therapy, visit
from sessions.gate.facts import Credential, SessionFacts
from sessions.models import DosingSession, Order, VitalSigns

Policies = Mapping[UUID, PolicyVersion]
PREGNANCY = {"YES": True, "NO": False}


def policies_in_force(
    at: datetime, sites: Iterable[UUID] | None = None
) -> dict[UUID, PolicyVersion]:
    """The policy each site is judged by at that instant; a site without one is left out. One query."""
    rows = PolicyVersion.objects.signed().filter(signed_at__lte=at)
    if sites is not None:
        rows = rows.filter(site__in=set(sites))
    newest = rows.order_by("site_id", "-number").distinct("site_id")
    return {row.site_id: row for row in newest}


def load(
    appointments: Iterable[UUID], at: datetime, *, policies: Policies
) -> dict[UUID, SessionFacts]:
    """Facts before the dose, by appointment. A visit without a course is left out: nothing may be given there."""
    return assemble(visit.visits(appointments, at), at, policies=policies)


def assemble(rows: Sequence[Any], at: datetime, *, policies: Policies) -> dict[UUID, SessionFacts]:
    """As `load`, for rows with the columns `visit.visits` reads or `ahead.visits` makes up."""
    patients = {v.patient_id for v in rows}
    courses = {v.course_id for v in rows}
    sessions = {v.dosing_session__id for v in rows} - {None}
    # Doses of a record that turned out to be the same person count for the one that is left.
    merged = {UUID(str(other)): v.patient_id for v in rows for other in v.f_merged}
    forms = course.forms()
    read = {
        "screenings": course.screenings(courses, at),
        "changes": course.last_changes(patients, at),
        "consents": course.consents(courses, forms),
        "forms": tuple(forms.values()),
        "doses": course.past_doses(patients, merged),
        "preparations": therapy.preparations(courses),
        "measures": course.measures(patients, at),
        "checks": day.checks(patients, sessions),
        "readings": day.readings(sessions),
        "orders": day.orders(sessions),
        "answers": day.answers(sessions),
    }
    baselines = {site: one.policy.gate.baseline_instrument for site, one in policies.items()}
    # One for all of them, filled when it is known whom they name.
    credentials: dict[str, tuple[Credential, ...]] = {}
    found = {v.id: _facts(v, read, baselines, credentials) for v in rows}
    credentials.update(people.credentials(_named(found.values())))
    return found


def _facts(
    v: Any,
    read: dict[str, Any],
    baselines: Mapping[UUID, str],
    credentials: Mapping[str, tuple[Credential, ...]],
) -> SessionFacts:
    session = v.dosing_session__id
    screening = read["screenings"].get(v.course_id)
    checks = day.Checks(read["checks"].get(v.patient_id, []), session)
    sets = read["readings"].get(session, [])
    orders = read["orders"].get(session, [])
    overrides, acknowledged = read["answers"].get(session, ([], []))
    measures = read["measures"].get(v.patient_id, [])
    instrument = baselines.get(v.site_id, "")
    return SessionFacts(
        appointment_id=str(v.id),
        patient_id=str(v.patient_id),
        course_id=str(v.course_id),
        site_id=str(v.site_id),
        zone=v.site__timezone,
        jurisdiction=v.site__jurisdiction,
        starts_at=v.starts_at,
        appointment_status=v.status,
        route=v.dosing_session__route or v.route or v.course__route,
        session_id=str(session) if session else None,
        modality=v.course__modality or None,
        course_status=v.course__status,
        maintenance="MAINTENANCE" in {v.course__status, v.course__resume_status},
        plan=visit.plan_of(v),
        birth_date=v.patient__birth_date,
        credentials=credentials,
        screening=course.screening_fact(screening),
        exclusions=course.exclusion_facts(screening),
        last_change=course.change_fact(screening, read["changes"].get(v.patient_id)),
        tests=course.test_facts(screening),
        qt_drug=course.takes_qt_drug(screening),
        consents=read["consents"].get(v.course_id, ()),
        consent_forms=read["forms"],
        past_doses=read["doses"].get(v.patient_id, ()),
        preparations=read["preparations"].get(v.course_id, ()),
        therapist=visit.therapist_of(v),
        baseline=course.baseline(measures, instrument, v.course__first_dose_at),
        room_id=str(v.room_id) if v.room_id else None,
        staff=visit.staff_of(v),
        escort=visit.escort_of(v),
        weight=checks.weight(),
        previous_kg=checks.previous_kg(),
        height_cm=checks.height_cm(),
        readings=day.reading_facts(sets, VitalSigns.Phase.PRE_DOSE),
        documented_spo2=checks.documented_spo2(),
        intake=checks.intake(),
        can_become_pregnant=PREGNANCY.get(v.patient__can_become_pregnant),
        pregnancy_test=checks.pregnancy_test(),
        sobriety=checks.sobriety(),
        suicide_screen=course.suicide_screen(measures),
        bladder=course.bladder(measures),
        open_safety_alert=safety.alert_fact(v),
        mood=safety.mood(measures),
        phase=safety.phase(v),
        safety_plan=safety.plan_fact(v),
        mental_state=checks.mental_state(),
        medications=medications.fact_of(v),
        holds=medications.holds_of(v),
        reconciliation=checks.reconciliation(),
        equipment=visit.equipment_of(v),
        time_out=checks.time_out(),
        order=day.order_fact(orders, Order.Kind.FIRST),
        clearance=day.clearance_fact(orders),
        overrides=tuple(overrides),
        acknowledgements=tuple(acknowledged),
        monitoring=day.reading_facts(sets, VitalSigns.Phase.MONITORING),
        supplemental_order=day.order_fact(orders, Order.Kind.SUPPLEMENTAL),
    )


def _named(facts: Iterable[SessionFacts]) -> set[str]:
    """Everybody whose licence a guard may ask about."""
    users: set[str] = set()
    for one in facts:
        users.update(s.user_id for s in one.staff)
        users.update(p.therapist_id for p in one.preparations)
        users.update(o.prescriber_id for o in one.overrides)
        users.update(a.user_id for a in one.acknowledgements)
        users.update(o.prescriber_id for o in (one.order, one.supplemental_order) if o)
        if one.screening:
            users.add(one.screening.signed_by)
        if one.clearance:
            users.add(one.clearance.prescriber_id)
    return users


def load_one(session: DosingSession, at: datetime, *, policies: Policies) -> SessionFacts:
    """One session with everything, also what happened since the first drop."""
    facts = load([session.appointment_id], at, policies=policies)[session.appointment_id]
    events = after.drug_events(session)
    facts = replace(facts, events=events, ledger=after.ledger(session))
    policy = policies.get(session.site_id)
    terms = policy.policy.routes.get(session.route) if policy else None
    earliest = (
        earliest_discharge([e.event for e in events], terms, policy.policy.observation)
        if policy and terms
        else None
    )
    return replace(facts, discharge=after.discharge(session, facts, earliest))
