"""The gate on pages: every mend leads to a page, and the desk reads no clinical word."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from clinic.scheduling.models.visit_row import read_rows
from clinic.web.boards import blockers, today
from clinic.web.boards.gate import panel_of
from sessions import mending
from sessions.gate import Level, Verdict
from sessions.gate.verdict import Mend
from sessions.models import DosingSession
from sessions.outlook import blocking, verdicts_for
from sessions.views.checklist import ASKED

ROOT = Path(__file__).resolve().parents[3]


def test_every_kind_of_mend_the_gate_names_leads_to_a_page_or_is_mended_at_the_chair():
    source = "".join(path.read_text() for path in (ROOT / "sessions" / "gate").glob("*.py"))
    named = set(re.findall(r'Mend\("([a-z_.]+)"', source))
    assert len(named) > 10
    here = {"equipment.check", "licence.record", "policy.sign"}
    assert named - here <= set(mending.PAGES)
    for kind in mending.PAGES:
        assert mending.link_of(Mend(kind, str(uuid4()))).href.startswith("/")


def test_a_check_is_put_right_on_the_session_s_own_page_and_nowhere_else():
    """Each part the gate may point at is a part of the checklist: a link without a target goes nowhere."""
    page = (ROOT / "sessions" / "templates" / "sessions" / "checklist.html").read_text()
    session = DosingSession(id=uuid4(), patient_id=uuid4())
    for kind, part in mending.HERE.items():
        mend = Mend(kind, str(session.pk))
        assert mending.link_of(mend) is None
        assert mending.link_of(mend, session).href == f"#{part}"
        assert f'id="{part}"' in page or part in ASKED
    for kind in mending.ASKED:
        asked = mending.link_of(Mend(kind, str(session.pk)), session)
        assert asked.href == f"/patients/{session.patient_id}/record/#ask"


def verdict(level, sentence, blocks=True, resolved=None, desk="A clinical check is open."):
    return Verdict("G00", level, sentence, desk, "", (), None, True, resolved, blocks)


def test_the_worst_verdict_comes_first_and_what_passes_is_folded():
    panel = panel_of(
        [
            verdict(Level.PASS, "Weight is fresh.", blocks=False),
            verdict(Level.WARN, "No escort.", blocks=False),
            verdict(Level.HARD, "Consent is out of date."),
            verdict(Level.RX, "Fasted 5 h.", blocks=False, resolved="override"),
        ],
        "Gate",
    )
    assert [row.level for row in panel.open] == ["HARD", "WARN"]
    assert len(panel.passed) == 2
    assert panel.counts == [("danger", "1 stop"), ("info", "1 warning")]
    assert panel.stop == "Consent is out of date."


def test_no_verdicts_no_panel():
    assert panel_of([], "Gate") is None


@pytest.mark.django_db
def test_the_board_of_the_desk_says_not_ready_without_a_clinical_word(
    client, day, walk_to_dosing_visit, desk, nurse, stopped_clock
):
    """Control: showing `sentence` instead of `desk_sentence` puts the gate's clinical words on the board."""
    visit = walk_to_dosing_visit("14:00")
    clinical = {
        v.sentence
        for rows in blocking(verdicts_for([visit.pk], stopped_clock)).values()
        for v in rows
        if v.desk_sentence != v.sentence
    }
    assert clinical
    client.force_login(desk)
    text = client.get(reverse("web:today")).content.decode()
    assert "1 person is not ready" in text
    assert not [sentence for sentence in clinical if sentence in text]
    shown = today.load(day.site, desk, day.site.today(stopped_clock), stopped_clock)
    assert shown.not_ready[0].blocker.sentence


@pytest.mark.django_db
def test_the_desk_is_offered_what_it_can_mend(day, walk_to_dosing_visit, stopped_clock):
    visit = walk_to_dosing_visit("14:00")
    rows = read_rows(type(visit).objects.filter(pk=visit.pk))
    found = blockers.blockers_of(rows, stopped_clock)[visit.pk]
    assert found.href in {"", reverse("scheduling:escort", args=[visit.pk])}


@pytest.mark.django_db
def test_the_course_page_shows_the_gate_and_its_stop_to_people_who_treat(
    client, walk_to_dosing_visit, nurse, stopped_clock
):
    visit = walk_to_dosing_visit("14:00")
    client.force_login(nurse)
    text = client.get(reverse("web:course", args=[visit.course_id])).content.decode()
    assert "Gate for the next dose" in text
    assert "Session 1 cannot be given:" in text
    assert "verdict--hard" in text
