"""Known deviations in a run: they excuse what they are for, and fail it once they are stale."""

import json

import pytest

HEAD = "# our list\n"
DTMF = "operations/rtcm/sendCallDtmf.yaml"
CASE = "neo/sendCallDtmf/empty-body"
NEEDED = "  # why\n  - case: '{case}'\n    target: {target}\n    reason: an experiment\n"
NEEDED += "    link: https://example.com/1\n    since: 2026-01-01\n    {end}\n"


def entry(case=CASE, target="emulator", end="expires: 2099-01-01"):
    return NEEDED.format(case=case, target=target, end=end)


@pytest.fixture
def known(checkout):
    """A copy of the contracts with these known deviations; runs some cases of Neo."""

    path = checkout.root / "contracts" / "deviations.yaml"

    def run(*entries, arguments=("-k", "neo/sendCallDtmf")):
        path.write_text(f"{HEAD}deviations:\n{''.join(entries)}")
        ran = checkout.python("sipgate_compat", "run", "--no-allure", *arguments)
        assert "Traceback" not in ran.stderr, ran.stderr
        return ran

    run.checkout, run.path = checkout, path
    return run


@pytest.fixture
def deviating(known):
    """The same, where the case deviates from its contract."""
    known.checkout.spoil(DTMF, "nothing is sent, status: 204", "nothing is sent, status: 205")
    return known


def report(known, name):
    return (known.checkout.root / "reports" / "latest" / name).read_text()


def test_an_entry_that_is_needed_excuses_its_case(deviating):
    ran = deviating(entry())
    assert (ran.returncode, "1 known" in ran.stdout) == (0, True), ran.stdout
    assert json.loads(report(deviating, "matrix.json"))["stale"] == []


def allure_result(known, name):
    folder = known.checkout.root / "reports" / "latest" / "allure-results"
    found = (json.loads(path.read_text()) for path in folder.glob("*-result.json"))
    return next(each for each in found if each["name"] == name)


def test_allure_is_told_of_a_known_deviation_and_of_its_issue(deviating):
    deviating(entry(), arguments=("--allure", "-k", "neo/sendCallDtmf"))
    said = allure_result(deviating, CASE)
    assert (said["status"], said["statusDetails"]["known"]) == ("failed", True)
    assert said["statusDetails"]["message"] == "known deviation: an experiment"
    assert ("issue", "https://example.com/1") in {(e["type"], e["url"]) for e in said["links"]}


def test_allure_is_told_of_a_contradiction(deviating):
    ended = entry(end="expires: 2026-01-02")
    deviating(ended, arguments=("--allure", "-k", "neo/sendCallDtmf"))
    said = allure_result(deviating, CASE)
    assert (said["status"], "known" in said["statusDetails"]) == ("failed", False)
    assert said["statusDetails"]["message"] == "contradiction: /status is 204, promised 205"
    assert "reproduce:" in said["statusDetails"]["trace"]


@pytest.mark.parametrize(
    "made, why",
    [
        pytest.param(entry(), "its case conforms", id="not needed"),
        pytest.param(entry("neo/sendCallDtmf/*"), "cases conform", id="no case needs it"),
        pytest.param(entry("neo/gone/x", "live"), "no case is called so", id="no such case"),
        pytest.param(entry(end="expires: 2026-01-02"), "it expired on 2026-01-02", id="its day"),
        pytest.param(entry(end="until: implemented"), "the page says implemented", id="the page"),
    ],
)
def test_a_stale_entry_fails_the_run_and_is_named(known, made, why):
    ran = known(made)
    assert ran.returncode == 1, ran.stdout
    assert "deviations.yaml: " in ran.stdout
    shows = (" ".join(ran.stdout.split()), *(report(known, n) for n in ("index.html", "junit.xml")))
    for shown in shows:
        assert why in shown
        assert "an experiment" in shown
    (found,) = json.loads(report(known, "matrix.json"))["stale"]
    assert why in found["said"]
    assert "## Known deviations to take out" in report(known, "matrix.md")


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(entry("classic/sendCallDtmf/empty-body"), id="another profile"),
        pytest.param(entry("*/sendCallDtmf/empty-body"), id="a case that was not put"),
    ],
)
def test_an_entry_whose_cases_were_not_put_is_not_stale(known, made):
    ran = known(made, arguments=("--profile", "neo", "-k", "sendCallDtmf"))
    assert ran.returncode == 0, ran.stdout


def test_an_expired_entry_excuses_nothing(deviating):
    ran = deviating(entry(end="expires: 2026-01-02"))
    shown = report(deviating, "matrix.md")
    assert (ran.returncode, "1 deviates" in ran.stdout) == (1, True), ran.stdout
    assert "a known deviation is no longer accepted" in shown


@pytest.mark.parametrize("workers", ["0", "2"])
def test_plain_pytest_fails_too_and_names_it(known, workers):
    known.path.write_text(f"deviations:\n{entry()}")
    ran = known.checkout.python("pytest", "-q", "-n", workers, "-k", "neo/sendCallDtmf")
    assert (ran.returncode, "its case conforms" in ran.stdout) == (1, True), ran.stdout


def test_the_clean_file_is_shown_and_nothing_edited(known):
    stays = entry("neo/getCalls/valid")
    ran = known(entry(), stays, arguments=("-k", "neo/sendCallDtmf", "--prune-known"))
    assert (ran.returncode, ran.stdout) == (1, f"{HEAD}deviations:\n{stays}")
    assert known.path.read_text() == f"{HEAD}deviations:\n{entry()}{stays}"


def test_the_clean_file_goes_where_it_was_told_to(known):
    arguments = ("-k", "neo/sendCallDtmf", "--prune-known-to", "clean.yaml")
    ran = known(entry(), arguments=arguments)
    assert (ran.returncode, "wrote clean.yaml" in ran.stderr) == (1, True)
    assert (known.checkout.root / "clean.yaml").read_text() == f"{HEAD}deviations: []\n"
    assert known.path.read_text() == f"{HEAD}deviations:\n{entry()}"


def test_the_file_is_edited_in_place_where_that_was_asked_for(known):
    known(entry(), arguments=("-k", "neo/sendCallDtmf", "--prune-known-in-place"))
    assert known.path.read_text() == f"{HEAD}deviations: []\n"


def test_a_file_without_stale_entries_is_shown_as_it_is(deviating):
    ran = deviating(entry(), arguments=("-k", "neo/sendCallDtmf", "--prune-known"))
    assert (ran.returncode, ran.stdout) == (0, deviating.path.read_text())
