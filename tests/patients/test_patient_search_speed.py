"""Finding one among a hundred thousand, on the real engine, as a signed-in person sees it.

Rows are loaded with COPY by the superuser, triggers off: what is measured is reading. Negative control: dropping
`patient_search_spelling` makes `every_way_of_searching_uses_an_index` fail, and so does each other index.
"""

import os
import random
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.accounts.roles import Role
from clinic.core.ids import uuid7
from patients.models import Patient
from tests.people import hire, open_site

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 11, 24)
HOW_MANY = 100_000
BUDGET_MS = 15  # performance.md: part of a name among 100 thousand
PARTS = [
    "ka",
    "lo",
    "mi",
    "ra",
    "ter",
    "ben",
    "son",
    "wil",
    "mar",
    "gar",
    "ez",
    "ith",
    "po",
    "chen",
    "ng",
    "ly",
    "dan",
    "vi",
    "ste",
    "fan",
    "or",
    "ham",
    "ton",
    "ber",
    "sch",
    "ne",
    "der",
    "ro",
    "dri",
    "gue",
    "jo",
    "ana",
    "the",
    "lis",
]
COLUMNS = (
    "id, created_at, version, site_id, record_number, given_name, family_name, preferred_name, pronouns, birth_date,"
    " sex, can_become_pregnant, phone, email, language, timezone, address, city, postal_code, jurisdiction"
)


def made_up(dice: random.Random, how_many: int, parts: tuple[int, ...]) -> list[str]:
    return ["".join(dice.choices(PARTS, k=dice.choice(parts))).title() for _ in range(how_many)]


@pytest.fixture
def crowd(site, admin_connection):
    """A hundred thousand people at two sites; common names are common, as names are."""
    dice = random.Random(4)  # noqa: S311 - a repeatable die
    elsewhere = open_site("crowded", "America/New_York", "US-NY")
    families, givens = made_up(dice, 6_000, (2, 3, 3)), made_up(dice, 1_200, (2, 2, 3))

    def common(names: list[str]) -> str:
        return names[min(int(dice.expovariate(5 / len(names))), len(names) - 1)]

    with admin_connection.transaction(), admin_connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with cursor.copy(f"COPY patients_patient ({COLUMNS}) FROM STDIN") as rows:
            for number in range(HOW_MANY):
                born = date.fromordinal(
                    dice.randrange(date(1936, 1, 1).toordinal(), date(2008, 1, 1).toordinal())
                )
                rows.write_row(
                    (
                        str(uuid7()), "2026-01-01T00:00:00Z", 1,
                        str((site if dice.random() < 0.7 else elsewhere).pk), f"P{900_000 + number}",
                        common(givens), common(families), common(givens) if dice.random() < 0.1 else "", "",
                        born.isoformat(), "UNKNOWN", "UNKNOWN",
                        f"({dice.randrange(200, 999)}) 555-{dice.randrange(10_000):04d}",
                        "", "en", "", "", "", "", "",
                    )
                )  # fmt: skip
    admin_connection.execute("ANALYZE patients_patient")
    return hire(site, Role.FRONT_DESK, "Desmond Deskbound")


def questions(desk) -> list[str]:
    """What thirty people at a desk type: whole names, beginnings, slips, dates, numbers."""
    dice = random.Random(9)  # noqa: S311 - a repeatable die
    sample = list(Patient.objects.visible_to(desk).order_by("?")[:30])
    typed = []
    for patient in sample:
        full = patient.full_name
        at = dice.randrange(1, len(full))
        typed += [
            full,
            patient.family_name,
            patient.family_name[:3],
            f"{patient.family_name} {patient.given_name[:2]}",
            full[:at] + dice.choice("aeiourstln") + full[at + 1 :],
            patient.birth_date.strftime("%m/%d/%Y"),
            patient.phone,
            patient.record_number,
            patient.phone[-4:],
        ]
    return typed


def postgres_cpu() -> float:
    """Seconds of processor this connection's server process has used; 0 when it runs elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_among_a_hundred_thousand(crowd) -> None:
    """One loading of the crowd, three questions: how dear, by which way, and only one's own."""
    searching_takes_fifteen_milliseconds(crowd)
    every_way_of_searching_uses_an_index(crowd)
    nobody_of_another_site_is_found(crowd)


def searching_takes_fifteen_milliseconds(crowd) -> None:
    """Processor time of program and database together: the clock on the wall would measure the neighbours."""
    asked = questions(crowd)
    for text in asked[:20]:
        Patient.objects.visible_to(crowd).search(text, today=TODAY)
    before = time.process_time() + postgres_cpu()
    for text in asked:
        assert len(Patient.objects.visible_to(crowd).search(text, today=TODAY)) <= 20
    each = (time.process_time() + postgres_cpu() - before) * 1000 / len(asked)
    assert each <= BUDGET_MS, f"{each:.1f} ms of processor for each search"


def every_way_of_searching_uses_an_index(crowd) -> None:
    for text in questions(crowd)[:18]:
        with CaptureQueriesContext(connection) as seen:
            Patient.objects.visible_to(crowd).search(text, today=TODAY)
        for query in seen.captured_queries:
            if '"patients_patient"' not in query["sql"]:
                continue
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Seq Scan on patients_patient" not in plan, f"{text}\n{plan}"


def nobody_of_another_site_is_found(crowd) -> None:
    strangers = Patient.objects.exclude(pk__in=Patient.objects.visible_to(crowd))[:20]
    assert strangers
    for stranger in strangers:
        found = Patient.objects.visible_to(crowd).search(stranger.full_name, today=TODAY)
        assert stranger not in found
