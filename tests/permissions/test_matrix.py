"""Every route × every role, against the hand-written table.

Allowed: anything but 401, 403 and 404 (a row of the world exists, so 404 would mean "hidden from you").
Not allowed: 401, 403 or 404, or a redirect to the sign-in page. Every POST is sent with an empty body, so a 400 or
422 for somebody who may not would mean that what was typed is looked at before who typed it: that is red too.
Control: with `has_permission` of clinic/accounts/api/permission.py answering True to every write, as it once did,
the routes whose body is read first answer 400 (asserted at the end of the walk).
Its first run was red: it found two verbs that moved an arrived visit, a 500, and an API description open to strangers.
"""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver

from clinic.accounts.action import Verb
from clinic.accounts.api.permission import MayAsk
from clinic.accounts.models import User
from tests.permissions.objects import address, api_models
from tests.permissions.table import expected
from tests.permissions.walk import _walk, routes
from tests.permissions.world import build

LETTERS = "DNPTMAX"
SHARED = (
    "consent-forms",
    "drug-products",
    "instruments",
    "interaction-rules",
    "protocol",
    "registrations",
    "visit-kinds",
)
REFUSED = {401, 403, 404}


def test_every_route_has_a_row_and_every_row_a_route():
    rows, there = set(expected()), set(routes())
    assert sorted(there - rows) == [], (
        "routes without a row in tests/permissions (table.py says how)"
    )
    assert sorted(rows - there) == [], "rows without a route"


def test_every_route_of_the_api_that_writes_names_its_verb():
    """A route without one is closed to everybody: the matrix would find it refusing those who may."""
    nameless = []
    for route, pattern in _walk(get_resolver().url_patterns, ""):
        view = pattern.callback
        if not route.startswith("api/v1/") or "post" not in getattr(view, "actions", {}):
            continue
        verb = view.initkwargs.get("verb", view.cls.verb)
        if not isinstance(verb, Verb):
            nameless.append(route)
    assert nameless == []


def _knock(client, method, path):
    """One request, undone afterwards; the status, or 403 when it was sent to the sign-in page."""
    mark = transaction.savepoint()
    try:
        if method == "GET":
            answer = client.get(path)
        elif path.startswith("/api/"):
            answer = client.post(path, "{}", content_type="application/json")
        else:
            answer = client.post(path)
        status = answer.status_code
        if status in {301, 302} and "/accounts/login" in answer["Location"]:
            status = 403
        return status
    finally:
        if connection.connection.info.transaction_status != 3 or mark:
            transaction.savepoint_rollback(mark)


def _read_before_asked(monkeypatch, client, world, models):
    """Routes that tell an auditor what is wrong with an empty body once nobody asks who is calling."""
    monkeypatch.setattr(MayAsk, "has_permission", lambda self, request, view: True)
    monkeypatch.setattr(MayAsk, "has_object_permission", lambda *given: True)
    paths = (address(route, world, models) for route in ("api/v1/rooms/", "api/v1/drug-products/"))
    return {path for path in paths if _knock(client, "POST", path) == 400}


@pytest.mark.long
@pytest.mark.timeout(1200)  # four thousand requests, on cores that others use too
@pytest.mark.django_db
def test_who_may_open_what(at, monkeypatch):
    world = build(at)
    models = api_models()
    wrong = []
    clients = {}
    for letter, person in world.people.items():
        clients[letter] = Client(raise_request_exception=False)
        clients[letter].force_login(User.objects.get(pk=person.pk))
        session = clients[letter].session
        session["site"] = str(world.house.site.pk)
        session.save()
    clients["nobody"] = Client(raise_request_exception=False)
    rows = sorted(expected().items(), key=lambda row: row[0][1])
    for (method, route), who in rows:
        try:
            path = address(route, world, models)
        except LookupError as missing:
            wrong.append(str(missing))
            continue
        for letter, client in clients.items():
            if letter == "outsider" and "<uuid:pk>" not in route:
                continue
            # Registers that belong to no site: wording, products, definitions. No patient's data.
            shared = any(word in route for word in SHARED)
            may = who == "*" or (letter in LETTERS and letter in who)
            status = _knock(client, method, path)
            page = method == "GET" and not route.startswith("api/") and who not in {"*", "?"}
            if page and not may and not shared:
                # A page that also takes a form: an empty one from the wrong person is refused unread.
                sent = _knock(client, "POST", path)
                if sent not in REFUSED | {405}:
                    wrong.append(f"POST {route} {letter}: {sent}, table says {who}")
            if status < 500 and (shared if letter == "outsider" else who == "?"):
                continue
            if status >= 500:
                wrong.append(f"{method} {route} {letter}: {status}")
            elif may == (status in REFUSED) and not (who == "*" and letter == "outsider"):
                wrong.append(f"{method} {route} {letter}: {status}, table says {who}")
    assert wrong == []
    assert len(_read_before_asked(monkeypatch, clients["A"], world, models)) == 2
