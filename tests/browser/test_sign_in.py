"""Stepping in: password, second step, passkey, and the ways out, in a real browser."""

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, url, user):
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def test_the_password_opens_the_first_page_and_the_menu_signs_out(page, axe, live_server, manager):
    """Control: with Referrer-Policy no-referrer the browser sends ``Origin: null`` and this form is refused."""
    page.goto(f"{live_server.url}/accounts/login/")
    axe(page)
    sign_in(page, live_server.url, manager)
    assert page.get_by_role("heading", level=1).inner_text() == "Nobody is booked today."
    axe(page)
    page.get_by_text("Maya Fabricated").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")


def test_a_wrong_password_is_said_and_takes_the_focus(page, axe, live_server, manager):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail").fill(manager.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator(".errsum").wait_for()
    assert page.evaluate("document.activeElement.className") == "errsum"
    axe(page)


def test_the_keyboard_alone_is_enough(page, live_server, manager):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail").focus()
    page.keyboard.type(manager.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nobody is booked today.").wait_for()


def test_the_second_step_is_set_up_and_then_asked_for(page, new_page, axe, live_server, manager):
    sign_in(page, live_server.url, manager)
    page.goto(f"{live_server.url}/accounts/2fa/totp/activate/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Set up the second step").wait_for()
    axe(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Six digits").fill(digits(secret))
    page.get_by_role("button", name="Turn on").click()
    page.wait_for_load_state()
    axe(page)
    other = new_page()
    sign_in(other, live_server.url, manager)
    assert other.get_by_role("heading", level=1).inner_text() == "The second step"
    axe(other)


def digits(secret: str) -> str:
    now = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def test_a_passkey_can_be_added_with_the_strict_policy(page, axe, live_server, manager):
    """A virtual authenticator; control: an inline script in the page would be blocked and reported."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, live_server.url, manager)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Add").wait_for()
    axe(page)
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda address: "/add/" not in address)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    assert page.get_by_text("added").count() == 1
    axe(page)


@pytest.mark.parametrize(
    "path", ["accounts/password/reset/", "accounts/password/reset/done/", "accounts/signup/"]
)
def test_the_doors_beside_the_door_are_accessible(page, axe, live_server, site, path):
    page.goto(f"{live_server.url}/{path}")
    assert page.get_by_role("heading", level=1).count() == 1
    axe(page)


def test_an_address_that_is_not_there_says_so_in_our_words(
    page, csp_clean, axe, live_server, as_person, manager
):
    csp_clean.allow("status of 404")
    as_person(page, manager).goto(f"{live_server.url}/nowhere/")
    assert page.get_by_role("heading", level=1).inner_text() == "There is nothing here for you."
    axe(page)
