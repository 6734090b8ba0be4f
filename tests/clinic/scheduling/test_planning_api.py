# ruff: noqa: F811 - fixtures of another file
"""Planning by the API: the same previews, the same verbs, once per key."""

import json
from datetime import datetime

import pytest

from clinic.scheduling.models import Change
from tests.clinic.scheduling.planning import DAY, _now, page, planned, visits, weeks  # noqa: F401 - fixtures


@pytest.fixture
def call(page):
    """POST to the API with a key; answers with the status and the body."""

    def post(path, body, key=""):
        headers = {"Idempotency-Key": key} if key else {}
        got = page.post(
            f"/api/v1/changes/{path}", body, content_type="application/json", headers=headers
        )
        return got.status_code, got.json()

    return post


def accepted(lines):
    """The rows of a preview as they are sent back."""
    return [
        {name: line[name] for name in line if name not in {"label", "was", "reasons"}}
        for line in lines
    ]


def test_by_api_a_course_is_planned_moved_cancelled_and_taken_back_once_per_key(weeks, call):
    course = weeks.walk.ready()
    status, plan = call("preview-plan/", {"course": str(course.pk), "earliest": "2026-12-01"})
    assert (status, plan["rule"], len(plan["lines"])) == (200, "", 13)
    body = {"course": str(course.pk), "lines": accepted(plan["lines"])}
    status, change = call("plan/", body, key="plan-1")
    assert (status, change["kind"], len(change["lines"])) == (201, "PLAN", 13)
    assert call("plan/", body, key="plan-1") == (201, change)
    assert Change.objects.filter(kind="PLAN").count() == 1

    dose = visits(course)[3]
    to = dict(
        json.loads(
            json.dumps(next(r["to"] for r in plan["lines"] if r["key"] == str(dose.step_id)))
        )
    )
    for end in ("starts_at", "ends_at"):
        to[end] = (datetime.fromisoformat(to[end]) + 2 * DAY).isoformat()
    status, moving = call("preview-move/", {"appointment": str(dose.pk), "to": to})
    assert status == 200
    assert moving["kept"] + len(moving["lines"]) == 13
    body = {"site": str(weeks.site.pk), "lines": accepted(moving["lines"])}
    assert call("", body, key="move-1")[0] == 201
    status, refused = call("", body, key="move-2")
    assert (status, refused["code"]) == (409, "row-refused")
    assert "changed this visit meanwhile" in refused["detail"]

    fifth = visits(course)[5]
    asked = {"appointment": str(fifth.pk), "rest": "DROP", "reason": "PATIENT_ASKED"}
    status, ending = call("preview-cancel/", asked)
    assert {line["label"] for line in ending["lines"]} >= {"Dose 5", "Integration 5"}
    body = {"appointment": str(fifth.pk), "lines": accepted(ending["lines"])}
    assert call("cancel/", body, key="cancel-1")[0] == 201
    assert 5 not in visits(course)


def test_by_api_a_sick_day(planned, weeks, call):
    dose = visits(planned)[1]
    asked = {
        "site": str(weeks.site.pk),
        "staff": str(weeks.walk.therapist.pk),
        "day": dose.wall_date.isoformat(),
    }
    status, day = call("preview-sick-day/", asked)
    assert (status, day["rule"]) == (200, "")
    status, change = call("sick-day/", {**asked, "lines": accepted(day["lines"])}, key="sick-1")
    assert (status, change["kind"]) == (201, "SICK_DAY")
    assert visits(planned)[1].starts_at != dose.starts_at
