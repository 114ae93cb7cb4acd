"""Each roughness of a live API ends in its class and its exit code, and blames nobody else."""

import base64

import pytest

from sipgate_compat.contract.model import PROFILES
from sipgate_compat.run.outcome import exit_code

CASE = "neo/getHistory/valid"
CHANGES, SENT_TO = "neo/sendWebSms/valid", "/v2/sessions/sms"
HTML = {"Content-Type": "text/html"}
PAGE = "<!doctype html><title>Proxy</title>"
DATE = "Wed, 25 Nov 2026 09:00:07 GMT"


def limited(seconds, times=1):
    return {"status": 429, "headers": {"Retry-After": seconds}, "times": times}


def asked(rough):
    """The requests of the case itself; a limit is what recognises an account."""
    return [each for each in rough.arrived("/v2/history") if "limit=1" not in each["path"]]


@pytest.mark.parametrize(
    "kind, more, slept",
    [
        pytest.param("status", limited("7"), [7], id="429 with seconds"),
        pytest.param("status", limited(DATE), [7], id="429 with a date"),
        pytest.param("status", limited("soon"), [0.5], id="429 without sense"),
        pytest.param("status", {"status": 502}, [0.5], id="502 once"),
        pytest.param("status", {"status": 503, "times": 2}, [0.5, 2], id="503 twice"),
        pytest.param("reset", {}, [0.5], id="reset in the middle of a body"),
    ],
)
def test_what_only_reads_is_asked_again(make_live, rough, clock, kind, more, slept):
    live = make_live()
    rough.meets(kind, "/v2/history", **more)
    assert (live.verdict(CASE).verdict, clock.slept) == ("conforms", slept)
    assert len(asked(rough)) == len(slept) + 1


@pytest.mark.parametrize(
    "kind, more, outcome, failure, code, arrived",
    [
        pytest.param("status", limited("1", 9), "errored", "429", 3, 3, id="always 429"),
        pytest.param("status", limited("3600"), "skipped", "429", 3, 1, id="429 for an hour"),
        pytest.param("status", {"status": 503, "times": 9}, "errored", "5xx", 3, 3, id="503"),
        pytest.param("status", {"status": 500, "times": 9}, "deviates", "5xx", 1, 1, id="500"),
        pytest.param("reset", {"times": 9}, "errored", "network", 3, 3, id="resets"),
        pytest.param("slow", {"times": 9}, "errored", "network", 3, 3, id="slow"),
        pytest.param(
            "status",
            {"status": 200, "headers": HTML, "body": PAGE},
            *("errored", "network", 3, 1),
            id="a proxy's page",
        ),
        pytest.param(
            "status",
            {"status": 403, "headers": HTML, "body": PAGE},
            *("errored", "network", 3, 1),
            id="a proxy's refusal",
        ),
        pytest.param(
            "status",
            {"status": 302, "headers": {"Location": "/v2/calls"}},
            *("errored", "refused", 3, 1),
            id="a redirect to itself",
        ),
        pytest.param("status", {"status": 401}, "errored", "refused", 3, 1, id="401"),
        pytest.param("status", {"status": 403}, "errored", "refused", 3, 1, id="403"),
        pytest.param("status", {"status": 404}, "deviates", "wrong", 1, 1, id="404"),
        pytest.param(
            "status",
            {"status": 200, "headers": {"Content-Type": "application/json"}, "body": "[]"},
            *("deviates", "wrong", 1, 1),
            id="a wrong body",
        ),
    ],
)
def test_a_roughness_has_its_class(
    make_live, rough, emulator_ready, kind, more, outcome, failure, code, arrived
):
    live = make_live(timeout=0.2 if kind == "slow" else 10.0)
    rough.meets(kind, "/v2/history", **more)
    verdict = live.verdict(CASE)
    assert (verdict.verdict, verdict.failure) == (outcome, failure), verdict.reason
    assert exit_code(None, [verdict], 1) == code
    assert len(asked(rough)) == arrived
    assert emulator_ready["accounts"]["neo"]["token"] not in verdict.model_dump_json()


