"""The pages in a real browser: by keyboard alone, on a phone, and for people who see or read otherwise."""

from collections.abc import Iterator

import pytest
from axe_core_python.base import AXE_SCRIPT
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from digest.core.issue import IssueState
from tests.browser import chromium, resize
from tests.web.site import EMAIL, ISSUE, PASSWORD, Site

# All in one process, which starts the browser once for each colour scheme.
pytestmark = pytest.mark.xdist_group("chromium")


@pytest.fixture(scope="module", params=["light", "dark"])
def browser(request: pytest.FixtureRequest) -> Iterator[Chrome]:
    with chromium(dark=request.param == "dark") as browser:
        yield browser


def sign_in(browser: Chrome, site: Site) -> None:
    """Sign in by keyboard: the first field has the focus."""
    browser.delete_all_cookies()
    browser.get(f"{site.url}/sign-in")
    WebDriverWait(browser, 20).until(lambda _: browser.switch_to.active_element.get_attribute("id") == "email")
    browser.switch_to.active_element.send_keys(EMAIL, Keys.TAB)
    browser.switch_to.active_element.send_keys(PASSWORD)
    enter(browser)


def enter(browser: Chrome) -> None:
    """Press the enter key, and wait for the page that it leads to."""
    page = browser.find_element(By.TAG_NAME, "html")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(browser, 20).until(staleness_of(page))


def tab_to(browser: Chrome, name: str) -> None:
    """Press the tab key until what is called `name`, and perhaps more, has the focus."""
    for _ in range(80):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.switch_to.active_element.accessible_name.startswith(name):
            return
    pytest.fail(f"“{name}” cannot be reached by keyboard")


def violations(browser: Chrome) -> list[tuple[str, list[str]]]:
    """What axe-core finds on the page; it cannot look into the frame, where no script runs."""
    browser.execute_script(AXE_SCRIPT)
    result = browser.execute_async_script("axe.run({iframes: false}).then(arguments[0])")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in result["violations"]]


def pages(site: Site) -> tuple[str, ...]:
    return (
        "/sign-in",
        "/desk",
        ISSUE,
        f"{ISSUE}?view=text",
        *(f"{ISSUE}?tab={tab}" for tab in ("story", "issue", "checks", "journal")),
        f"/u/{site.token()}",
        f"/u/{site.token()}/preferences",
        "/online/ouest",
        "/nothing",
    )


def test_editor_approves_by_keyboard_alone(browser: Chrome, site: Site) -> None:
    resize(browser, 1440)
    sign_in(browser, site)
    assert browser.current_url == f"{site.url}/desk"
    lead = site.issue().content.lead
    assert lead
    tab_to(browser, lead.story.lead.title)
    enter(browser)
    tab_to(browser, "Why here")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.find_element(By.CSS_SELECTOR, ".factors").is_displayed()
    tab_to(browser, "Approve")
    enter(browser)
    assert "Approved by Koffi" in browser.find_element(By.ID, "decision").text
    assert site.issue().state is IssueState.APPROVED


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_scrolls_sideways(browser: Chrome, site: Site, width: int) -> None:
    resize(browser, width)
    sign_in(browser, site)
    for path in pages(site):
        browser.get(site.url + path)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_keeps_anybody_out(browser: Chrome, site: Site, width: int) -> None:
    resize(browser, width)
    sign_in(browser, site)
    for path in pages(site):
        browser.get(site.url + path)
        browser.execute_script("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert violations(browser) == [], path


def test_preview_shows_the_issue_in_a_frame_without_power(browser: Chrome, site: Site) -> None:
    resize(browser, 1440)
    sign_in(browser, site)
    browser.get(f"{site.url}{ISSUE}?view=phone")
    frame = browser.find_element(By.CSS_SELECTOR, "iframe")
    assert (frame.size["width"], frame.get_attribute("sandbox")) == (377, "allow-popups")
    browser.switch_to.frame(frame)
    lead = site.issue().content.lead
    assert lead
    assert lead.story.lead.title in browser.find_element(By.TAG_NAME, "body").text


def test_subscriber_leaves_with_one_button(browser: Chrome, site: Site) -> None:
    browser.delete_all_cookies()
    browser.get(f"{site.url}/u/{site.token()}")
    tab_to(browser, "Se désabonner")
    enter(browser)
    assert "C’est fait." in browser.find_element(By.TAG_NAME, "main").text
    assert browser.get_cookies() == []
