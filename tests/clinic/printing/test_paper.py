"""Sheets, slips and packs: what stands on them, for whom, the same bytes twice, and where the packs lie.

Control, tried: with a mode of 0o644 in `_keep` the test of the file is red.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from clinic.accounts.system import BEAT, PRINTER
from clinic.core import clock
from clinic.core.errors import InvalidInput, NotAllowed
from clinic.printing import nightly
from clinic.printing.actions import downtime as actions
from clinic.printing.content import day_sheet as sheet
from clinic.printing.content import downtime as pack_content
from clinic.printing.models import DowntimePack
from clinic.printing.typeset import typeset
from clinic.tasks.models import Task
from patients.actions import fact
from tests.clinic.printing.pdf import ink, pages

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def visit(walk_to_dosing_visit, prescriber, at):
    visit = walk_to_dosing_visit("14:00")
    fact.confirm_allergy(
        visit.patient, name="Penicillin", reaction="#strong[rash] $x$", by=prescriber, at=at
    )
    return visit


def page_of(person):
    client = Client()
    client.force_login(person)
    return client


def make(site, person, at, ahead=0):
    return actions.make_pack(site, day=site.today(at) + ahead * DAY, by=person, at=at)


def test_the_pack_has_for_each_patient_allergies_doses_and_a_blank_sheet(visit, site, nurse, at):
    content = make(site, nurse, at).content()
    cover, chart = pages(content)
    assert "Downtime pack: Tuesday 24 November 2026" in cover
    assert visit.patient.full_name in cover
    assert "mark it as a late entry" in " ".join(cover.split())
    for words in (
        visit.patient.full_name,
        f"Record {visit.patient.record_number}",
        "Penicillin: #strong[rash] $x$",
        "No dose here yet.",
        "14:00–16:30 MST",
        "Flowsheet",
        "MOAA/S",
        "Nobody is named.",
    ):
        assert words in chart, words
    assert ink(content, 1) > 0.01


def test_an_allergy_nobody_asked_about_is_not_none(walk_to_dosing_visit, site, nurse, at):
    walk_to_dosing_visit("14:00")
    chart = pages(make(site, nurse, at).content())[1]
    assert "Allergies: Not asked" in chart or "Allergies: None known" in chart
    assert "Allergies: \n" not in chart


def test_the_same_data_gives_the_same_bytes_tagged_and_in_a_language(visit, site, nurse, at):
    day = site.today(at)
    visits = pack_content.visits_of(site, day, nurse)
    data = pack_content.downtime(site, day, visits, reader=nurse, at=at)
    once, twice = typeset("downtime", data, at=at), typeset("downtime", data, at=at)
    assert once == twice
    assert b"/MarkInfo" in once
    assert b"/Lang" in once
    assert typeset("downtime", data, at=at + DAY) != once


def test_the_day_sheet_names_who_comes_and_nothing_of_the_chart(visit, site, desk, stopped_clock):
    answer = page_of(desk).get("/visits/day.pdf?on=2026-11-24")
    assert answer["Content-Type"] == "application/pdf"
    (page,) = pages(answer.content)
    for words in (visit.patient.full_name, "14:00–16:30 MST", "Chair 1", "Pat Standin (Nurse)"):
        assert words in page, words
    assert "Penicillin" not in page
    assert (
        sheet.day_sheet(site, site.today(stopped_clock) + DAY, reader=desk, at=stopped_clock)[
            "rows"
        ]
        == []
    )


def test_the_slip_says_no_more_than_a_message(visit, desk, stopped_clock):
    answer = page_of(desk).get(f"/visits/{visit.pk}/slip.pdf")
    (page,) = pages(answer.content)
    for words in ("Thistledown", "Tuesday 24 November 2026", "2:00 PM MST", "1 Nowhere Lane"):
        assert words in page, words
    lower = page.lower()
    assert [w for w in ("ketamine", "dosing", "chair", "test clinic") if w in lower] == []
    assert visit.patient.family_name.lower() not in lower


def test_only_who_reads_the_chart_gets_the_pack_and_every_patient_in_it_is_logged(
    visit, site, nurse, desk, manager, stopped_clock, at
):
    pack = make(site, nurse, at)
    path = f"/downtime/{pack.pk}/pack.pdf"
    for person in (desk, manager):
        assert page_of(person).get(path).status_code == 403
    answer = page_of(nurse).get(path)
    assert pages(answer.content)
    assert answer["Cache-Control"] == "no-store"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor, patient_id FROM audit.access WHERE 'printing.downtimepack' = ANY(kinds)"
        )
        assert cursor.fetchall() == [(nurse.actor_id, visit.patient_id)]
    with pytest.raises(NotAllowed):
        make(site, desk, at)
    with pytest.raises(NotAllowed):
        make(site, BEAT, at)
    with pytest.raises(InvalidInput):
        make(site, nurse, at, ahead=8)


def test_the_file_is_the_programs_own_and_a_damaged_one_is_not_shown(
    visit, site, nurse, at, packs_dir, stopped_clock
):
    pack = make(site, nurse, at)
    assert packs_dir.stat().st_mode & 0o777 == 0o700
    assert pack.path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in packs_dir.iterdir()] == [f"{pack.pk}.pdf"]
    pack.path.write_bytes(pack.path.read_bytes()[:-10])
    client = page_of(nurse)
    assert client.get(f"/downtime/{pack.pk}/pack.pdf")["Location"] == "/downtime/"
    assert "gone or damaged" in client.get("/downtime/").content.decode()


def test_each_evening_one_pack_a_site_and_old_ones_go(visit, site, at, packs_dir):
    """09:00: today's was missing; 20:15: tomorrow's; at noon nothing; two days on the first is gone."""
    evening = at + 11 * HOUR + timedelta(minutes=15)
    assert [nightly.tick(at=at), nightly.tick(at=at + HOUR)] == [1, 0]
    assert [nightly.tick(at=evening), nightly.tick(at=evening + HOUR)] == [1, 0]
    days = list(DowntimePack.objects.kept().order_by("day").values_list("day", flat=True))
    assert days == [site.today(at), site.today(at) + DAY]
    assert nightly.tick(at=evening + DAY) == 1
    assert nightly.tick(at=evening + 2 * DAY) == 1
    kept = DowntimePack.objects.kept().order_by("day").values_list("day", flat=True)
    assert list(kept) == [site.today(at) + n * DAY for n in (1, 2, 3)]
    assert len(list(packs_dir.iterdir())) == 3
    first = DowntimePack.objects.get(day=site.today(at))
    assert (first.made_by, first.path.exists()) == (PRINTER.actor_id, False)


def test_the_evening_is_the_sites_own_through_a_clock_change(site):
    """Denver changes on 1 November 2026 at 02:00: 20:00 is 02:00 UTC before and 03:00 UTC after."""
    saturday = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    assert nightly.day_due(site, saturday - timedelta(minutes=1)).day == 31
    assert nightly.day_due(site, saturday).day == 1
    sunday = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
    assert nightly.day_due(site, sunday - timedelta(minutes=1)).day == 1
    assert nightly.day_due(site, sunday).day == 2


def test_when_it_cannot_be_made_the_nurses_are_told_once_and_then_no_more(
    visit, site, nurse, at, packs_dir, stopped_clock, caplog
):
    packs_dir.parent.mkdir(exist_ok=True)
    packs_dir.write_text("a file where the directory should be")
    assert [nightly.tick(at=at), nightly.tick(at=at + HOUR)] == [0, 0]
    task = Task.objects.open().get(kind="DOWNTIME_PACK_MISSING")
    assert (task.role, task.link) == ("NURSE", "/downtime/")
    assert visit.patient.family_name not in caplog.text
    page = page_of(nurse).get("/downtime/").content.decode()
    assert "The downtime pack for Tuesday 24 November is missing" in page
    packs_dir.unlink()
    assert nightly.tick(at=at + 2 * HOUR) == 1
    assert not Task.objects.open().filter(kind="DOWNTIME_PACK_MISSING").exists()


def test_a_nurse_makes_one_by_hand_and_the_page_says_when(visit, nurse, stopped_clock):
    client = page_of(nurse)
    assert client.post("/downtime/make/", {"day": "today"}).status_code == 302
    page = client.get("/downtime/").content.decode()
    assert "The downtime pack for Tuesday 24 November lies ready" in page
    assert "09:26" in page
    pack = DowntimePack.objects.kept().get()
    assert pack.created_at == stopped_clock == clock.now()
    again = client.post("/downtime/make/", {"day": "today"})
    assert again.status_code == 302
    assert DowntimePack.objects.kept().count() == 1
