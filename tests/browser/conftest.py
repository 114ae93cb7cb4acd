"""A real browser: Debian's chromium where it is installed, driven by Playwright.

One browser serves these tests and ends with them: while it is there, its driver has an event loop
running, and no other test of the process could have one. Whatever a page complains about or asks
for fails its test.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from sipgate_compat import paths
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.writers import WRITERS

from .runs import small, whole

NODE = Path(__file__).parent / "node"
OUTPUT = paths.CHECKOUT / "build" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"


def installed():
    """The browser's program; skips where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no chromium is installed; with apt: apt-get install chromium")
    return found


@pytest.fixture(scope="package")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = installed()
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """Write a run's page to a file and give its address."""
    folder = tmp_path_factory.mktemp("pages")
    kept = {}

    def render(name, make):
        if name not in kept:
            run = make()
            path = folder / f"{name}.html"
            path.write_text(WRITERS["html"].write(run, matrix(run)), encoding="utf-8")
            kept[name] = path.as_uri()
        return kept[name]

    return render


@pytest.fixture(scope="session")
def address(rendered):
    return rendered("small", small)


@pytest.fixture(scope="session")
def whole_address(rendered):
    return rendered("whole", whole)


@contextmanager
def _visits(browser):
    """Open pages in contexts of their own; a complaint or a request for anything else fails."""
    complaints, contexts = [], []

    def opened(url, more="", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda asked: _asked(asked.url, url, complaints))
        page.goto(f"{url}{more}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def _asked(url, page, complaints):
    inside = url.partition("#")[0].partition("?")[0] == page or url.startswith(("blob:", "data:"))
    if not inside:
        complaints.append(f"asked for {url}")


@pytest.fixture
def visit(browser):
    with _visits(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def one_page(browser, address):
    """A page that several tests share; each clears its filters first."""
    with _visits(browser) as opened:
        yield opened(address)


@pytest.fixture
def small_page(one_page):
    one_page.emulate_media(media="screen")
    one_page.evaluate("filters.reset(), filters.dispatchEvent(new Event('input'))")
    return one_page


@pytest.fixture(scope="session")
def output():
    """Where pictures and figures are left for people to look at; ignored by git."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    return OUTPUT
