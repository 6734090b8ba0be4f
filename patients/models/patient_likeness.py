"""Who on the books may be the same person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Collate

from clinic.audit import reads
from patients.letter.particulars import former_names
from patients.matching import phones
from patients.matching.birth_dates import slips
from patients.matching.likeness import Likeness, Profile, likeness
from patients.matching.names import FullName
from patients.models.patient_search import PhoneBackwards

if TYPE_CHECKING:
    from patients.models.patient import Patient, PatientQuerySet

LIMIT = 10
MOST_COMPARED = 500  # a birth date has a handful of people; a shared phone a family


@dataclass(frozen=True)
class Candidate:
    """Somebody on the books who is like the one asked about, and why."""

    patient: Patient
    likeness: Likeness


def alike(patients: PatientQuerySet, profile: Profile) -> list[Candidate]:
    """At most ten, likeliest first. Blocked by birth date and its slips, phone and outside number."""
    block = _block(profile)
    if not block:
        return []
    near = patients.filter(merged_into=None).alias(backwards=Collate(PhoneBackwards("phone"), "C"))
    people = list(near.filter(block).order_by("id")[:MOST_COMPARED])
    described = profiles(people)
    found = [
        Candidate(person, like)
        for person in people
        if (like := likeness(profile, described[person.pk])) is not None
    ]
    found.sort(key=lambda one: (-one.likeness.level, -one.likeness.score, one.patient.pk))
    return found[:LIMIT]


def _block(profile: Profile) -> Q:
    block = Q()
    if profile.birth_date is not None:
        block |= Q(birth_date__in=[profile.birth_date, *slips(profile.birth_date)])
    for phone in profile.phones:
        if key := phones.key(phone):
            block |= Q(backwards__startswith=key[::-1])
    for system, value in profile.identifiers:
        block |= Q(identifiers__system=system, identifiers__value=value)
    return block


def profiles(people: list[Patient]) -> dict[UUID, Profile]:
    """What is compared of each, with outside numbers and the former names its referrals gave."""
    from patients.models.patient import Identifier  # noqa: PLC0415 - it imports this module
    from patients.models.referral import Referral  # noqa: PLC0415

    ids = [person.pk for person in people]
    reads.note_all(ids, "patients.patient")
    numbers: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for patient_id, system, value in Identifier.objects.filter(patient_id__in=ids).values_list(
        "patient_id", "system", "value"
    ):
        numbers[patient_id].add((system, value))
    names: dict[UUID, list[FullName]] = defaultdict(list)
    for patient_id, person in Referral.objects.filter(patient_id__in=ids).values_list(
        "patient_id", "person"
    ):
        names[patient_id] += former_names(person)
    return {
        person.pk: Profile(
            names=_names(person, names[person.pk]),
            birth_date=person.birth_date,
            phones=(person.phone,) if person.phone else (),
            email=person.email,
            sex=person.sex if person.sex != "UNKNOWN" else "",
            identifiers=frozenset(numbers[person.pk]),
        )
        for person in people
    }


def _names(person: Patient, former: list[FullName]) -> tuple[FullName, ...]:
    names = [FullName(person.given_name, person.family_name)]
    if person.preferred_name:
        names.append(FullName(person.preferred_name, person.family_name))
    return (*names, *former)
