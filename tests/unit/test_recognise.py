"""Which profile an account has, and how we know."""

import jwt
import pytest

from sipgate_compat.client import Answer, Credentials
from sipgate_compat.contract.model import ProfileData
from sipgate_compat.errors import Refused
from sipgate_compat.run.recognise import expect, feature_scope, recognise

SENTENCE = "This endpoint requires a sipgate Classic PBX Account"
PAT = Credentials("SIPGATE_COMPAT_NEO", token_id="token-abc123", token="secret-token")
SOURCE = {"page": "what-changes-with-neo", "read": "2026-11-23"}
PROFILES = {
    name: ProfileData(
        profile=name,
        title=name,
        states="an account",
        feature_scope="CLASSIC_PBX" if name == "classic" else "NEO_PBX",
        groups_status=200 if name == "classic" else 403,
        groups_text=None if name == "classic" else SENTENCE,
        call_history={"classic": None, "neo": "empty", "migrated": "filled"}[name],
        source=SOURCE,
    )
    for name in ("classic", "neo", "migrated")
}
CALL = {"type": "CALL"}


def bearer(**claims):
    token = jwt.encode(claims, "a key that is long enough for HS256", algorithm="HS256")
    return Credentials("SIPGATE_COMPAT_NEO", access_token=token)


def answering(groups, history=()):
    """An account that answers so."""
    answers = {
        "/groups": Answer(groups[0], "text/plain", groups[1], {}, None),
        "/history?types=CALL&limit=1": Answer(
            200, "application/json", "{}", {}, {"items": list(history)}
        ),
    }
    return answers.__getitem__


@pytest.mark.parametrize(
    "credentials, groups, history, profiles",
    [
        pytest.param(PAT, (200, "{}"), [], ("classic",), id="groups are listed"),
        pytest.param(PAT, (403, SENTENCE), [], ("neo", "migrated"), id="refused, no calls"),
        pytest.param(PAT, (403, SENTENCE + ".\n"), [CALL], ("migrated",), id="refused, calls"),
        pytest.param(bearer(featureScope="CLASSIC_PBX"), (500, ""), [], ("classic",), id="claim"),
        pytest.param(
            bearer(featureScope="NEO_PBX"), (500, ""), [CALL], ("migrated",), id="claim and calls"
        ),
        pytest.param(
            bearer(sub="x"), (200, "{}"), [], ("classic",), id="a token without the claim"
        ),
    ],
)
def test_an_account_is_recognised(credentials, groups, history, profiles):
    assert recognise(answering(groups, history), credentials, PROFILES).profiles == profiles


def test_a_missing_scope_is_not_taken_for_neo():
    with pytest.raises(Refused, match="scope groups:read"):
        recognise(answering((403, "")), PAT, PROFILES)


def test_an_undocumented_feature_scope_is_a_finding():
    with pytest.raises(
        Refused, match=r"CLASSIC, which is not documented; known: CLASSIC_PBX, NEO_PBX"
    ):
        recognise(answering((200, "")), bearer(featureScope="CLASSIC"), PROFILES)


def test_another_profile_than_expected_is_named_with_its_reason():
    found = recognise(answering((200, "{}")), PAT, PROFILES)
    with pytest.raises(Refused) as caught:
        expect("neo", found, PAT.variable)
    assert str(caught.value) == (
        "the account of SIPGATE_COMPAT_NEO_… is classic, not neo: GET /groups answers 200"
    )


@pytest.mark.parametrize("token", ["", "no.jwt", "a.b.c"])
def test_no_claim_in_what_is_no_token(token):
    assert feature_scope(token) is None
