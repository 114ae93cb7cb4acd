"""Changes of behaviour, with fingerprints that every run has alike."""

import pytest

from sipgate_compat.history.drift import drift
from sipgate_compat.history.flapping import flapping

CASE = "neo/getHistory/valid"
OK, GONE, REFUSED = {"/status": "200"}, {"/status": "500"}, {"/status": "403"}


def kinds(found):
    return [each.kind for each in found]


def test_a_change_says_all_of_itself():
    labels = {"getHistory": ("GET", "/history")}
    (found,) = drift({CASE: OK}, {CASE: REFUSED}, labels=labels, day="2026-11-20")
    assert found.subject == "neo/getHistory/valid /status"
    assert (found.origin, found.kind, found.severity) == ("behaviour", "status-changed", "breaking")
    assert (found.method, found.path, found.profile) == ("GET", "/history", "neo")
    assert (found.old, found.new, found.seen, found.case) == ("200", "403", "2026-11-20", CASE)


def test_the_same_change_on_another_day_has_the_same_fingerprint():
    one = drift({CASE: OK}, {CASE: REFUSED}, day="2026-11-20")
    two = drift({CASE: OK}, {CASE: REFUSED}, day="2026-11-21")
    other = drift({CASE: OK}, {CASE: GONE})
    assert one[0].fingerprint == two[0].fingerprint != other[0].fingerprint


@pytest.mark.parametrize(
    "old, new, complete, found",
    [
        pytest.param({}, {CASE: OK}, True, ["case-added"], id="added"),
        pytest.param({CASE: OK}, {}, True, ["case-removed"], id="removed"),
        pytest.param({CASE: OK}, {}, False, [], id="a partial run removes nothing"),
        pytest.param({CASE: OK}, {CASE: {}}, True, [], id="not put this time"),
        pytest.param({}, {CASE: {}}, True, [], id="never put"),
        pytest.param({CASE: OK}, {CASE: OK}, True, [], id="the same"),
    ],
)
def test_cases_come_and_go(old, new, complete, found):
    assert kinds(drift(old, new, complete=complete)) == found


def test_the_worst_comes_first():
    old = {"neo/a/x": OK, "neo/b/x": OK, "neo/c/x": {"/status": "403"}}
    new = {"neo/a/x": OK, "neo/b/x": GONE, "neo/c/x": OK, "neo/d/x": OK}
    severities = [each.severity for each in drift(old, new)]
    assert severities == ["breaking", "notice", "info"]


@pytest.mark.parametrize(
    "lately, restless",
    [
        pytest.param([OK, GONE, OK, GONE, OK], True, id="four changes"),
        pytest.param([OK, GONE, OK, GONE], False, id="three changes"),
        pytest.param([OK, GONE, OK, GONE, *[OK] * 20], False, id="it came to rest"),
        pytest.param([OK] * 20, False, id="none"),
    ],
)
def test_flapping_is_four_changes_in_twenty_runs(lately, restless):
    assert flapping({CASE: lately}) == ({CASE: frozenset({"/status"})} if restless else {})


def test_values_that_come_and_go_do_not_flap():
    one, two = ({"/status": "200", "/body/type": f"string of {v}"} for v in ("CALL", "CALL|SMS"))
    assert flapping({CASE: [one, two] * 10}) == {}


def test_flapping_is_one_state_instead_of_an_alarm():
    states = [
        drift({CASE: OK}, {CASE: new}, flapping={CASE: frozenset({"/status"})})
        for new in (OK, GONE)
    ]
    assert [kinds(each) for each in states] == [["flapping"], ["flapping"]]
    assert states[0][0].fingerprint == states[1][0].fingerprint


def test_one_place_that_flaps_hides_no_other():
    old = {"/status": "403", "/error": "no"}
    new = {"/status": "200", "/latency": "up to 50 ms"}
    found = drift({CASE: old}, {CASE: new}, flapping={CASE: frozenset({"/latency"})})
    assert kinds(found) == ["flapping", "status-changed"]
