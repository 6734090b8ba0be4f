"""Two records of one person: a pointer, nothing moved, undone at will."""

from datetime import date

import pytest

from clinic.core.errors import InvalidInput, NotAllowed
from patients.actions import fact, merge
from patients.actions import patient as patients
from patients.models import Allergy, Course, Patient
from tests.patients.conftest import Walk

SNOMED = "http://snomed.info/sct"


@pytest.fixture
def pair(walk: Walk):
    return walk.register("Zelda", "First"), walk.register("Zelda", "Second")


def test_a_merged_record_points_to_the_other_and_keeps_its_rows(
    pair, walk, nurse, desk, at
) -> None:
    left, second = pair
    for record in pair:
        fact.confirm_allergy(record, name="Penicillin", by=nurse, at=at)
    merged = merge.merge(second, into=left, by=desk, at=at)
    assert merged.merged_into == left
    assert set(Allergy.objects.values_list("patient", flat=True)) == {left.pk, second.pk}
    assert list(Patient.objects.not_merged()) == [left]
    assert second.history.count() == 2


def test_what_only_the_second_record_knows_forbids_merging(pair, walk, nurse, desk, at) -> None:
    """An allergy nobody reads again hurts. Control, run: without ``_require_known`` the merge goes through: red."""
    left, second = pair
    fact.confirm_allergy(second, name="Penicillin", by=nurse, at=at)
    fact.confirm_condition(
        second, name="Stroke", code="230690007", code_system=SNOMED, by=nurse, at=at
    )
    with pytest.raises(merge.CannotMerge, match="knows 2 things") as refused:
        merge.merge(second, into=left, by=desk, at=at)
    assert "Penicillin" not in str(refused.value)
    fact.confirm_allergy(left, name="penicillin", by=nurse, at=at)
    fact.confirm_condition(
        left, name="Cerebral infarction", code="230690007", code_system=SNOMED, by=nurse, at=at
    )
    assert merge.merge(second, into=left, by=desk, at=at).merged_into == left


def test_a_merged_record_takes_no_new_entries(pair, desk, at) -> None:
    left, second = pair
    merge.merge(second, into=left, by=desk, at=at)
    with pytest.raises(patients.PatientMerged):
        patients.edit(second, phone="505-555-0100", by=desk, at=at)


def test_a_merge_can_be_undone(pair, desk, at) -> None:
    left, second = pair
    merge.merge(second, into=left, by=desk, at=at)
    merge.undo_merge(second, by=desk, at=at)
    patients.edit(second, phone="505-555-0100", by=desk, at=at)
    assert Patient.objects.not_merged().count() == 2
    with pytest.raises(merge.CannotMerge):
        merge.undo_merge(second, by=desk, at=at)


def test_a_course_that_never_began_is_closed_and_says_why(pair, walk, desk, at) -> None:
    left, second = pair
    course = walk.referred(second)
    merge.merge(second, into=left, by=desk, at=at)
    course.refresh_from_db()
    assert course.status == "CLOSED_NO_CONTACT"
    assert course.moves.latest("created_at", "id").note == "This record was merged into another."


def test_a_course_under_way_forbids_merging(pair, walk, desk, at) -> None:
    """Negative control: without the check the course of somebody in treatment vanishes from the lists."""
    left, second = pair
    walk.screening(walk.referred(second))
    with pytest.raises(merge.CannotMerge, match="under way"):
        merge.merge(second, into=left, by=desk, at=at)
    assert Course.objects.get().status == "SCREENING"
    assert merge.merge(left, into=second, by=desk, at=at).merged_into == second


def test_merging_goes_one_step_and_not_in_circles(pair, walk, desk, at) -> None:
    left, second = pair
    third = walk.register("Zelda", "Third", date(1980, 2, 14))
    merge.merge(second, into=left, by=desk, at=at)
    with pytest.raises(merge.CannotMerge):
        merge.merge(left, into=second, by=desk, at=at)
    with pytest.raises(merge.CannotMerge):
        merge.merge(left, into=third, by=desk, at=at)
    with pytest.raises(InvalidInput):
        merge.merge(third, into=third, by=desk, at=at)


def test_who_may_merge(pair, therapist, manager, other_desk, at) -> None:
    left, second = pair
    for person in (therapist, manager, other_desk):
        with pytest.raises(NotAllowed):
            merge.merge(second, into=left, by=person, at=at)


def test_nobody_merges_into_a_record_they_may_not_open(
    pair, other_desk, other_site, desk, at
) -> None:
    stranger = patients.register(
        other_site,
        given_name="Zelda",
        family_name="Far",
        birth_date=date(1980, 2, 14),
        by=other_desk,
        at=at,
    )
    with pytest.raises(NotAllowed):
        merge.merge(pair[1], into=stranger, by=desk, at=at)
