"""What finishing a questionnaire keeps beside the total: groups, findings, cut-offs, totals counted elsewhere."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clinic.core.errors import DomainError, InvalidInput, NotAllowed
from patients.actions import measure
from patients.actions import patient as patients
from patients.actions.measure_result import NotAnswered
from patients.instruments.mdq import MDQ
from patients.instruments.meq30 import MEQ30
from patients.instruments.pcl5 import PCL5
from patients.instruments.qids import QIDS
from patients.models import MeasurePart, MeasureResponse, SafetyAlert


@pytest.fixture
def patient(walk):
    return walk.register()


@pytest.fixture
def record(walk, patient):
    def go(instrument, answers, **kwargs):
        return measure.record(
            kwargs.pop("patient", patient),
            instrument=instrument,
            answers=answers,
            by=walk.nurse,
            at=walk.at,
            **kwargs,
        )

    return go


def everywhere(instrument, value):
    return {item.key: min(value, item.highest) for item in instrument.items}


def kept(response):
    return {
        part.code: (part.value, part.met) for part in MeasurePart.objects.filter(response=response)
    }


def test_pcl5_keeps_its_clusters_beside_the_sum(record):
    response = record("PCL-5", everywhere(PCL5, 2) | {"6": 0, "7": 0})
    assert (response.total, response.band, response.positive) == (36, "PROBABLE", False)
    assert kept(response) == {
        "B": (Decimal(5), True),
        "C": (Decimal(0), False),
        "D": (Decimal(7), True),
        "E": (Decimal(6), True),
    }


def test_factor_means_are_kept_to_the_hundredth(record):
    response = record("MEQ30", everywhere(MEQ30, 4) | {"3": 5, "10": 5})
    assert (response.total, response.positive) == (None, True)
    assert kept(response)["INEFFABILITY"] == (Decimal("4.67"), True)


def test_mdq_is_positive_without_a_total(record):
    response = record("MDQ", everywhere(MDQ, 1) | {"15": 2})
    assert (response.total, response.positive, response.status) == (None, True, "COMPLETE")


def test_qids_adds_its_domains_and_calls_for_item_twelve(record):
    response = record("QIDS-SR16", everywhere(QIDS, 1))
    assert (response.total, response.band) == (9, "MILD")
    assert SafetyAlert.objects.get(response=response).item == "12"


@pytest.mark.parametrize(
    ("sex", "positive", "used"),
    [
        ("FEMALE", True, "FEMALE"),
        ("MALE", False, "MALE"),
        ("OTHER", None, ""),
        ("UNKNOWN", None, ""),
    ],
)
def test_audit_c_reads_the_recorded_sex(walk, record, sex, positive, used):
    person = patients.register(
        walk.site,
        given_name="Sorrel",
        family_name="Specimen",
        birth_date=walk.day(-15_000),
        sex=sex,
        by=walk.desk,
        at=walk.at,
    )
    response = record("AUDIT-C", {"1": 1, "2": 1, "3": 1}, patient=person)
    assert (response.total, response.positive, response.cutoff_sex) == (3, positive, used)


def test_where_the_recorded_sex_names_no_cutoff_a_person_chooses(walk, record):
    response = record("AUDIT-C", {"1": 1, "2": 1, "3": 1})
    assert response.positive is None
    chosen = measure.choose_cutoff(response, sex="FEMALE", by=walk.nurse, at=walk.at)
    assert (chosen.positive, chosen.cutoff_sex, chosen.total) == (True, "FEMALE", 3)
    chosen = measure.choose_cutoff(response, sex="MALE", by=walk.nurse, at=walk.at)
    assert chosen.positive is False
    with pytest.raises(InvalidInput, match="no such cut-off"):
        measure.choose_cutoff(response, sex="OTHER", by=walk.nurse, at=walk.at)
    with pytest.raises(NotAllowed):
        measure.choose_cutoff(response, sex="MALE", by=walk.desk, at=walk.at)


def test_a_cutoff_is_chosen_for_a_finished_form_that_has_one(walk, patient, record):
    begun = measure.start(patient, instrument="AUDIT-C", by=walk.nurse, at=walk.at)
    with pytest.raises(DomainError, match="Finish the questionnaire first"):
        measure.choose_cutoff(begun, sex="MALE", by=walk.nurse, at=walk.at)
    with pytest.raises(InvalidInput, match="no such cut-off"):
        measure.choose_cutoff(walk.phq9(patient), sex="MALE", by=walk.nurse, at=walk.at)


def test_a_total_counted_elsewhere_is_one_number_and_who_counted_it(walk, record):
    response = record("MADRS", {"TOTAL": 34}, scored_by="Dr. Nobody, County Hospital")
    assert (response.entry, response.total) == ("EXTERNAL", 34)
    assert response.scored_by == "Dr. Nobody, County Hospital"
    for wrong in (-1, 61):
        with pytest.raises(InvalidInput):
            record("MADRS", {"TOTAL": wrong}, scored_by="Dr. Nobody")


def test_a_total_from_nobody_is_refused_by_the_verb_and_by_the_database(walk, record):
    with pytest.raises(InvalidInput, match="who counted"):
        record("BDI-II", {"TOTAL": 20})
    response = record("BDI-II", {"TOTAL": 20}, scored_by="A colleague")
    response.scored_by = ""
    with pytest.raises(IntegrityError, match="says_by_whom"), transaction.atomic():
        MeasureResponse._base_manager.bulk_update([response], ["scored_by"])


def test_what_is_counted_here_is_not_counted_elsewhere(record):
    with pytest.raises(InvalidInput, match="counted here"):
        record("PHQ-9", {}, entry="EXTERNAL", scored_by="A colleague")


def test_paper_with_three_gaps_is_kept_without_a_total(record):
    answers = {key: 2 for key in everywhere(PCL5, 2) if key not in ("18", "19", "20")}
    response = record("PCL-5", answers, entry="PAPER")
    assert (response.status, response.total, response.prorated) == ("COMPLETE", None, False)
    assert response.positive is True  # every cluster is proven by what was answered


def test_handing_in_says_how_the_form_came_about(walk, patient):
    begun = measure.start(patient, instrument="URINARY", by=walk.nurse, at=walk.at)
    answers = {"OFTEN": 0, "URGE": 1, "NIGHT": 0, "PAIN": 1, "BLOOD": 0}
    yesterday = walk.day(-1)
    done = measure.hand_in(
        begun,
        answers=answers,
        entry="PAPER",
        answered_on=yesterday,
        by=walk.nurse,
        at=walk.at,
    ).response
    assert (done.entry, done.answered_on, done.positive) == ("PAPER", yesterday, True)


def test_a_day_to_come_is_refused_when_handing_in(walk, patient):
    begun = measure.start(patient, instrument="URINARY-1", by=walk.nurse, at=walk.at)
    with pytest.raises(InvalidInput, match="not come yet"):
        measure.hand_in(
            begun, answers={"1": 0}, answered_on=walk.day(1), by=walk.nurse, at=walk.at
        )


def test_an_open_form_has_no_finding(walk, patient):
    begun = measure.start(patient, instrument="MDQ", by=walk.nurse, at=walk.at)
    with pytest.raises(NotAnswered):
        measure.finish(begun, by=walk.nurse, at=walk.at)
    begun.positive = True
    with pytest.raises(IntegrityError, match="no_score"), transaction.atomic():
        MeasureResponse._base_manager.bulk_update([begun], ["positive"])
