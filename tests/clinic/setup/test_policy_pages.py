"""The policy on its pages: every number with its bounds and source, signed by the medical director alone."""

import pytest
from django.utils.html import escape

from clinic.core import clock
from clinic.policy.models import PolicyVersion
from tests.clinic.setup.conftest import missing, words
from tests.people import PASSWORD


@pytest.fixture
def draft(site, office):
    office.post("/setup/policy/draft/")
    return PolicyVersion.objects.get()


def boxes(version, **changes):
    """What a browser would send: every box as the page shows it, then changed."""
    from clinic.setup.views.terms_form import TermsForm

    form = TermsForm(version.policy)
    sent = {}
    for name, field in form.fields.items():
        if name.startswith("offer."):
            if field.initial:
                sent[name] = "on"
        else:
            sent[name] = field.initial or ""
    return {k: v for k, v in (sent | changes).items() if v is not None}


def test_every_number_is_shown_with_unit_bounds_and_source(site, office, draft) -> None:
    page = words(office.get("/setup/policy/"))
    lines = draft.policy.describe()
    assert len(lines) > 60
    for line in lines:
        assert f'name="{line.path}"' in page
        assert escape(line.source) in page


def test_saving_without_a_change_changes_nothing(site, office, draft) -> None:
    before = draft.policy
    answer = office.post(f"/setup/policy/{draft.pk}/adjust/", boxes(draft))
    assert answer.status_code == 302
    assert PolicyVersion.objects.get().policy == before


def test_a_number_is_changed_inside_its_bounds_only(site, office, draft) -> None:
    place = f"/setup/policy/{draft.pk}/adjust/"
    refused = office.post(place, boxes(draft, **{"gate.screening_valid_days": "400"}))
    assert refused.status_code == 422
    page = words(refused)
    assert "400 is above the highest allowed, 180." in page
    assert 'href="#id_gate.screening_valid_days"' in page
    office.post(place, boxes(draft, **{"gate.screening_valid_days": "60", "note": "Stricter."}))
    draft = PolicyVersion.objects.get()
    assert (draft.policy.gate.screening_valid_days, draft.note) == (60, "Stricter.")


def test_a_route_is_left_out_and_taken_in_again(site, office, draft) -> None:
    place = f"/setup/policy/{draft.pk}/adjust/"
    office.post(place, boxes(draft, **{"offer.IV": None}))
    draft = PolicyVersion.objects.get()
    assert "IV" not in draft.policy.routes
    office.post(place, boxes(draft, **{"offer.IV": "on"}))
    assert "IV" in PolicyVersion.objects.get().policy.routes
    nothing = {f"offer.{route}": None for route in ("IV", "IM", "SL_RDT", "SL_TROCHE")}
    assert office.post(place, boxes(draft, **nothing)).status_code == 422


def test_only_the_medical_director_signs_and_with_the_password(
    site, office, draft, browse, director, prescriber
) -> None:
    """Negative control: without `capability=` on the action the other prescriber's signature stands."""
    place = f"/setup/policy/{draft.pk}/sign/"
    assert browse(prescriber).post(place, {"password": PASSWORD}).status_code == 403
    assert office.post(place, {"password": PASSWORD}).status_code == 403
    client = browse(director)
    assert 'name="gate.screening_valid_days"' not in words(client.get("/setup/policy/"))
    assert 'name="gate.screening_valid_days"' in words(client.get("/setup/policy/?edit"))
    wrong = client.post(place, {"password": "not it"})
    assert wrong.status_code == 422
    assert "That is not your password. Nothing was signed." in words(wrong)
    assert PolicyVersion.objects.in_force(site.pk, clock.now()) is None
    client.post(place, {"password": PASSWORD})
    signed = PolicyVersion.objects.in_force(site.pk, clock.now())
    assert signed is not None
    assert signed.signed_by == director
    assert "Clinical policy" not in missing(site)


def test_the_next_draft_says_what_was_in_force(site, office, draft, browse, director) -> None:
    browse(director).post(f"/setup/policy/{draft.pk}/sign/", {"password": PASSWORD})
    office.post("/setup/policy/draft/")
    second = PolicyVersion.objects.get(number=2)
    office.post(
        f"/setup/policy/{second.pk}/adjust/", boxes(second, **{"gate.screening_valid_days": "60"})
    )
    page = words(office.get("/setup/policy/"))
    assert "Version 2 is a draft. Version 1 is in force." in page
    assert "in force: 90" in page
    assert "Earlier versions" not in page


def test_a_nurse_reads_the_policy_and_changes_nothing(site, office, draft, browse, nurse) -> None:
    client = browse(nurse)
    page = words(client.get("/setup/policy/"))
    assert "This draft waits for the medical director." in page
    assert "<input" not in page.split("<main")[1]
    assert client.post(f"/setup/policy/{draft.pk}/adjust/", boxes(draft)).status_code == 403
