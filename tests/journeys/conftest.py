"""A real Chromium against the real site on loopback; nothing beyond it is reached."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from . import serving
from .fake_room import RENTED, SERVER, stand_in
from .watching import Watch

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """Journeys come last: from the first one on, this thread has the browser's event loop."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.fixture(scope="session")
def chromium():
    """One browser for the run. Playwright keeps an event loop in this thread, which Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="session")
def live_server():
    """Takes the place of pytest-django's, whose threads may outlive a test."""
    server = serving.live_server("localhost")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visitor(chromium, live_server, settings):
    """``visitor(javascript=False, width=360)`` opens a new private window and returns its page.

    Whatever a journey does, no window may have complained, and none may have asked a host but ours and the room's.
    """
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    windows, watches = [], []

    def open_window(*, javascript=True, width=360, dark=False):
        window = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            locale="uk-UA",
            accept_downloads=True,
        )
        window.set_default_timeout(30_000)
        stand_in(window)
        windows.append(window)
        watches.append(Watch(window, own=live_server.url, known=[SERVER, RENTED]))
        return window.new_page()

    yield open_window
    for window in windows:
        window.close()
    live_server.thread.httpd.hang_up()
    assert [complaint for watch in watches for complaint in watch.complaints] == []
