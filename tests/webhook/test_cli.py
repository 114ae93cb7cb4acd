"""``sipgate-compat webhook check`` as a person uses it."""

import json

import pytest

from sipgate_compat import cli
from sipgate_compat.report.schemas import schemas

from .receivers import CERTIFICATE, receiving, reply, subscribed


@pytest.fixture
def command(capsys):
    """Run the command in this process: its exit code, output and complaints."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["webhook", "check", *map(str, arguments)])
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_a_good_receiver_is_exit_0(command):
    with receiving(subscribed) as server:
        code, out, err = command(server.base, "--profile", "classic")
    assert (code, err) == (0, "")
    assert out.startswith("fine: ")


def test_a_finding_is_exit_1_and_one_line_with_what_would_be_accepted_and_the_source(command):
    with receiving(lambda push: reply('<Response><Reject reason="no"/></Response>')) as server:
        code, out, _ = command(server.base, "--profile", "classic")
    (line,) = [line for line in out.splitlines() if "reason of Reject" in line]
    assert code == 1
    assert "Accepted: rejected or busy [value: documented, sipgate-docs 2026-11-25]" in line


def test_the_json_holds_its_schema(command):
    import jsonschema_rs

    with receiving(subscribed) as server:
        _, out, _ = command(server.base, "--format", "json")
    schema = schemas()["webhook-check-1.json"]
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(json.loads(out))
    assert json.loads(out)["profiles"] == ["classic", "neo"]


def test_annotations_are_githubs(command):
    with receiving(lambda push: reply("<Error/>")) as server:
        _, out, _ = command(server.base, "--format", "github")
    assert out.startswith("::error title=webhook ")


def test_the_answer_may_go_to_a_file(command, tmp_path):
    with receiving(subscribed) as server:
        _, out, _ = command(server.base, "--format", "md", "--out", tmp_path / "check.md")
    assert out == ""
    assert (tmp_path / "check.md").read_text().startswith("## ")


def test_a_file_of_certificates_is_trusted(command):
    with receiving(subscribed, tls=True) as server:
        code, out, _ = command(server.base, "--ca", CERTIFICATE)
    assert code == 0
    assert "self-signed.pem vouches" in out


@pytest.mark.parametrize(
    "arguments, code, says",
    [
        pytest.param(["ftp://example.com"], 2, "it begins with http:// or https://", id="scheme"),
        pytest.param(["example.com/in"], 2, "example.com/in: not an address", id="no-scheme"),
        pytest.param(["https://u:p@"], 2, "not an address", id="no-host"),
        pytest.param(["http://[::1"], 2, "not an address", id="bracket"),
        pytest.param(["http://x", "--profile", "noe"], 2, "did you mean 'neo'?", id="profile"),
        pytest.param(["http://x", "--event", "hangUp"], 2, "did you mean 'hangup'?", id="event"),
        pytest.param(["http://x", "--format", "jsn"], 2, "did you mean 'json'?", id="format"),
        pytest.param(["http://x", "--ca", "lost.pem"], 2, "lost.pem: no such file", id="no-ca"),
        pytest.param(["https://127.0.0.1:1", "--ca", __file__], 2, "no certificates", id="bad-ca"),
        pytest.param(["http://127.0.0.1:1"], 3, "cannot be reached", id="nobody-listens"),
        pytest.param(["http://no-such-host.invalid"], 3, "cannot be reached", id="no-such-host"),
    ],
)
def test_what_cannot_be_done_is_one_line(command, arguments, code, says):
    ended, out, err = command(*arguments)
    assert (ended, out) == (code, "")
    assert says in err
    assert err.count("\n") == 1
