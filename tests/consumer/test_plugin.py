"""The plugin in somebody else's session."""

import re
import socket
import tomllib
from urllib.parse import urlsplit

import pytest

from sipgate_compat import pytest_plugin
from sipgate_compat.paths import CHECKOUT

pytest_plugins = ["pytester"]

NAME = "sipgate_compat.pytest_plugin"
OTHERS = ("schemathesis", "allure_pytest", "hypothesispytest")
ENTRY_POINTS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["entry-points"]


@pytest.fixture
def session(pytester, monkeypatch):
    """Run pytest on a file, with the plugin installed the way that pyproject.toml says."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "")
    points = "\n".join(f"{name} = {where}" for name, where in ENTRY_POINTS["pytest11"].items())
    installed = pytester.mkdir("installed") / "sipgate_compat_here-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: sipgate-compat-here\n")
    (installed / "entry_points.txt").write_text(f"[pytest11]\n{points}\n")
    pytester.syspathinsert(installed.parent)

    def run(text, *arguments):
        pytester.makepyfile(text)
        off = [word for each in OTHERS for word in ("-p", f"no:{each}")]
        return pytester.runpytest_inprocess("--strict-markers", *off, *arguments)

    return run


EVERYWHERE = """
    import pytest

    @pytest.mark.sipgate_profiles("neo", "classic")
    def test_named(sipgate_account):
        assert sipgate_account.profile == "neo"

    class TestAll:
        def test_all(self, sipgate_account):
            pass

    @pytest.mark.parametrize("sipgate_account", ["migrated"], indirect=True)
    def test_parametrised(sipgate_account):
        assert sipgate_account.profile == "migrated"
"""


def test_a_marked_test_runs_on_its_profiles(session):
    ran = session(EVERYWHERE, "-v")
    ran.assert_outcomes(passed=5, failed=1)
    ran.stdout.fnmatch_lines(
        ["*test_named[[]neo[]] PASSED*", "*test_named[[]classic[]] FAILED*", "*[[]migrated[]]*"]
    )


@pytest.mark.parametrize(
    "test, says",
    [
        pytest.param(
            "@pytest.mark.sipgate_profiles('noe')\ndef test_it(sipgate_account): pass",
            "no profile 'noe'; did you mean 'neo'?",
            id="typo",
        ),
        pytest.param(
            "@pytest.mark.sipgate_profiles('neo')\ndef test_it(sipgate_neo): pass",
            "does not use the fixture sipgate_account",
            id="no account",
        ),
        pytest.param(
            "@pytest.mark.sipgate_profiles(only='neo')\ndef test_it(sipgate_account): pass",
            "takes names of profiles only, not only=",
            id="keyword",
        ),
    ],
)
def test_a_mark_that_makes_no_sense_is_one_line(session, test, says):
    ran = session(f"import pytest\n{test}")
    ran.assert_outcomes(errors=1)
    where = "test_a_mark_that_makes_no_sense_is_one_line.py::test_it: marked sipgate_profiles"
    ran.stdout.fnmatch_lines([f"{where}, but {says.replace('?', '[?]')}"])
    ran.stdout.no_fnmatch_line("*Traceback*")


def test_a_mark_over_a_module_spares_tests_without_an_account(session):
    text = "import pytest\npytestmark = pytest.mark.sipgate_profiles('neo')\ndef test_it(): pass"
    session(text).assert_outcomes(passed=1)


def test_a_failed_test_shows_what_was_asked(session):
    ran = session("""
        import urllib.request

        def test_it(sipgate_neo):
            user = sipgate_neo.administrator
            ask = urllib.request.Request(sipgate_neo.base_url + "/calls", headers=user.bearer)
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(ask)
            assert not sipgate_neo.journal
    """)
    ran.stdout.fnmatch_lines(["*sipgate journal*", "neo: 200 GET /v2/calls (getCalls)"])


SHUFFLED = """
    import random

    def pytest_collection_modifyitems(items):
        random.Random(5).shuffle(items)
"""
SPREAD = """
    import os, pathlib, pytest

    @pytest.mark.parametrize("turn", range(3))
    def test_it(sipgate_account, turn):
        assert not sipgate_account.arrange("an-established-call")["callId"].startswith("?")
        url = sipgate_account.base_url
        pathlib.Path(os.environ["URLS"], os.environ["PYTEST_XDIST_WORKER"]).write_text(url)
        assert turn or sipgate_account.profile != "neo"
"""


def test_each_worker_has_an_emulator_that_ends_with_it(session, pytester, monkeypatch):
    monkeypatch.setenv("URLS", str(pytester.mkdir("urls")))
    pytester.makeconftest(SHUFFLED)
    session(SPREAD, "-n2", "-p", NAME).assert_outcomes(passed=8, failed=1)
    urls = {each.read_text() for each in (pytester.path / "urls").iterdir()}
    assert len(urls) == 2
    for url in urls:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0
    again = pytester.runpytest_inprocess("--lf", "--collect-only", "-q", "-p", NAME)
    again.stdout.fnmatch_lines(["*test_it[[]neo-0[]]", "1 test collected*"])


def test_it_can_be_left_out(session):
    ran = session("def test_it(sipgate_neo): pass", "-p", f"no:{NAME}")
    ran.stdout.fnmatch_lines(["*fixture 'sipgate_neo' not found"])


def test_it_is_one_plugin_however_often_it_is_named(session, pytester):
    pytester.makeconftest(f"pytest_plugins = [{NAME!r}, 'sipgate_compat.run.plugin']")
    ran = session("def test_it(sipgate_neo): pass", "-p", NAME, "--markers")
    assert ran.ret == 0
    assert ran.stdout.str().count("@pytest.mark.sipgate_profiles") == 1


def test_it_is_nothing_while_it_is_not_used(pytester):
    path = pytester.makepyfile("""
        import sys

        def test_it():
            print([each for each in sys.modules if each.partition(".")[0] == "sipgate_compat"])
    """)
    off = [word for each in OTHERS for word in ("-p", f"no:{each}")]
    ran = pytester.runpytest_subprocess("-s", "-q", *off, "-p", NAME, path)
    ran.stdout.fnmatch_lines([f"[[]'sipgate_compat', '{NAME}'[]]"])
    assert [each for each in vars(pytest_plugin) if each.startswith("pytest_")] == [
        "pytest_configure",
        "pytest_generate_tests",
    ]


def test_the_documentation_runs(session):
    page = (CHECKOUT / "docs" / "testing.md").read_text()
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE))
    session(code).assert_outcomes(passed=5)
