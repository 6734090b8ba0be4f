"""Tables that other migrations made are refused in one sentence, before `migrate` trips over them."""

import os

import psycopg
import pytest

from clinic.embedded.tables import made_by_others
from tests.embedded.test_up import lent

GONE = "INSERT INTO public.django_migrations (app, name, applied) VALUES (%s, '0099_gone', now())"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("app", "others"), [("dosing", True), ("clinic_elsewhere", False), ("account", False)]
)
def test_a_migration_of_ours_that_has_no_file_tells(app, others, test_database):
    """What other people's apps have run is theirs. Negative control: look at the labels of folders instead of apps."""
    url = test_database.url("owner")
    assert not made_by_others(url)
    with psycopg.connect(url) as owner:
        owner.execute(GONE, [app])
    try:
        assert made_by_others(url) is others
    finally:
        with psycopg.connect(url) as owner:
            owner.execute("DELETE FROM public.django_migrations WHERE name = '0099_gone'")


def test_an_empty_database_was_made_by_nobody(test_database):
    server = os.environ["DATABASE_ADMIN_URL"].rsplit("/", 1)[0]
    assert not made_by_others(f"{server}/template1")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_up_says_what_to_do_and_touches_nothing(checkout, start):
    """Negative control: without the question `migrate` goes on with what is there, or fails with a traceback."""
    first = start(checkout)
    first.wait_until_open()
    with psycopg.connect(lent(checkout)) as owner:
        owner.execute(GONE, ["patients"])
    assert first.end() == 0

    again = start(checkout)
    assert again.process.wait(120) == 1
    assert again.said.splitlines()[-1] == (
        f"The tables in {checkout / 'var'} were made by another version of the program and cannot be brought up to "
        f"date. To begin anew, remove {checkout / 'var'} and start again."
    )
    assert "Traceback" not in again.said
