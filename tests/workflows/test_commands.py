"""Every command that a workflow calls is there and takes the options that it is given."""

import re

import click
import pytest

from sipgate_compat.cli import cli
from sipgate_compat.paths import CHECKOUT

from .commands import targets, verbs
from .files import shell_texts


def calls():
    for place, text in shell_texts().items():
        for number, arguments in enumerate(verbs(text), start=1):
            yield pytest.param(arguments, id=f"{place} {number}: {arguments[0]}")


def parsed(arguments):
    """Let click read a call as it would when it is made, without making it."""
    command, context, left = cli, click.Context(cli), list(arguments)
    while isinstance(command, click.Group):
        name, command, left = command.resolve_command(context, left)
        context = click.Context(command, info_name=name, parent=context)
    return command.make_context(command.name, left, parent=context.parent)


@pytest.mark.parametrize("arguments", list(calls()))
def test_a_call_is_one_that_the_tool_takes(arguments):
    # What a workflow's budget holds is a number.
    assert parsed([re.sub(r"^\$MAX_\w+$", "1", each) for each in arguments])


def test_calls_are_found():
    found = {arguments[0] for text in shell_texts().values() for arguments in verbs(text)}
    assert found >= {"run", "edition", "spec", "merge", "history", "changes", "gate", "monitor"}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["rnu"], id="verb"),
        pytest.param(["edition", "imprt", "x"], id="verb below a verb"),
        pytest.param(["run", "--profil", "neo"], id="option"),
        pytest.param(["edition", "import", "x"], id="an option that has to be there"),
        pytest.param(["edition", "import", "--date", "2026-11-25"], id="argument"),
        pytest.param(["spec", "diff", "a", "b", "--format", "xml"], id="choice"),
        pytest.param(["emulator", "more"], id="an argument too many"),
    ],
)
def test_a_call_that_the_tool_does_not_take_is_noticed(arguments):
    with pytest.raises(click.UsageError):
        parsed(arguments)


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param(
            'sipgate-compat run -n 2 --out "$OUT"',
            [["run", "-n", "2", "--out", "$OUT"]],
            id="plain",
        ),
        pytest.param(
            "sipgate-compat run \\\n  --out x >y", [["run", "--out", "x"]], id="two lines"
        ),
        pytest.param(
            "if sipgate-compat gate --run x; then", [["gate", "--run", "x"]], id="in a test"
        ),
        pytest.param(
            'a=(-x 1)\na+=(-y)\nsipgate-compat run "${a[@]}"',
            [["run", "-x", "1", "-y"]],
            id="array",
        ),
        pytest.param("# sipgate-compat run", [], id="comment"),
        pytest.param("echo 'is sipgate-compat: open'", [], id="text"),
    ],
)
def test_calls_are_read_from_shell(text, found):
    assert list(verbs(text)) == found


def test_make_has_every_target_that_is_called():
    known = set(re.findall(r"^([\w-]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    called = {target for text in shell_texts().values() for target in targets(text)}
    assert called >= {"setup", "run"}
    assert called <= known