@pytest.mark.parametrize(
    "kind, more",
    [
        ("reset", {"times": 9}),
        ("status", limited("1", 9)),
        ("status", {"status": 503, "times": 9}),
        ("status", {"status": 401, "times": 9}),
    ],
    ids=["reset", "429", "503", "401"],
)
def test_what_changes_something_is_never_asked_again(make_live, rough, kind, more):
    live = make_live(allow=("charges",))
    rough.meets(kind, SENT_TO, **more)
    assert live.verdict(CHANGES).verdict == "errored"
    assert [each["method"] for each in rough.arrived() if each["method"] != "GET"] == ["POST"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_credentials_do_not_follow_to_another_host(make_live, rough, status):
    live = make_live()
    where = {"Location": f"{rough.elsewhere}/v2/history"}
    rough.meets("status", "/v2/history", status=status, headers=where)
    verdict = live.verdict(CASE)
    assert (verdict.verdict, verdict.failure) == ("errored", "refused")
    assert rough.arrived(where="elsewhere") == []


def test_the_quiet_that_a_write_was_asked_for_holds_for_what_follows(make_live, rough, clock):
    live = make_live(allow=("charges",))
    rough.meets("status", SENT_TO, **limited("20"))
    assert live.verdict(CHANGES).failure == "429"
    assert (live.verdict("neo/getCalls/valid").verdict, clock.slept) == ("conforms", [20])


def test_after_an_hour_s_ban_nothing_is_sent_any_more(make_live, rough):
    live = make_live()
    rough.meets("status", "/v2/history", **limited("3600"))
    first, second = live.verdict(CASE), live.verdict("neo/getCalls/valid")
    assert (first.left_out, second.left_out) == (True, True)
    assert rough.arrived("/v2/calls") == []


@pytest.mark.parametrize("known_by", ["TOKEN", "ACCESS_TOKEN"])
def test_an_account_that_lacks_a_scope_is_no_deviation(make_live, asking, known_by):
    lacking = asking(
        "tokens", account="neo", user="w0", without=["sms:read", "sessions:sms:read", "all"]
    )
    shown = {known_by: lacking[known_by.lower()]}
    if known_by == "TOKEN":
        shown["TOKEN_ID"] = lacking["token_id"]
    verdict = make_live(**shown).verdict("neo/getSmsExtensions/valid")
    assert (verdict.verdict, verdict.failure) == ("errored", "refused"), verdict
    assert "scope" in verdict.reason


def test_a_token_that_shows_its_scope_is_refused_wrongly(make_live, rough, emulator_ready):
    live = make_live(ACCESS_TOKEN=emulator_ready["accounts"]["neo"]["access_token"])
    rough.meets("status", "/v2/history", status=403)
    assert live.verdict(CASE).failure == "wrong"


SILENCE = (
    pytest.param("reset", {}, id="resets"),
    pytest.param("slow", {}, id="slow"),
    pytest.param("status", {"status": 503}, id="503"),
)


@pytest.mark.parametrize("kind, more", SILENCE)
def test_a_target_that_is_gone_is_given_up_soon(make_live, rough, clock, kind, more):
    live = make_live(timeout=0.2 if kind == "slow" else 10.0)
    begun = len(rough.arrived())
    rough.meets(kind, times=10_000, **more)
    # Whoever asks without credentials is an account of its own, which has to find out by itself.
    known = [each for each in live.cases if not each.endswith("/no-credentials")]
    first, *others = [live.verdict(each) for each in (CASE, *known)]
    assert (first.verdict, clock.slept[:4]) == ("errored", [0.5, 2, 20, 40])
    left = [each for each in others if each.left_out]
    assert len(left) >= 25
    assert {each.failure for each in left} == {"network"}
    assert left[0].reason == f"{rough.base_url}: does not answer any more"
    assert "errored" not in {each.verdict for each in others}
    assert len(rough.arrived()) - begun <= 6
    assert exit_code(None, [first, *others], 1) == 3


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_target_that_comes_back_in_a_minute_is_asked_on(make_live, rough, looks):
    live = make_live()
    rough.meets("status", times=3 + looks, status=503)
    found = [live.verdict(each).verdict for each in (CASE, "neo/getCalls/valid")]
    assert found == ["errored", "conforms"]


def test_one_operation_that_is_silent_ends_nothing(make_live, rough, clock):
    live = make_live()
    rough.meets("reset", "/v2/history", times=10_000)
    silent = [live.verdict(each).verdict for each in live.cases if "/getHistory/" in each]
    assert (silent.count("errored") > 3, live.verdict("neo/getCalls/valid").verdict) == (
        True,
        "conforms",
    )
    assert set(clock.slept) == {0.5, 2}


def test_an_account_that_is_migrated_meanwhile(make_live, rough, emulator_ready):
    live = make_live("classic")
    neo = emulator_ready["accounts"]["neo"]
    pair = base64.b64encode(f"{neo['token_id']}:{neo['token']}".encode()).decode()
    rough.meets("become", times=10_000, authorization=f"Basic {pair}")
    verdicts = [live.judge.verdict(each) for each in live.cases.values()]
    assert "deviates" not in {each.verdict for each in verdicts}
    assert live.judge.target.watch.moved["classic"].change.kind == "account-migrated"


@pytest.mark.parametrize("profile", PROFILES)
def test_over_the_whole_suite_only_reads_arrive_and_say_who_asks(make_live, rough, profile):
    live = make_live(profile, contracts=None)
    put = [case for case in live.cases.values() if live.judge.verdict(case).observed]
    arrived = rough.arrived()
    assert {(e["method"], e["user-agent"].split("/")[0]) for e in arrived} == {
        ("GET", "sipgate-compat")
    }
    assert (len(live.cases) > 1500, len(put) > 150, len(arrived) > len(put)) == (True,) * 3
