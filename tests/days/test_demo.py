"""The demo clinic is a test: forty stories through the real actions, and each ends where its plot says."""

import pytest

from clinic.demo.plots import PLOTS, Stage, Today
from clinic.demo.telling import tell
from clinic.tasks.models import Task
from patients.models import Course, Patient
from sessions.models import DosingSession

ENDS_AS = {
    Stage.REFERRED: {"REFERRED"},
    Stage.NO_CONTACT: {"CLOSED_NO_CONTACT"},
    Stage.SCREENING: {"SCREENING"},
    Stage.DEFERRED: {"DEFERRED"},
    Stage.INELIGIBLE: {"INELIGIBLE"},
    Stage.ELIGIBLE: {"ELIGIBLE"},
    Stage.CONSENTED: {"CONSENTED", "PREPARING", "READY"},
    Stage.PREPARING: {"PREPARING"},
    Stage.READY: {"READY", "ACTIVE"},
    Stage.ACTIVE: {"ACTIVE"},
    Stage.REVIEW: {"REVIEW_DUE"},
    Stage.MAINTENANCE: {"MAINTENANCE"},
    Stage.PAUSED: {"PAUSED"},
    Stage.DISCONTINUED: {"DISCONTINUED"},
    Stage.COMPLETED: {"COMPLETED"},
}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_forty_stories_end_where_they_should(at):
    assert tell(at) == len(PLOTS) == Patient.objects.count()
    statuses = {
        (patient.site.slug, patient.full_name): Course.objects.get(patient=patient).status
        for patient in Patient.objects.select_related("site")
    }
    from clinic.demo.cast import name

    for plot in PLOTS:
        found = statuses[plot.place, " ".join(name(plot.number))]
        assert found in ENDS_AS[plot.stage], f"{plot.number}: {plot.stage} became {found}"
    running = [plot for plot in PLOTS if plot.today == Today.RUNNING]
    under_drug = DosingSession.objects.filter(status__in=["DOSING", "MONITORING"])
    # Besides the one in the chair, only those whose visit is still going on at this hour.
    assert len(running) <= under_drug.count() <= len(PLOTS)
    assert all((at - session.first_drug_at).total_seconds() < 4 * 3600 for session in under_drug)
    for task in Task.objects.open().filter(kind__in=["COURSE_REVIEW", "PAUSE_REVIEW"]):
        waits = Course.objects.get(pk=task.subject_id).status
        assert waits in {"REVIEW_DUE", "DEFERRED", "PAUSED"}, (
            f"{task.kind} of a course that is {waits}"
        )
    statuses_of_all = set(DosingSession.objects.values_list("status", flat=True))
    assert "CLOSED" in statuses_of_all
