"""``gate --uses`` and ``record`` as they are called, in this process, and what they never show."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import threading

import httpx
import jsonschema_rs
import pytest

from sipgate_compat.cli import main
from sipgate_compat.recorder.passage import Passage
from sipgate_compat.recorder.proxy import Proxy
from sipgate_compat.report.schemas import schemas
from sipgate_compat.run import prepare
from sipgate_compat.run.file import text
from sipgate_compat.uses.collect import Collector
from sipgate_compat.uses.recording import Recorder

from ..report.runs import make_run, make_verdict
from ..uses.test_proxy import Server

FORMS = ("text", "json", "md", "github")
SECRETS = {
    "token": "hunter2-5d41402abc4b2a76b9719d911017c592",
    "number": "4915735980001",
    "person": "Anneliese-Wunderlich",
    "id": "8c7d6e5f-1111-4222-8333-944455566677",
    "device": "e73519",
    "mail": "anneliese@wunderlich.example",
}
QUERY = "types=CALL&connectionIds={device}&phonenumber={number}&token={token}&{person}={mail}"
PATHS = (
    "/v2/calls/{id}/recording?access_token={token}",
    "/v2/history?" + QUERY,
    "/v2/contacts/{person}",
    "/v2/{person}/{number}/{token}",
    "/v2/calls/{id}/{mail}",
)
BODY = json.dumps(
    {"value": True, "announcement": False, "phoneNumber": "{number}", "{person}": "{token}"}
)


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Run the command here; gives its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return ended.value.code, printed.out, printed.err

    return run


def filled(text):
    for name, value in SECRETS.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def har(path):
    entries = [
        {
            "request": {
                "method": "PUT" if "recording" in each else "GET",
                "url": filled(f"https://api.sipgate.com{each}"),
                "headers": [{"name": "Authorization", "value": SECRETS["token"]}],
                "postData": {"text": filled(BODY)},
            },
            "response": {"content": {"text": SECRETS["person"]}},
        }
        for each in PATHS
    ]
    path.write_text(json.dumps({"log": {"entries": entries}}))


def access_log(path):
    line = '{person} - {mail} [25/Nov/2026:10:00:00 +0100] "{} {}" 200 1 "{token}"'
    lines = [
        filled(line.replace("{}", "PUT" if "recording" in each else "GET", 1).replace("{}", each))
        for each in PATHS
    ]
    path.write_text("\n".join([*lines, SECRETS["token"], SECRETS["person"] + " x y"]))


def listed(path):
    lines = [filled(f"{'PUT' if 'recording' in each else 'GET'} {each}") for each in PATHS]
    path.write_text("\n".join([*lines, "AnnelieseWunderlich", SECRETS["number"]]))


def recorded(path):
    recorder = Recorder(path, Collector(prepare.book()))
    recorder.begin("https://api.sipgate.com", "2026-11-25T10:00:00Z")
    proxy = Proxy(Passage("http://127.0.0.1:9", Server()), recorder.request)
    for each in PATHS:
        asyncio.run(_through(proxy, filled(each)))
    recorder.close()


async def _through(proxy, address):
    path, _, query = address.partition("?")
    body = filled(BODY).encode()
    headers = {
        "authorization": f"Bearer {SECRETS['token']}",
        "content-length": str(len(body)),
        "x-who": SECRETS["person"],
    }
    scope = {
        "type": "http",
        "method": "PUT" if "recording" in path else "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        pass

    await proxy(scope, receive, send)


@pytest.mark.parametrize("write", [har, access_log, listed, recorded])
def test_nothing_that_is_somebodys_is_shown_or_kept(ask, tmp_path, write):
    path = tmp_path / "uses"
    write(path)
    said = [path.read_text()] if write is recorded else []
    for form in FORMS:
        code, out, err = ask("gate", "--uses", path, "--format", form)
        assert code == 1
        assert "/calls/{callId}/recording" in out
        said.append(out + err)
    pieces = {*SECRETS.values(), "Anneliese", "Wunderlich", "hunter2", "73519", "5735980001"}
    leaked = [each for each in pieces for text in said if each.lower() in text.lower()]
    assert leaked == []


@pytest.fixture
def uses(tmp_path):
    path = tmp_path / "uses.txt"
    path.write_text("getAccount\nPUT /calls/{callId}/hold\n")
    return path


@pytest.mark.parametrize(
    "more, code, answer",
    [
        ("", 0, "may-move: all 2 operations"),
        ("getGroups\n", 1, "must-change: on Neo, 1 of 3 operations"),
        ("setCallMuted\n", 3, "not-decided: setCallMuted cannot be told"),
        ("getCallz\n", 3, "nearest: getCalls"),
    ],
    ids=["yes", "no", "unknown", "no-such-operation"],
)
def test_exit_codes_and_the_last_line(ask, uses, more, code, answer):
    uses.write_text(uses.read_text() + more)
    ended, out, _ = ask("gate", "--uses", uses, "--profile", "neo")
    assert ended == code
    assert answer in out
    assert re.match(r"(may-move|must-change|not-decided): ", out.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["gate"], "give --run RUN, or --uses USES"),
        (["gate", "--uses", "nowhere"], "nowhere: no such file"),
        (["gate", "--uses", "."], ".: cannot be read"),
        (["gate", "--uses", "uses.txt", "--strict"], "--strict is of --run alone"),
        (["gate", "--uses", "uses.txt", "--profile", "neo,classic"], "one at a time"),
        (["gate", "--uses", "uses.txt", "--from", "classik"], "did you mean 'classic'"),
        (["gate", "--uses", "uses.txt", "--format", "jsn"], "did you mean 'json'"),
        (["record", "--out", "uses.txt", "--listen", "127.0.0.1:0"], "not a recording"),
        (["record", "--out", "x", "--listen", "here"], "not HOST:PORT"),
        (["record", "--out", "x", "--target", "http://api.sipgate.com"], "https only"),
    ],
    ids=lambda value: None if isinstance(value, list) else value[:30],
)
def test_bad_arguments_are_one_line(ask, uses, arguments, complaint):
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert len(err.strip().splitlines()) == 1


def test_the_json_keeps_its_schema(ask, uses, tmp_path):
    uses.write_text(uses.read_text() + "getHistory\ngetCallz\n")
    _, out, _ = ask("gate", "--uses", uses, "--format", "json")
    jsonschema_rs.validate(schemas()["uses-1.json"], json.loads(out))
    recorded(tmp_path / "recording")
    for line in (tmp_path / "recording").read_text().splitlines():
        jsonschema_rs.validate(schemas()["recording-1.json"], json.loads(line))


def test_a_run_goes_before_what_is_promised(ask, uses, tmp_path):
    parted = make_verdict(
        "neo", case="valid", operation="setCallHold", verdict="deviates", promised=(204,)
    )
    seen = parted.observed[0].model_copy(update={"status": 501})
    run = make_run(parted.model_copy(update={"observed": (seen,)}), target="live")
    (tmp_path / "run.jsonl").write_text(text(run))
    code, out, _ = ask("gate", "--uses", uses, "--run", tmp_path)
    assert code == 1
    assert "a run got 501, and it is promised that the call is on hold" in out
    only = run.model_copy(update={"header": run.header.model_copy(update={"profiles": ("neo",)})})
    (tmp_path / "run.jsonl").write_text(text(only))
    code, _, err = ask("gate", "--uses", uses, "--run", tmp_path, "--profile", "migrated")
    assert (code, "the run has no profile migrated; it has neo" in err) == (2, True)


def test_annotations_stay_within_githubs_limits(ask, tmp_path):
    path = tmp_path / "uses.json"
    path.write_text((prepare.book().root / "openapi" / "classic.json").read_text())
    _, out, _ = ask("gate", "--uses", path, "--format", "github")
    lines = out.splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert lines[-1].startswith("must-change: ")


def test_the_answer_goes_to_a_file(ask, uses, tmp_path):
    _, out, _ = ask("gate", "--uses", uses, "--format", "md", "--out", tmp_path / "answer.md")
    assert out == ""
    assert (tmp_path / "answer.md").read_text().startswith("## May my integration move to neo?")


def test_record_forwards_notes_and_ends_cleanly_on_ctrl_c(emulator_ready, tmp_path, ask):
    out = tmp_path / "uses.jsonl"
    target = emulator_ready["base_url"].removesuffix("/v2")
    command = [sys.executable, "-m", "sipgate_compat", "record", "--listen", "127.0.0.1:0"]
    child = subprocess.Popen(
        [*command, "--target", target, "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    late = threading.Timer(60, child.kill)
    late.start()
    try:
        base_url = json.loads(child.stdout.readline())["base_url"]
        account = emulator_ready["accounts"]["classic"]
        with httpx.Client(auth=(account["token_id"], account["token"]), trust_env=False) as web:
            assert web.get(f"{base_url}/groups").status_code == 200
            assert web.head(f"{base_url}/groups").status_code == 405
            assert web.post(f"{base_url}/calls/x/dtmf", content=iter([b""])).status_code == 404
        child.send_signal(signal.SIGINT)
        _, err = child.communicate()
    finally:
        late.cancel()
        child.kill()
        child.communicate()
    assert (child.returncode, err) == (0, "")
    code, answer, _ = ask("gate", "--uses", out)
    assert code == 1
    assert re.search(r"^refused +GET /groups  \(getGroups, 2 requests\)", answer, re.MULTILINE)
    assert re.search(r"^works differently +POST /calls/\{callId\}/dtmf", answer, re.MULTILINE)
