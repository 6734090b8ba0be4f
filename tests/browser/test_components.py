"""The components page: every component in every state, in both themes, on a desk screen and on a phone."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIG_TEXT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("html { font-size: 200% }");
document.adoptedStyleSheets.push(sheet);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_is_accessible_in_both_themes(
    as_person, prescriber, page, axe, live_server, theme
):
    as_person(page, prescriber).goto(f"{live_server.url}/components/?theme={theme}")
    assert page.get_by_role("heading", level=1).inner_text() == "Components"
    axe(page)


def test_the_page_reflows_on_a_phone_without_scrolling_sideways(
    as_person, prescriber, phone_page, axe, live_server
):
    as_person(phone_page, prescriber).goto(f"{live_server.url}/components/")
    for width in (390, 320):
        phone_page.set_viewport_size({"width": width, "height": 844})
        wide = phone_page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} px of page on a screen of {width}"
    axe(phone_page)


def test_the_page_holds_at_twice_the_text_size(as_person, prescriber, page, live_server):
    as_person(page, prescriber).goto(f"{live_server.url}/components/")
    page.evaluate(BIG_TEXT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
