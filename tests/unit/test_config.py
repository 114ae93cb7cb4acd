"""Command line before environment before pyproject.toml before defaults."""

import pytest

from sipgate_compat.config import credentials, settings
from sipgate_compat.errors import DataError, UsageError


def test_defaults(tmp_path):
    found = settings({}, {}, tmp_path)
    assert (found.target, found.profiles) == ("emulator", ("classic", "neo", "migrated"))


@pytest.mark.parametrize("nothing", [None, (), [], ""])
def test_an_empty_value_says_nothing(tmp_path, nothing):
    assert settings({"profiles": nothing}, {}, tmp_path) == settings({}, {}, tmp_path)


def test_the_command_line_wins(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.sipgate-compat]\nprofiles = ["neo"]\nout = "a"\n'
    )
    environment = {"SIPGATE_COMPAT_OUT": "b", "SIPGATE_COMPAT_PROFILES": "migrated"}
    found = settings({"profiles": ("classic",)}, environment, tmp_path)
    assert (found.profiles, str(found.out)) == (("classic",), "b")


def test_the_file_is_read(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.sipgate-compat]\nbase-url = "http://x/v2"\n')
    assert settings({}, {}, tmp_path).base_url == "http://x/v2"


@pytest.mark.parametrize(
    "given, complaint",
    [
        ({"profiles": ("noe",)}, "noe: no such profile; did you mean 'neo'?"),
        ({"allow": ("ring",)}, "ring: no such effect; did you mean 'rings'?"),
        ({"target": "prod"}, "prod: no such target; known: emulator, live"),
        ({"profiles": (",",)}, "profiles: none is named; known: classic, migrated, neo"),
        ({"profiles": 3}, "profiles: 3 is neither a word nor a list of words"),
    ],
)
def test_an_unknown_word_names_the_nearest(tmp_path, given, complaint):
    with pytest.raises(UsageError) as caught:
        settings(given, {}, tmp_path)
    assert str(caught.value) == complaint


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("[tool.", "not valid TOML"),
        ("tool = 1", r"\[tool.sipgate-compat\] is no table"),
        ("[tool]\nsipgate-compat = 1", r"\[tool.sipgate-compat\] is no table"),
        ("[tool.sipgate-compat]\ntagret = 1", "did you mean 'target'"),
        ("[tool.sipgate-compat]\ntarget = [1]", "no such target"),
        ("[tool.sipgate-compat]\nout = 1", "out: "),
    ],
)
def test_a_broken_file_is_named(tmp_path, text, complaint):
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises((DataError, UsageError), match=complaint):
        settings({}, {}, tmp_path)


def test_credentials_from_files(tmp_path):
    (tmp_path / "id").write_text("token-abc123\n")
    (tmp_path / "token").write_text("secret\n")
    found = credentials(
        "neo",
        {
            "SIPGATE_COMPAT_NEO_TOKEN_ID_FILE": str(tmp_path / "id"),
            "SIPGATE_COMPAT_NEO_TOKEN_FILE": str(tmp_path / "token"),
        },
    )
    assert (found.token_id, found.token) == ("token-abc123", "secret")


@pytest.mark.parametrize(
    "environment, complaint",
    [
        ({}, "no credentials for neo: set SIPGATE_COMPAT_NEO_TOKEN_ID"),
        ({"SIPGATE_COMPAT_NEO_TOKEN_ID": "x"}, "no credentials for neo"),
        ({"SIPGATE_COMPAT_NEO_ACCESS_TOKEN_FILE": "/nowhere"}, "ACCESS_TOKEN_FILE: the file"),
    ],
)
def test_missing_credentials_name_their_variables(environment, complaint):
    with pytest.raises(UsageError, match=complaint):
        credentials("neo", environment)


BUDGETS = [
    pytest.param("max-cost = 2.5", "MAX_COST", "2.5", {"max_cost": 2.5}, id="cost"),
    pytest.param("max-requests = 40", "MAX_REQUESTS", "40", {"max_requests": 40}, id="requests"),
    pytest.param("max-time = 60", "MAX_TIME", "60", {"max_time": 60.0}, id="time"),
    pytest.param('rate = "2/s"', "RATE", "2/s", {"rate": "2/s"}, id="rate"),
    pytest.param('allow = ["write"]', "ALLOW", "write", {"allow": ("write",)}, id="effects"),
]


@pytest.mark.parametrize("line, variable, value, told", BUDGETS)
def test_what_a_live_run_may_use_stands_in_the_configuration(tmp_path, line, variable, value, told):
    (tmp_path / "pyproject.toml").write_text(f"[tool.sipgate-compat]\n{line}\n")
    by_file = settings({}, {}, tmp_path)
    by_variable = settings({}, {f"SIPGATE_COMPAT_{variable}": value}, tmp_path / "elsewhere")
    for found in (by_file, by_variable):
        assert {name: getattr(found, name) for name in told} == told


@pytest.mark.parametrize("told, cost", [("0", 0.0), ("2.50", 2.5)])
def test_a_limit_of_costs_may_be_nothing(tmp_path, told, cost):
    assert settings({"max_cost": told}, {}, tmp_path).max_cost == cost
    assert settings({}, {"SIPGATE_COMPAT_MAX_COST": told}, tmp_path).max_cost == cost


@pytest.mark.parametrize("told", ["-1", "inf", "nan", "much"])
def test_no_limit_of_costs(tmp_path, told):
    with pytest.raises(UsageError, match="max_cost"):
        settings({"max_cost": told}, {}, tmp_path)
