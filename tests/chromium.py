"""The Chromium of the system, for the tests that look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(name="chromium", scope="module")
def started_chromium() -> Iterator[Browser]:
    """Start the Chromium of the system; where there is none, CI must not pass."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not found:
        says = "no Chromium was found; install the package chromium of the system"
        if os.environ.get("CI"):
            pytest.fail(says)
        pytest.skip(says)
    with sync_playwright() as playwright:
        # The sandbox of Chromium does not work for root, as whom containers run.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
