"""`manage.py setup_clinic`: the first site and its first manager, asked for or given."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.accounts.models import Membership, User
from clinic.policy.models import PolicyVersion
from clinic.sites.models import Site
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Harbor Test Clinic", "neutral_name": "Harbor", "timezone": "America/Denver", "jurisdiction": "US-NM",
    "phone": "505-555-0100", "manager_name": "Maya Fabricated", "manager_email": "maya@harbor.example",
}  # fmt: skip


def run(**answers) -> str:
    out = StringIO()
    call_command("setup_clinic", no_input=True, stdout=out, **answers)
    return out.getvalue()


def test_a_site_and_a_manager_who_chooses_a_password() -> None:
    out = run(**ANSWERS)
    site = Site.objects.get()
    assert (site.slug, site.timezone) == ("harbor", "America/Denver")
    member = Membership.objects.get()
    assert (member.role, member.user.has_usable_password()) == ("MANAGER", False)
    link = next(line for line in out.splitlines() if line.startswith("http"))
    path = link.removeprefix("http://localhost:8000")
    client = Client()
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get().check_password(PASSWORD)
    assert client.get(path, follow=True).status_code == 200
    assert "password1" not in client.get(path, follow=True).content.decode(), "the link works once"


def test_a_first_start_has_no_signed_policy() -> None:
    run(**ANSWERS)
    assert not PolicyVersion.objects.exists()


def test_a_second_run_changes_nothing() -> None:
    run(**ANSWERS)
    out = run(**ANSWERS)
    assert "There is a site called harbor already" in out
    assert "already has that role" in out
    assert (Site.objects.count(), Membership.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        ("timezone", "Denver", "There is no time zone called Denver."),
        ("manager_email", "maya", "valid email"),
        ("name", "", "An answer is needed."),
        ("phone", None, "Say --phone: Telephone."),
        ("jurisdiction", "New Mexico", "Write it like US-NM."),
        ("jurisdiction", "us-nm", "Write it like US-NM."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(name, answer, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(**{**ANSWERS, name: answer})
    assert not Site.objects.exists()


def test_it_asks_until_the_answer_can_be(monkeypatch, capsys) -> None:
    typed = iter(["Nowhere/Town", "America/New_York"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    out = StringIO()
    call_command("setup_clinic", stdout=out, **{**ANSWERS, "timezone": None})
    assert Site.objects.get().timezone == "America/New_York"
    assert "There is no time zone called Nowhere/Town." in capsys.readouterr().out
