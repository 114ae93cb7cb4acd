"""``sipgate-compat openapi``: a document on standard output or in a file, one line otherwise."""

import json

import pytest

from sipgate_compat import paths

EVERY = {paths.CONTRACTS: str(paths.contracts())}


def test_the_document_is_the_committed_one(command):
    ran = command("openapi", "--profile", "neo", **EVERY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (paths.contracts() / "openapi" / "neo.json").read_text()


def test_the_document_goes_to_a_file(command, tmp_path):
    ran = command("openapi", "--profile", "classic", "--out", "a/classic.json", **EVERY)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads((tmp_path / "a" / "classic.json").read_text())["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        pytest.param(
            ["--profile", "noe"],
            "sipgate-compat: noe: no such profile; did you mean 'neo'?",
            id="profile",
        ),
        pytest.param(["--profile", "neo", "--out", "."], "cannot be written", id="a folder"),
        pytest.param([], "Missing option '--profile'", id="none"),
    ],
)
def test_what_cannot_be_done_is_one_line(command, arguments, complaint):
    ran = command("openapi", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert complaint in ran.err.splitlines()[-1]
