"""What is on record becomes "look here" beside the row it may be about. Never a finding.

Nothing on record is never read as absent: these functions only add questions, they take none away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from patients.eligibility.assessment import age_on
from patients.eligibility.concept import Concept, When
from patients.eligibility.concepts import CONCEPTS
from patients.eligibility.exclusion import CATALOGUE
from patients.eligibility.exclusion import gettext_noop as _
from patients.eligibility.known import Kind, Known, KnownFact, KnownTest, Suggestion
from patients.eligibility.medicines import HINTS
from patients.eligibility.readings import OLD_AGE, READINGS
from patients.interactions.matching import recognise

SNOMED = "http://snomed.info/sct"
ICD = ("http://hl7.org/fhir/sid/icd-10", "urn:oid:2.16.840.1.113883.6.90")
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
WINDOWS = {When.THREE_MONTHS: timedelta(days=92), When.YEAR: timedelta(days=366)}
_ORDER = {exclusion.code: place for place, exclusion in enumerate(CATALOGUE)}
_KETAMINE = frozenset({"ketamine", "esketamine"})


def suggest(known: Known) -> tuple[Suggestion, ...]:
    """Every place to look, in the order of the sheet; one fact speaks once about one row."""
    said: dict[tuple[str, str], Suggestion] = {}
    for one in (*_conditions(known), *_allergies(known)):
        said.setdefault(one.key, one)
    spoken_for = frozenset(code for code, _source in said)
    for one in (*_medicines(known, spoken_for), *_tests(known), *_age(known)):
        said.setdefault(one.key, one)
    found = [one for one in said.values() if not _measured_otherwise(one, known)]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.code], one.source)))


def concepts_of(fact: KnownFact) -> Iterator[Concept]:
    """The kinds of condition a line is, by its code or, where there is none that is known, by its words."""
    for concept in CONCEPTS:
        if _is_coded(fact, concept) or concept.is_said_in(fact.text):
            yield concept


def _is_coded(fact: KnownFact, concept: Concept) -> bool:
    code = fact.code.strip().upper()
    if not code:
        return False
    if fact.system.startswith(ICD):
        return code.startswith(concept.icd_prefixes) if concept.icd_prefixes else False
    return fact.system in {"", SNOMED} and code in concept.snomed_codes


def _conditions(known: Known) -> Iterator[Suggestion]:
    for fact in known.facts:
        if fact.kind is not Kind.CONDITION:
            continue
        for concept in concepts_of(fact):
            for pointer in concept.points:
                if _is_in_time(fact, pointer.when, known.on):
                    yield _from_fact(pointer.row, fact, pointer.ask)


def _is_in_time(fact: KnownFact, when: When, on: date) -> bool:
    """A day nobody wrote down is never long ago."""
    match when:
        case When.EVER:
            return True
        case When.CURRENT:
            return fact.is_current
        case When.PAST:
            return not fact.is_current
        case _:
            last = fact.until or fact.since
            return fact.is_current or last is None or on - last <= WINDOWS[when]


def _allergies(known: Known) -> Iterator[Suggestion]:
    for fact in known.facts:
        if fact.kind is Kind.ALLERGY and _KETAMINE & recognise(fact.text).substances:
            yield _from_fact("X03", fact, _("What happened, and to which drug?"))


def _medicines(known: Known, spoken_for: frozenset[str]) -> Iterator[Suggestion]:
    for fact in known.facts:
        if fact.kind is not Kind.MEDICATION:
            continue
        read = recognise(fact.text, fact.code, fact.system)
        for hint in HINTS:
            if not (fact.is_current or hint.ever) or hint.explained_by & spoken_for:
                continue
            if hint.is_said_in(fact.text, read):
                for row in hint.rows:
                    yield _from_fact(row, fact, hint.ask)


def _from_fact(row: str, fact: KnownFact, ask: str) -> Suggestion:
    return Suggestion(
        code=row,
        source=fact.source,
        text=fact.text,
        ask=ask,
        coding=_coding(fact),
        since=fact.since,
        until=fact.until,
        is_current=fact.is_current,
        recorded_at=fact.recorded_at,
    )


def _coding(fact: KnownFact) -> str:
    if not fact.code:
        return ""
    if fact.system.startswith(ICD):
        return f"ICD-10 {fact.code}"
    names = {SNOMED: "SNOMED CT", RXNORM: "RxNorm"}
    return f"{names.get(fact.system, '')} {fact.code}".strip()


def _tests(known: Known) -> Iterator[Suggestion]:
    for test in known.tests:
        for hint in READINGS:
            if hint.kind == test.kind and hint.speaks(test):
                yield _from_test(hint.row, test, hint.ask)


def _from_test(row: str, test: KnownTest, ask: str) -> Suggestion:
    return Suggestion(
        code=row,
        source=test.source,
        text=test.text or test.kind,
        ask=ask,
        since=test.taken_at.date(),
        recorded_at=test.recorded_at,
        number=test.number,
    )


def _age(known: Known) -> Iterator[Suggestion]:
    years = age_on(known.birth_date, known.on)
    if years >= OLD_AGE:
        yield Suggestion(
            code="R02",
            source=f"{Kind.PERSON.value}:age",
            text=_("Age"),
            ask=_("Does the heart need a look first?"),
            number=str(years),
        )


def _measured_otherwise(one: Suggestion, known: Known) -> bool:
    """A line that says "30 or more" is answered by a body mass index that was measured."""
    if one.code != "R01" or not one.source.startswith(Kind.CONDITION.value):
        return False
    measured = [test for test in known.tests if test.kind == "BMI" and test.value is not None]
    return bool(measured) and all(hint.code != "R01" for hint in _tests(known))
