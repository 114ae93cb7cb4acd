"""The facts that a reader comes for, profile by profile."""

import pytest

DENIAL = "This endpoint requires a sipgate Classic PBX Account"


@pytest.mark.parametrize(
    "profile, status, says, required",
    [
        pytest.param("classic", "400", "an empty body is refused as a bad request", True),
        pytest.param("neo", "204", "an empty body is accepted and nothing is sent", False),
        pytest.param("migrated", "204", "an empty body is accepted and nothing is sent", False),
    ],
    ids=["classic", "neo", "migrated"],
)
def test_an_empty_dtmf_body(operation, profile, status, says, required):
    found = operation(profile, "sendCallDtmf")
    answering = [s for s, r in found["responses"].items() if "an empty body" in r["description"]]
    assert answering == [status]
    assert says in found["responses"][status]["description"]
    assert found["requestBody"]["required"] is required


@pytest.mark.parametrize(
    "profile, status", [("classic", "200"), ("neo", "403"), ("migrated", "403")]
)
def test_phonelines(operation, profile, status):
    found = operation(profile, "getPhonelines")["responses"]
    with_body = [each for each, response in found.items() if "content" in response]
    assert with_body == [status]
    assert ("200" in found) == (profile == "classic")


def test_the_denial_is_shown_as_it_was_seen(operation):
    media = operation("neo", "getPhonelines")["responses"]["403"]["content"]["text/plain"]
    assert media["schema"] == {"$ref": "#/components/schemas/ClassicOnly"}
    assert media["examples"]["valid"]["value"] == DENIAL


def test_what_is_not_known_is_open_to_any_answer(operation):
    assert "default" in operation("classic", "getChannels")["responses"]
    assert "default" not in operation("neo", "getChannels")["responses"]


@pytest.mark.parametrize(
    "name, scopes",
    [
        pytest.param("sendCallDtmf", [["rtcm:write"]], id="one"),
        pytest.param("userinfo", [[]], id="none"),
    ],
)
def test_scopes(operation, name, scopes):
    security = operation("neo", name)["security"]
    assert [way["oauth2"] for way in security if "oauth2" in way] == scopes
    assert {"personalAccessToken": []} in security
    assert {"accessToken": []} in security


def test_the_login_is_sipgates(made):
    flow = made["neo"]["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"]
    realm = "https://login.sipgate.com/auth/realms/third-party/protocol/openid-connect"
    assert (flow["authorizationUrl"], flow["tokenUrl"]) == (f"{realm}/auth", f"{realm}/token")


@pytest.mark.parametrize(
    "profile, name, status, link, parameters",
    [
        pytest.param(
            "classic",
            "createPhoneline",
            "200",
            "getPhoneline",
            {"path.userId": "$request.path.userId", "path.phonelineId": "$response.body#/id"},
            id="created",
        ),
        pytest.param(
            "neo",
            "startCall",
            "201",
            "hangupCall",
            {"path.callId": "$response.body#/callSid"},
            id="started",
        ),
        pytest.param(
            "neo",
            "getChannelEvents",
            "200",
            "getChannelEvents",
            {
                "path.channelId": "$request.path.channelId",
                "query.position": "$response.body#/position",
            },
            id="next page",
        ),
    ],
)
def test_links(operation, profile, name, status, link, parameters):
    links = operation(profile, name)["responses"][status]["links"]
    assert links[link] == {"operationId": link, "parameters": parameters}


@pytest.mark.parametrize("profile, name", [("neo", "createPhoneline"), ("classic", "startCall")])
def test_nothing_follows_what_is_not_promised(operation, profile, name):
    assert not [r for r in operation(profile, name)["responses"].values() if "links" in r]


def test_several_device_types_are_one_value(operation):
    found = operation("neo", "getDevices")["parameters"]
    kind = next(each for each in found if each["name"] == "type")
    assert kind["schema"] == {"type": "string"}
    assert "joined by commas" in kind["description"]


def test_a_list_of_types_is_repeated(operation):
    found = operation("neo", "getHistory")["parameters"]
    types = next(each for each in found if each["name"] == "types")
    assert (types["style"], types["explode"]) == ("form", True)


@pytest.mark.parametrize(
    "profile, status", [("classic", None), ("neo", "implemented"), ("migrated", "implemented")]
)
def test_the_pages_status_stands_where_it_is_about(operation, profile, status):
    assert operation(profile, "sendCallDtmf").get("x-sipgate-rtcm-status") == status


def test_a_refusal_names_what_to_use_instead(operation):
    found = operation("neo", "getPhonelines")
    assert found["x-sipgate-availability"] == "refused"
    assert found["x-sipgate-effect"] == "read"
    assert "GET /channels" in found["x-sipgate-instead"]
    assert "GET /channels" in found["description"]
    assert "x-sipgate-instead" not in operation("classic", "getPhonelines")


def test_evidence_is_of_the_profile(operation):
    answers = {p: operation(p, "getPhonelines")["responses"]["403"] for p in ("neo", "migrated")}
    strongest = {p: a["x-sipgate-evidence"][0]["evidence"] for p, a in answers.items()}
    assert strongest == {"neo": "observed", "migrated": "assumed"}


def test_a_request_is_shown_with_plausible_values(operation):
    content = operation("neo", "startCall")["requestBody"]["content"]["application/json"]
    sent = {"deviceId": "e0", "targetNumber": "4930231250001"}
    assert content["examples"]["valid"]["value"] == sent


def test_no_credentials_are_refused_without_a_word(operation):
    assert "content" not in operation("neo", "getChannels")["responses"]["401"]
