"""The pages of referrals and registration, as the desk, a nurse and a stranger see them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinic.outbox.models import ContactPoint
from patients.models import Condition, Patient, Referral
from tests.clinic.fhir.bundles import own

UPLOAD = "/referrals/upload/"


@pytest.fixture
def browse():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def upload(client, *names, **raw):
    files = [SimpleUploadedFile(f"{name}.json", own(name)) for name in names]
    files += [SimpleUploadedFile(name, data) for name, data in raw.items()]
    return client.post(UPLOAD, {"bundles": files})


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_one_good_file_leads_to_its_referral(site, desk, browse) -> None:
    answer = upload(browse(desk), "r4_transaction")
    assert answer.status_code == 302
    assert answer["Location"] == f"/referrals/{Referral.objects.get().pk}/"


def test_several_files_are_answered_one_by_one(site, desk, browse) -> None:
    answer = upload(browse(desk), "r4_transaction", "r4_collection", broken=b"{")
    assert answer.status_code == 422
    page = words(answer)
    assert "1 file was refused. Nothing of it was kept." in page
    assert "The file is not JSON: reading stopped at line 1" in page
    assert "The birth date is not complete." in page
    assert Referral.objects.count() == 2


def test_an_empty_upload_is_a_sentence(site, desk, browse) -> None:
    assert browse(desk).post(UPLOAD, {}).status_code == 422
    assert "The file is empty." in words(upload(browse(desk), nothing=b""))


def test_the_desk_reads_who_and_never_what(site, desk, nurse, browse) -> None:
    """Negative control: showing the lines to `may_import` instead of `sees_chart` puts the diagnosis here."""
    answer = upload(browse(desk), "r4_transaction")
    page = words(browse(desk).get(answer["Location"]))
    assert "A clinician reviews what this referral says." in page
    assert "Testperson42" in page
    for secret in ("depression", "Sertraline", "Penicillin", "mm[Hg]", "Electroconvulsive"):
        assert secret not in page
    page = words(browse(nurse).get(answer["Location"]))
    for shown in (
        "Major depression",
        "Sertraline",
        "Penicillin V",
        "128.2 mm[Hg]",
        "Electroconvulsive",
    ):
        assert shown in page


def test_a_nurse_confirms_and_sets_aside_on_the_page(site, desk, nurse, browse) -> None:
    place = upload(browse(desk), "r4_transaction")["Location"]
    referral = Referral.objects.get()
    lines = {line.text: str(line.pk) for line in referral.facts.all()}
    client = browse(nurse)
    depression = lines.pop("Major depression, recurrent")
    assert (
        client.post(f"{place}settle/", {"facts": [depression], "verb": "confirm"}).status_code
        == 302
    )
    assert Condition.objects.get().name == "Major depression, recurrent"
    refused = client.post(f"{place}settle/", {"facts": list(lines.values()), "verb": "reject"})
    assert refused.status_code == 422
    assert words(refused).count(" checked>") == 3
    nothing = client.post(f"{place}settle/", {"verb": "confirm"})
    assert "Choose at least one line." in words(nothing)
    client.post(
        f"{place}settle/", {"facts": list(lines.values()), "verb": "reject", "because": "Old."}
    )
    referral.refresh_from_db()
    assert referral.status == "SETTLED"
    line = referral.facts.filter(status="REJECTED").first()
    client.post(f"/referral-lines/{line.pk}/take-up-again/")
    assert "1 line waits for a clinician." in words(client.get(place))


def test_the_desk_completes_what_a_letter_left_out(site, desk, browse) -> None:
    client = browse(desk)
    place = upload(client, "r4_collection")["Location"]
    page = words(client.get(place))
    assert "Who is José María Ñandú-D’Égal?" in page
    assert "The birth date is not complete." in page
    typed = {"given_name": "José", "family_name": "Ñandú", "birth_date": "soon"}
    refused = client.post(f"{place}register/", typed)
    assert refused.status_code == 422
    assert "Type the day, the month and the year of birth." in words(refused)
    client.post(f"{place}register/", typed | {"birth_date": "1 Jul 1957"})
    assert Patient.objects.get().birth_date.isoformat() == "1957-07-01"


def test_the_desk_says_who_it_is(site, desk, browse) -> None:
    client = browse(desk)
    client.post(
        "/patients/register/",
        {
            "given_name": "Jose Maria",
            "family_name": "Nandu-d'Egal",
            "birth_date": "7/1/1957",
            "phone": "(505) 555-0001",
        },
    )
    known = Patient.objects.get()
    place = upload(client, "stu3_collection")["Location"]
    refused = client.post(f"{place}attach/", {"patient": str(known.pk)})
    assert refused.status_code == 422, "it has a patient already"
    place = upload(client, "r4_collection")["Location"]
    client.post(f"{place}attach/", {"patient": str(known.pk)})
    assert Referral.objects.get(pk=place.split("/")[2]).patient == known


def test_registering_asks_before_a_second_record(site, desk, browse) -> None:
    client = browse(desk)
    typed = {"given_name": "Zelda", "family_name": "Testperson", "birth_date": "3/4/1984"}
    first = client.post("/patients/register/", typed)
    assert first["Location"] == f"/patients/{Patient.objects.get().pk}/"
    asked = client.post("/patients/register/", typed | {"family_name": "Testpersen"})
    assert asked.status_code == 422
    page = words(asked)
    assert "Is this somebody we know?" in page
    assert "The same birth date. A name one letter apart." in page
    assert Patient.objects.count() == 1
    client.post("/patients/register/", typed | {"family_name": "Testpersen", "compared": "on"})
    assert Patient.objects.count() == 2


def test_two_records_are_compared_and_merged(site, desk, browse) -> None:
    client = browse(desk)
    for name in ("Testperson", "Elsewhere"):
        client.post(
            "/patients/register/",
            {"given_name": "Zelda", "family_name": name, "birth_date": "3/4/1984"},
        )
    one, two = Patient.objects.order_by("pk")
    assert "Are these one person?" in words(client.get(f"/patients/{one.pk}/compare/{two.pk}/"))
    client.post(f"/patients/{two.pk}/merge/", {"into": str(one.pk)})
    two.refresh_from_db()
    assert two.merged_into == one
    client.post(f"/patients/{two.pk}/undo-merge/")
    two.refresh_from_db()
    assert two.merged_into is None


def test_declining_on_the_page(site, desk, nurse, browse) -> None:
    place = upload(browse(desk), "r4_transaction")["Location"]
    refused = browse(desk).post(f"{place}decline/", {"because": "junk"})
    assert refused.status_code == 422
    assert "must see what it says" in words(refused)
    browse(nurse).post(f"{place}decline/", {"because": "Treated elsewhere."})
    assert "This referral was declined." in words(browse(nurse).get(place))


def test_the_list_says_what_waits(site, desk, nurse, browse) -> None:
    client = browse(desk)
    assert "No referral is waiting." in words(client.get("/referrals/"))
    upload(client, "r4_transaction", "r4_collection")
    assert "1 to identify, 1 to review." in words(client.get("/referrals/"))
    assert "depression" not in words(client.get("/referrals/")).lower()


def test_other_sites_and_other_roles_open_nothing(
    site, desk, other_desk, auditor, manager, browse
) -> None:
    place = upload(browse(desk), "r4_transaction")["Location"]
    assert browse(other_desk).get(place).status_code == 404
    for person in (auditor, manager):
        assert browse(person).get(place).status_code == 403
        assert browse(person).get(UPLOAD).status_code == 403


@pytest.fixture
def public(site):
    return Client(), f"/refer/{site.slug}/"


ASKING = {
    "given_name": "Zelda", "family_name": "Testperson", "birth_date": "3/4/1984", "phone": "505-555-0142",
    "words": "Nothing else helped.", "website": "",
}  # fmt: skip


def test_anybody_may_ask_to_be_treated(public) -> None:
    client, place = public
    assert client.get(place).status_code == 200
    answer = client.post(place, ASKING)
    assert answer["Location"] == f"{place}thank-you/"
    assert "Thank you" in words(client.get(answer["Location"]))
    referral = Referral.objects.get()
    assert (referral.origin, referral.course.status) == ("SELF", "REFERRED")
    assert ContactPoint.objects.get().consented_at is not None


def test_a_known_person_reads_the_same_words(public) -> None:
    """Nobody can find out who is treated here by asking in their name."""
    client, place = public
    first, second = client.post(place, ASKING), client.post(place, ASKING)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Patient.objects.count() == 1


def test_a_program_that_fills_in_the_trap_is_thanked_and_forgotten(public) -> None:
    client, place = public
    answer = client.post(place, ASKING | {"website": "http://spam.example"})
    assert answer["Location"] == f"{place}thank-you/"
    assert not Referral.objects.exists()


def test_the_sixth_in_an_hour_is_refused_with_a_sentence(public) -> None:
    """Negative control: without the throttle all seven are kept."""
    client, place = public
    answers = [client.post(place, ASKING | {"birth_date": f"3/{n}/1984"}) for n in range(1, 8)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "Call us instead." in words(answers[-1])
    assert Referral.objects.count() == 5


def test_what_is_missing_is_said_beside_its_field(public) -> None:
    client, place = public
    answer = client.post(place, ASKING | {"phone": "mother's", "birth_date": "3/4/2090"})
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_a_closed_or_unknown_site_takes_nobody(public) -> None:
    assert public[0].get("/refer/nowhere/").status_code == 404
