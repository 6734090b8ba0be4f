"""The whole visit by the muscle and under the tongue."""

from decimal import Decimal as D

import pytest

from clinic.core.errors import InvalidInput
from clinic.core.ids import uuid7
from clinic.drug_log.models import Product
from sessions.actions import dose, drug_event, order
from sessions.actions.gate import GateRefused
from sessions.actions.session_lock import WrongMoment


def test_an_injection_and_its_one_supplemental_dose(chair):
    chair.route = "IM"
    session = chair.arrived(chair.booked(chair.ready_course("WEEKLY_IM_4")))
    chair.checks(session)
    chair.vitals(session, 15)
    chair.order(session, mg_per_kg=D("0.3"))
    chair.time_out(session)
    chair.clear(session)
    event = chair.start(session)
    session.refresh_from_db()
    assert (event.kind, session.status) == ("INJECTION", "MONITORING")
    order.sign(
        session,
        product=chair.lot().product,
        mg=D(10),
        supplemental=True,
        by=chair.prescriber,
        at=chair.at(44),
    )
    more = {"lot": chair.lot(), "client_id": uuid7(), "by": chair.nurse}
    chair.vitals(session, 44, moaas=4)
    with pytest.raises(GateRefused, match="waits 10 min"):
        dose.give_supplemental(session, **more, at=chair.at(44))
    given = dose.give_supplemental(session, **more, at=chair.at(46))
    session.refresh_from_db()
    assert (given.mg, session.given_mg, session.last_drug_at) == (D(10), D("31.50"), chair.at(46))
    with pytest.raises(WrongMoment, match="its own order"):
        dose.give_supplemental(session, **{**more, "client_id": uuid7()}, at=chair.at(60))


def test_a_lozenge_is_counted_in_whole_pieces_and_its_end_is_written(chair):
    chair.route = "SL_RDT"
    course = chair.ready_course("LOZENGE_4")
    session = chair.arrived(chair.booked(course))
    tablets = chair.lot(50, 20, "RDT-1", Product.Form.RDT, (session.route,))
    chair.checks(session)
    chair.vitals(session, 15)
    with pytest.raises(InvalidInput, match="whole pieces"):
        chair.order(session, lot=tablets, mg_per_kg=None, mg=D(120))
    chair.order(session, lot=tablets, mg_per_kg=None, mg=D(100))
    chair.time_out(session, people=(chair.nurse,))
    chair.clear(session)
    event = chair.start(session, lot=tablets)
    assert (event.kind, event.volume, event.mg) == ("LOZENGE_PLACED", D(2), D(100))
    end = drug_event.end_lozenge(
        session, kind="LOZENGE_SPIT", client_id=uuid7(), by=chair.nurse, at=chair.at(47)
    )
    assert end.decision is None
