"""A Classic account that answers as Neo was migrated; any other mismatch is a wrong account."""

import pytest

from sipgate_compat.errors import Refused
from sipgate_compat.run.accounts import Past, Watch, pseudonym
from sipgate_compat.run.recognise import Recognised

CLASSIC = Recognised(("classic",), "GET /groups answers 200")
NEO = Recognised(("neo", "migrated"), "GET /groups answers 403")
USERINFO = {"sub": "w0", "domain": "sipgate.de", "masterSipId": "1234567", "locale": "de_DE"}


def refused(profile):
    raise Refused("nothing can be told")


def watching(look):
    watch = Watch(look, "2026-11-24")
    watch.begin("classic", "0123456789ab", CLASSIC)
    return watch


@pytest.mark.parametrize(
    "profile, found, past, moved",
    [
        pytest.param("classic", NEO, Past("2026-11-20"), True, id="it was Classic"),
        pytest.param("classic", NEO, None, False, id="nobody saw it as Classic"),
        pytest.param("classic", CLASSIC, Past("2026-11-20"), False, id="it is Classic"),
        pytest.param("neo", CLASSIC, Past("2026-11-20"), False, id="a Neo account is another"),
    ],
)
def test_a_migrated_account_was_classic_once(profile, found, past, moved):
    watch = watching(None)
    assert watch.migrated(profile, found, past) is moved
    assert bool(watch.moved) is moved


@pytest.mark.parametrize(
    "past, seen",
    [(Past("2026-11-20"), "2026-11-24"), (Past("2026-11-20", "2026-11-21"), "2026-11-21")],
)
def test_the_change_has_its_day(past, seen):
    watch = watching(None)
    watch.migrated("classic", NEO, past)
    change = watch.moved["classic"].change
    assert (change.origin, change.kind, change.seen) == ("accounts", "account-migrated", seen)
    assert (change.old, change.new, change.profile) == ("Classic", "Neo", "classic")


@pytest.mark.parametrize(
    "profile, look, moved",
    [
        pytest.param("classic", lambda _: NEO, True, id="migrated meanwhile"),
        pytest.param("classic", lambda _: CLASSIC, False, id="still Classic"),
        pytest.param("classic", refused, False, id="nothing can be told"),
        pytest.param("neo", lambda _: NEO, False, id="only Classic accounts are migrated"),
        pytest.param("classic", None, False, id="the emulator's accounts stay what they are"),
    ],
)
def test_an_account_is_looked_at_again(profile, look, moved):
    watch = watching(look)
    assert bool(watch.again(profile)) is moved
    assert bool(watch.moved) is moved


def test_a_migrated_account_is_not_asked_again():
    asked = []
    watch = watching(lambda profile: asked.append(profile) or NEO)
    reasons = {watch.again("classic").reason for _ in range(3)}
    assert (len(asked), len(reasons)) == (1, 1)


@pytest.mark.parametrize("userinfo", [None, "text", {}, {"masterSipId": ""}, {"masterSipId": 7}])
def test_an_account_without_a_number_has_no_pseudonym(userinfo):
    assert pseudonym(userinfo) is None


def test_a_pseudonym_is_of_the_account_and_not_of_its_user():
    other = {**USERINFO, "sub": "w1", "locale": "en_US"}
    assert pseudonym(USERINFO) == pseudonym(other)
    assert pseudonym(USERINFO) != pseudonym({**USERINFO, "masterSipId": "1234568"})
    assert pseudonym(USERINFO) != pseudonym(USERINFO, "our own key")
    assert "1234567" not in pseudonym(USERINFO)
