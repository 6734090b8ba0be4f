"""How the browser tests step in as somebody."""

import pytest


@pytest.fixture
def as_person(live_server, client):
    """`as_person(page, user)`: give a browser page that person's session."""

    def give(page, user):
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return give
