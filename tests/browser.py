"""A real browser for tests: headless Chromium, driven by Selenium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from tests.required import skip_unless


@contextmanager
def chromium(*, dark: bool = False, language: str = "en") -> Iterator[Chrome]:
    """A browser with a fresh profile; skips the test where Chromium or its driver is missing."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    skip_unless(binary and driver, "Chromium and chromedriver are not installed (Debian: chromium-driver)")
    options = ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--accept-lang={language}"):
        options.add_argument(argument)
    browser = Chrome(options, ChromeService(driver))
    try:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        yield browser
    finally:
        browser.quit()


def resize(browser: Chrome, width: int, height: int = 900) -> None:
    """Give the page a window of that size, as a phone (under 600 px) or a desktop would."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
