"""A run's Allure results, made into a report by the public generator and opened in the browser."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from .conftest import NODE

GENERATOR = NODE / "node_modules" / ".bin" / "allure"
# The generator puts its own analytics into each report; they ask a host outside.
OUTSIDE = re.compile(r'<script async src="https://[^>]*></script>')
ANALYTICS = re.compile(r"<script>(?:(?!</script>).)*?gtag\(.*?</script>", re.DOTALL)
SECONDS = 60


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The address of the report of a small run, without the generator's analytics."""
    if not (shutil.which("node") and GENERATOR.exists()):
        pytest.skip("Allure's generator is not installed; make clients does it")
    folder = tmp_path_factory.mktemp("allure")
    run = ["run", "--profile", "neo", "-k", "sendCallDtmf", "--out", folder / "out"]
    _done([sys.executable, "-m", "sipgate_compat", *run])
    config = ["--config", NODE / "allurerc.mjs", folder / "out" / "allure-results"]
    _done(["node", GENERATOR, "generate", *config], ALLURE_OUTPUT=str(folder / "report"))
    page = folder / "report" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert OUTSIDE.search(text), "there is nothing to take out any more"
    page.write_text(ANALYTICS.sub("", OUTSIDE.sub("", text)), encoding="utf-8")
    return page.as_uri()


def _done(command, **environment):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
    done = subprocess.run(
        [*map(str, command)],
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_report_shows_the_tests_and_asks_for_nothing(visit, report, output):
    page = visit(report)
    page.get_by_text("POST /calls/{callId}/dtmf").first.click()
    page.get_by_text("empty-body").first.wait_for()
    told = page.locator("body").inner_text()
    for case in ("empty-body", "letters-and-signs", "no-credentials"):
        assert case in told
    page.screenshot(path=output / "allure.png")


def test_the_report_shows_an_exchange_without_its_secrets(visit, report, output):
    page = visit(report)
    page.get_by_text("POST /calls/{callId}/dtmf").first.click()
    page.get_by_text("neo/sendCallDtmf/valid").first.click()
    page.get_by_text("HTTP exchange").first.click()
    page.get_by_text("204 No Content").first.wait_for()
    told = page.locator("body").inner_text()
    assert "/dtmf" in told
    assert "__ALLURE_REDACTED__" not in told
    page.screenshot(path=output / "allure-exchange.png")
