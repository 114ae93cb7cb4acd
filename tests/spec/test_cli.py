"""`sipgate-compat spec`: data on standard output, talk on standard error, exit codes."""

import io
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from sipgate_compat.cli import main
from sipgate_compat.spec import source

from .make import make_document, make_operation, make_parameter

OLD = make_document(make_operation(make_parameter(), deprecated=True))
BREAKING = make_document(make_operation(deprecated=True))
NOTICE = make_document(
    make_operation(make_parameter(), make_parameter("day", schema={}), deprecated=True)
)
INFO = make_document(make_operation(make_parameter()))


@pytest.fixture
def command(capsys):
    """Run the command; gives its exit code, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["spec", *map(str, arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.fixture
def file(tmp_path):
    """A document as a file."""
    made = []

    def make(contents, ending="json"):
        made.append(tmp_path / f"{len(made)}.{ending}")
        made[-1].write_text(contents if isinstance(contents, str) else json.dumps(contents))
        return made[-1]

    return make


def test_diff_prints_a_line_per_change(command, file):
    code, out, err = command("diff", file(OLD), file(BREAKING))
    assert (code, err) == (0, "")
    assert out == "breaking  POST /parcels/{id} query size: parameter removed\n\n1 breaking\n"


def test_diff_of_two_that_are_one_says_so(command, file):
    assert command("diff", file(OLD), file(OLD), "--fail-on", "info")[:2] == (0, "no change\n")


def test_diff_prints_json(command, file):
    code, out, _ = command("diff", file(OLD), file(NOTICE), "--format", "json")
    found = json.loads(out)
    (change,) = found["changes"]
    assert (code, found["schema"]) == (0, "schemas/spec-diff-1.json")
    assert (found["old"]["specification"], found["new"]["operations"]) == ("OpenAPI 3.0.3", 1)
    assert (change["kind"], change["severity"]) == ("parameter-added", "notice")
    assert (change["method"], change["path"]) == ("POST", "/parcels/{id}")


def test_diff_prints_markdown(command, file):
    _, out, _ = command("diff", file(OLD), file(INFO), "--format", "md")
    assert out == (
        "# Parcels 1 → Parcels 1\n\n1 info\n\n## Info\n\n"
        "- `POST /parcels/{id}`: no longer deprecated\n"
    )


@pytest.mark.parametrize("limit", ["breaking", "notice", "info"])
@pytest.mark.parametrize(
    "new, fails_on",
    [
        (BREAKING, {"breaking", "notice", "info"}),
        (NOTICE, {"notice", "info"}),
        (INFO, {"info"}),
        (OLD, set()),
    ],
    ids=["breaking", "notice", "info", "nothing"],
)
def test_diff_fails_on_what_is_as_bad(command, file, new, fails_on, limit):
    code, _, _ = command("diff", file(OLD), file(new), "--fail-on", limit)
    assert code == int(limit in fails_on)


def test_diff_reads_yaml_and_standard_input(command, file, monkeypatch):
    text = "openapi: 3.0.3\ninfo: {title: Parcels, version: '1'}\npaths: {/a: {get: }}\n"
    stdin = SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + text.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert command("diff", "-", file(text, "yaml"))[1] == "no change\n"


@pytest.mark.parametrize(
    "contents, said",
    [
        pytest.param("<html>login", "HTML or XML", id="html"),
        pytest.param("{}", "neither `openapi` nor `swagger`", id="not a document"),
        pytest.param("", "empty", id="empty"),
        pytest.param("\x00\x01", "not valid YAML", id="not text"),
    ],
)
def test_what_is_no_document_is_one_line_and_exit_2(command, file, contents, said):
    path = file(contents)
    code, out, err = command("diff", file(OLD), path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"{path}: " in err
    assert said in err


def test_files_that_cannot_be_read_are_named(command, file, tmp_path, monkeypatch):
    assert command("diff", tmp_path / "no", file(OLD))[::2] == (
        2,
        f"sipgate-compat: {tmp_path / 'no'}: no such file\n",
    )
    assert "cannot be read" in command("diff", tmp_path, file(OLD))[2]
    (tmp_path / "latin").write_bytes(b"a: \xe9")
    assert "not text" in command("diff", tmp_path / "latin", file(OLD))[2]
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    assert "too large" in command("diff", file(OLD), file(OLD))[2]


class Documents(BaseHTTPRequestHandler):
    """Answers `/404` with 404, and so on, with a document."""

    def do_GET(self):
        body = json.dumps(OLD).encode()
        self.send_response(int(self.path[1:4]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def base_url():
    with ThreadingHTTPServer(("127.0.0.1", 0), Documents) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("status, code", [(200, 0), (404, 2), (403, 2), (503, 3), (429, 3)])
def test_a_document_comes_from_a_server(command, file, base_url, status, code):
    url = f"{base_url}/{status}?token=secret"
    ended, _, err = command("diff", url, file(OLD))
    assert ended == code
    assert err.count("\n") == int(code > 0)
    assert "secret" not in err


def test_no_answer_is_exit_3(command, file):
    code, _, err = command("diff", "http://127.0.0.1:1/a", file(OLD))
    assert code == 3
    assert "http://127.0.0.1:1/a: could not be fetched" in err


def test_a_reference_to_a_server_is_not_followed(command, file, base_url):
    made = make_document(make_operation(answer={"$ref": f"{base_url}/200"}))
    code, _, err = command("diff", file(OLD), file(made))
    assert (code, err.count("\n")) == (2, 1)
    assert "nothing is fetched" in err
