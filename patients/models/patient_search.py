"""Finding a person among many: by name however spelt, birth date, phone or record number.

Two steps, the cheap one first. Beginnings of names are looked up in a sorted index and are what people
mean when they type on; only when these are few is the spelling forgiven, by shared letter triples.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, Q, TextField, When
from django.db.models.functions import Collate

from patients.matching.names import plain
from patients.matching.query import Query

if TYPE_CHECKING:
    from patients.models.patient import Patient, PatientQuerySet


class SearchForm(Func):
    """Lower case, no accents, no punctuation: the database's own reading, the one its index holds."""

    function = "search_form"
    output_field = TextField()


class NameForm(Func):
    function = "name_form"
    output_field = TextField()


class PhoneBackwards(Func):
    function = "phone_backwards"
    output_field = TextField()


LIMIT = 20
ENOUGH = 5  # beginnings found; below this the spelling is forgiven as well
FEWEST_LETTERS = 3  # shorter, nearly everybody shares a triple
ALIKE = "0.5"  # of the letter triples of a word: oconel finds O'Connell, smithsen finds Smithson
MOST_WORDS = 4
FORMS = {
    "family_form": Collate(SearchForm("family_name"), "C"),
    "given_form": Collate(SearchForm("given_name"), "C"),
    "preferred_form": Collate(SearchForm("preferred_name"), "C"),
}


def search(patients: PatientQuerySet, query: Query, *, limit: int = LIMIT) -> list[Patient]:
    """At most `limit` of `patients`, likeliest first. Merged records are left out."""
    patients = patients.filter(merged_into=None)
    found = _by_number(patients, query, limit)
    if query.name and not found:
        found += _by_name(patients, query, limit)
    elif query.birth_dates:
        born = patients.filter(birth_date__in=query.birth_dates)
        found += born.order_by("family_name", "given_name", "id")[:limit]
    return list({patient.pk: patient for patient in found}.values())[:limit]


def _by_number(patients: PatientQuerySet, query: Query, limit: int) -> list[Patient]:
    found: list[Patient] = []
    if query.record:
        written = {query.record.upper()}
        if (digits := query.record.lstrip("Pp0")).isdigit():
            written.add(f"P{int(digits):06d}")
        found += patients.filter(record_number__in=written).order_by("record_number")[:limit]
    if query.phone:
        end = query.phone.lstrip("0")
        end = end[1:] if len(end) == 11 and end.startswith("1") else end
        backwards = Collate(PhoneBackwards("phone"), "C")
        found += (
            patients.alias(backwards=backwards)
            .filter(backwards__startswith=end[::-1])
            .order_by("backwards", "id")[:limit]
        )
    return found


def _by_name(patients: PatientQuerySet, query: Query, limit: int) -> list[Patient]:
    if query.birth_dates:
        patients = patients.filter(birth_date__in=query.birth_dates)
    form = _form_of(query.name)
    words = form.split(" ")
    if not form or len(words) > 2 * MOST_WORDS:
        return []
    named: Any = patients.alias(**FORMS)  # Any: the type checker does not know the alias names
    if len(words) == 1:
        found = _one_word(named, form, limit)
    else:
        found = list(_several_words(named, words[:MOST_WORDS])[:limit])
    if len(found) >= ENOUGH or len(form.replace(" ", "")) < FEWEST_LETTERS:
        return found
    found += _spelt_like(patients, words)[:limit]
    if not found and len(words) > 1:
        found = list(_spelt_like(patients, [max(words, key=len)])[:limit])
    return found


def _form_of(name: str) -> str:
    """The database's reading of what was typed; and from now on this connection forgives as much as we do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_form(%s), set_config('pg_trgm.word_similarity_threshold', %s, false)",
            [name, ALIKE],
        )
        form, _threshold = cursor.fetchone()
    return str(form)


def _one_word(named: Any, word: str, limit: int) -> list[Patient]:
    """A family, given or chosen name that begins so. Each in its index's order: whole names come first."""
    family = named.filter(family_form__startswith=word).order_by("family_form", "given_form", "id")
    given = named.filter(given_form__startswith=word).order_by("given_form", "family_form", "id")
    chosen = named.exclude(preferred_name="").filter(preferred_form__startswith=word)
    chosen = chosen.order_by("preferred_form", "family_form", "id")
    ids = [
        pk
        for (pk,) in family.values_list("pk")[:limit].union(
            given.values_list("pk")[:limit], chosen.values_list("pk")[:limit], all=True
        )
    ]
    place = {pk: number for number, pk in reversed(list(enumerate(ids)))}
    found = named.filter(pk__in=place)
    ranked = sorted(found, key=lambda one: (not _is_called(one, word), place[one.pk]))
    return ranked[:limit]


def _is_called(patient: Patient, word: str) -> bool:
    return word in {plain(patient.family_name), plain(patient.given_name), plain(patient.called)}


def _several_words(named: Any, words: list[str]) -> Any:
    """Given (or chosen) and family name in either order, each begun; whole names come first."""
    begun, whole = Q(), Q()
    for cut in range(len(words) + 1):
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        for family, given in ((first, second), (second, first)):
            begun |= _starts("family", family) & _starts("given", given)
            if family and given:
                chosen = _starts("preferred", given) & ~Q(preferred_name="")
                begun |= _starts("family", family) & chosen
                whole |= Q(family_form=family, given_form=given)
    first_whole = Case(When(whole, then=0), default=1, output_field=IntegerField())
    return named.filter(begun).order_by(
        first_whole, "family_name", "given_name", "birth_date", "id"
    )


def _starts(name: str, begin: str) -> Q:
    return Q(**{f"{name}_form__startswith": begin}) if begin else Q()


def _spelt_like(patients: PatientQuerySet, words: list[str]) -> PatientQuerySet:
    """Names with a part like each of the words, wherever it stands; likest first."""
    long = [word for word in words if len(word) >= FEWEST_LETTERS] or words
    alike = Q()
    for word in long:
        alike &= Q(name_form__trigram_word_similar=word)
    likeness = [TrigramWordSimilarity(word, F("name_form")) for word in long]
    return (
        patients.alias(name_form=NameForm("given_name", "family_name", "preferred_name"))
        .filter(alike)
        .alias(likeness=reduce(add, likeness))
        .order_by("-likeness", "family_name", "given_name", "id")
    )
