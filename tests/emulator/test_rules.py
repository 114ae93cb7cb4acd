"""Who may ask what, and in which order that is looked at."""

import httpx
import pytest

SENTENCE = "This endpoint requires a sipgate Classic PBX Account"


def test_without_credentials(ready, api):
    answer = api("neo").http.build_request("GET", "users")
    del answer.headers["Authorization"]
    answer = api("neo").http.send(answer)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["x-b3-traceid"]


@pytest.mark.parametrize(
    "header", ["Bearer x.y.z", "Basic !!!", "Basic dG9rZW46eA==", "Digest x", "x"]
)
def test_bad_credentials(api, header):
    assert api("neo")("GET", "/users", headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize("profile, status", [("classic", 200), ("neo", 403), ("migrated", 403)])
@pytest.mark.parametrize(
    "path", ["/groups", "/w0/phonelines", "/groupfaxlines", "/groups/g0/users"]
)
def test_what_only_classic_has(api, profile, status, path):
    answer = api(profile)("GET", path)
    assert answer.status_code == status
    assert (answer.text == SENTENCE) == (status == 403)


def test_a_scope_that_is_missing(control, ready):
    wish = {"account": "neo", "user": "w0", "without": ["rtcm:read", "all"]}
    token = control.post("tokens", json=wish).json()
    auth = (token["token_id"], token["token"])
    statuses = [
        httpx.get(f"{ready['base_url']}/{p}", auth=auth).status_code for p in ("calls", "users")
    ]
    assert statuses == [403, 200]


def test_a_member_does_not_see_another_users_devices(api):
    assert api("classic", "w1")("GET", "/w0/devices").status_code == 403
    assert api("classic", "w1")("GET", "/w1/devices").status_code == 200


@pytest.mark.parametrize(
    "method, path, allow",
    [
        ("PUT", "/channels", "GET"),
        ("POST", "/settings/sipgateio", "GET, PUT"),
        ("PATCH", "/calls", "GET, POST"),
        ("OPTIONS", "/calls/x", "DELETE"),
    ],
)
def test_another_method_names_all_of_the_path(api, method, path, allow):
    answer = api("neo")(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allow)


def test_a_slash_at_the_end_says_nothing(api):
    assert api("neo")("GET", "/users/").json() == api("neo")("GET", "/users").json()


def test_a_near_miss_is_in_the_journal(api, control):
    account = api("neo")
    assert account("PUT", "/calls/x/mute").status_code == 404
    journal = control.get("journal", params={"sandbox": account.sandbox}).json()["requests"]
    assert journal[-1]["nearest"] == "PUT /calls/{callId}/muted"
    assert journal[-1]["path"] == "/v2/calls/x/mute"


@pytest.mark.parametrize("path", ["/v2/translations/a%0Ab", "/v2", "/v2/", "/v2/users/"])
def test_a_path_with_a_line_break_or_a_slash_at_its_end_is_found(ready, path):
    account = ready["accounts"]["classic"]
    origin = ready["base_url"].removesuffix("/v2")
    answer = httpx.get(f"{origin}{path}", auth=(account["token_id"], account["token"]))
    assert answer.status_code == 200
