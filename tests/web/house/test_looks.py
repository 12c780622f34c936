"""The pages of the house in a real browser: nobody is kept out, in either scheme, on a phone or a desk."""

import pytest
from selenium.webdriver import Chrome

from digest.db import deliveries, editions, issues
from tests.browser import chromium, resize
from tests.builders import TODAY
from tests.web.site import BEFORE_DUE, Site, approve_today
from tests.web.test_browser import sign_in, violations

pytestmark = pytest.mark.xdist_group("chromium")


PAGES = ("/desk/sending?still=1", "/desk/articles", "/desk/sources")


def look_at(browser: Chrome, url: str, width: int) -> tuple[object, list[tuple[str, list[str]]]]:
    resize(browser, width)
    browser.get(url)
    return browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), violations(browser)


@pytest.mark.parametrize("dark", [False, True])
def test_house_keeps_nobody_out(site: Site, dark: bool) -> None:
    approve_today(site.newsroom)
    with site.newsroom.store.writing() as session:
        issue = issues.save(session, issues.find(session, "ouest", TODAY).start())
        deliveries.plan(session, issue.id, editions.find(session, "ouest").id, now=BEFORE_DUE)
    with chromium(dark=dark) as browser:
        sign_in(browser, site)
        seen = {(page, width): look_at(browser, site.url + page, width) for page in PAGES for width in (390, 1440)}
    assert seen == dict.fromkeys(seen, (True, []))
