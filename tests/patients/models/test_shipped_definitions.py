"""What the migration seeded is exactly what the program ships."""

import pytest

from patients.instruments.catalogue import INSTRUMENTS
from patients.models import InstrumentDefinition, Protocol
from patients.protocols.catalogue import PROTOCOLS


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda p: p.code)
def test_a_changed_protocol_needs_a_new_version(db, protocol):
    """Red when a shipped plan is edited without raising its version: courses follow the stored one."""
    row = Protocol.objects.get(code=protocol.code, number=protocol.version)
    assert row.definition == protocol
    assert row.checksum == protocol.checksum()


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda i: i.code)
def test_a_changed_questionnaire_needs_a_new_version(db, instrument):
    row = InstrumentDefinition.objects.get(code=instrument.code, number=int(instrument.version))
    assert row.instrument == instrument
    assert row.checksum == instrument.checksum()


def test_seeded_rows_have_a_signed_history(db):
    for model in (Protocol, InstrumentDefinition):
        for row in model.objects.all():
            (line,) = row.history.all()
            assert (line.history_user_id, line.source) == ("system:migration", "migration")
