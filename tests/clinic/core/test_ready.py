"""A statement built once answers what the queryset would, to each who asks: never what another was shown."""

from uuid import uuid4

import pytest

from clinic.accounts.system import SETUP
from clinic.core.ready import Ready
from clinic.scheduling.models import VisitKind
from clinic.sites.models import Site

pytestmark = pytest.mark.django_db


def built(who, pk):
    return Site.objects.visible_to(who).filter(pk=pk)


def test_it_answers_as_the_queryset_in_whatever_order_people_ask(
    site, desk, other_site, other_desk
):
    """Control: with `fits` true for everybody, the second to ask is answered as the first."""
    other = other_site
    for people in ((SETUP, desk, other_desk), (other_desk, SETUP, desk)):
        ready = Ready(built)
        for who in (*people, *people):
            for pk in (site.pk, other.pk, uuid4()):
                assert ready(who, pk) == list(built(who, pk)), (who, pk)
    assert ready(desk, other.pk) == [] == ready(other_desk, site.pk)
    assert ready(SETUP, other.pk) == [other]


def test_a_person_of_no_site_sees_nothing(site, desk):
    class Nobody:
        def sites_with(self, permission):
            return frozenset()

        def patient_id(self):
            return None

    ready = Ready(built)
    assert ready(Nobody(), site.pk) == []
    assert ready(desk, site.pk) == [site]
    assert ready(Nobody(), site.pk) == []


def test_rows_are_whole_instances_that_can_be_saved(site, desk):
    ready = Ready(built)
    ready(desk, site.pk)
    (found,) = ready(desk, site.pk)
    assert not found.changed_fields()
    assert found.version == Site.objects.get(pk=site.pk).version


def test_the_second_call_builds_nothing(site, desk):
    calls = []

    def counted(who, pk):
        calls.append(pk)
        return built(who, pk)

    ready = Ready(counted)
    assert ready(desk, site.pk) == ready(desk, site.pk) == ready(desk, site.pk) == [site]
    assert len(calls) == 2  # once with stand-ins, once for the first who asked


def test_columns_that_need_converting_come_as_django_gives_them():
    ready = Ready(lambda _who, code: VisitKind.objects.filter(code=code))
    for kind in VisitKind.objects.all():
        for _again in range(2):
            (found,) = ready(None, kind.code)
            assert (found.needs, found.equipment, found.minutes) == (
                kind.needs,
                kind.equipment,
                kind.minutes,
            )


def test_a_value_changed_on_its_way_is_refused(site):
    """A stand-in that is not found again would stay in the statement for good."""
    ready = Ready(lambda _who, text: VisitKind.objects.filter(name__contains=text))
    with pytest.raises(RuntimeError, match="changed on its way"):
        ready(None, "Dos")
