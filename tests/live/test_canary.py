"""Whatever a live account answers, nothing secret and nothing personal reaches an artefact."""

import base64
import html
import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from sipgate_compat import paths
from sipgate_compat.cli.doctor import doctor
from sipgate_compat.run.prepare import book

from ..few import few
from .canaries import WORD, Canaries, leaks
from .provider import WRONG, Api, serving

ROOT = Path(__file__).parents[2]
CREDENTIALS = {
    "SIPGATE_COMPAT_CLASSIC_TOKEN_ID": f"{WORD}-token-id",
    "SIPGATE_COMPAT_CLASSIC_TOKEN": f"{WORD}/token+<&'\">",
}
LOUD = ("-vv", "--showlocals", "--tb=long", "-rA", "--log-level=DEBUG", "-o", "log_cli=true")
# Every operation by a valid request, and all cases of some; the long pass (make canary) has all.
CASES = () if os.environ.get("CANARY") == "all" else ("-k", "valid or contacts")
EVERYTHING = ("--allow", "write,destructive,charges,rings")


@pytest.fixture(scope="module")
def api():
    return Api(book(), Canaries())


@pytest.fixture(scope="module")
def url(api):
    with serving(api) as url:
        yield url


@pytest.fixture(scope="module")
def run(warm):
    """A live run with all that can be loud; all that it says."""

    def run(url, out, *more, plugins=(), code=(1,), contracts=None):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        env = {**kept, **CREDENTIALS, **({paths.CONTRACTS: contracts} if contracts else {})}
        loaded = [word for each in plugins for word in ("-p", f"tests.live.{each}")]
        done = warm.python(
            *("sipgate_compat", "run", "--target", "live", "--base-url", url),
            *("--profile", "classic", "--out", out, "--ledger", f"{out}.ledger"),
            *(*EVERYTHING, *more, "--", *LOUD, *loaded),
            cwd=ROOT,
            env=env,
            timeout=600,
        )
        assert done.returncode in code, done.stderr[-2000:]
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def sms(tmp_path_factory):
    """The contracts of the text messages alone."""
    return few(tmp_path_factory.mktemp("few") / "contracts", {"sms"})


def artefacts(out):
    """Every file below a folder, by its name."""
    files = [each for each in out.rglob("*") if each.is_file()]
    return {str(p.relative_to(out)): p.read_bytes().decode("utf-8", "replace") for p in files}


def found(said, out):
    """The first leaks of each artefact."""
    texts = {"said": said, **artefacts(out)}
    return {name: hits[:3] for name, text in texts.items() if (hits := leaks(text))}


@pytest.fixture(scope="module")
def whole(run, url, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    return run(url, out, *CASES, plugins=["everything"]), out


def test_no_canary_reaches_an_artefact(whole):
    assert found(*whole) == {}


def test_every_operation_was_asked(whole, api):
    assert set(api.seen) >= set(api.book.operations) - {"userinfo"}


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param('"id":"w0"', id="ids"),
        pytest.param('"type":"FAX"', id="words of enums"),
        pytest.param('"created":"2026-11-23T09:00:00Z"', id="times"),
        pytest.param("field unknown to EventsResponse: /items/*/surprise", id="names of fields"),
        pytest.param("The user text-", id="words of errors"),
        pytest.param('curl -i -X PUT -u \\"$SIPGATE_COMPAT_CLASSIC_TOKEN_ID:', id="curl"),
        pytest.param("sip.sipgate.de", id="hosts of sipgate"),
        pytest.param('"pointer":"/status","expected":401,"observed":200', id="statuses"),
    ],
)
def test_what_is_nobodys_stays_readable(whole, kept):
    assert kept in (whole[1] / "run.jsonl").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "{run}", "--format", "html"),
        ("gate", "--run", "{run}", "--baseline", "{run}", "--fail-on", "deviates,errored,recorded"),
        ("merge", "{run}", "--out", "{out}"),
        ("history", "add", "{run}", "--db", "{out}/history.sqlite"),
        ("diff", "{run}", "{run}", "--format", "md"),
        ("monitor", "issues", "{run}", "--tracker", "{out}/tracker.json", "--format", "json"),
        ("history", "baseline", "--run", "{run}", "--baseline", "{out}", "--write"),
    ],
    ids=lambda each: " ".join(each[:2]) if each[0] in ("history", "monitor") else each[0],
)
def test_no_canary_comes_out_of_what_is_made_of_a_run(warm, whole, arguments, tmp_path):
    (tmp_path / "tracker.json").write_text("[]")
    told = [each.format(run=whole[1], out=tmp_path) for each in arguments]
    done = warm.python("sipgate_compat", *told, cwd=ROOT, env=os.environ)
    assert done.returncode in (0, 1), done.stderr
    assert found(done.stdout + done.stderr, tmp_path) == {}


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["one process", "workers"])
def test_an_exception_says_where_and_not_what(run, url, sms, tmp_path, workers):
    plugins = ["everything", "breaking"]
    said = run(url, tmp_path, *workers, plugins=plugins, code=(3,), contracts=sms)
    assert found(said, tmp_path) == {}
    assert "the suite itself failed: KeyError in run/judge.py:" in said


def test_the_half_file_of_a_killed_run(run, url, sms, tmp_path):
    said = run(url, tmp_path, plugins=["everything", "killed"], code=(-9,), contracts=sms)
    assert found(said, tmp_path) == {}
    assert '"kind":"verdict"' in (tmp_path / "run.jsonl").read_text()


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: each.__name__)
def test_an_account_that_cannot_be_understood(run, sms, wrong, tmp_path):
    with serving(wrong(book(), Canaries())) as url:
        said = run(url, tmp_path, code=(2, 3), contracts=sms)
    assert found(said, tmp_path) == {}
    assert said.count("\n") == 1, said


@pytest.mark.parametrize("wrong", [Api, *WRONG], ids=lambda each: each.__name__)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_doctor_tells_nothing_of_an_account(wrong, form, monkeypatch):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with serving(wrong(book(), Canaries())) as url:
        asked = ["--profile", "classic", "--base-url", url, "--format", form, *EVERYTHING]
        done = CliRunner().invoke(doctor, asked, standalone_mode=False)
    assert (done.exception, leaks(done.output)) == (None, [])
    assert "SIPGATE_COMPAT_CLASSIC_TOKEN" in done.output


def test_a_secret_in_the_base_url(run, tmp_path):
    said = run(f"https://{WORD}:{WORD}@127.0.0.1:9/v2?key={WORD}", tmp_path, code=(2,))
    assert found(said, tmp_path) == {}
    assert "a base URL holds no credentials" in said


def test_a_canary_would_be_seen():
    canaries = Canaries()
    for make in (canaries.anything, canaries.sentence, canaries.secret, canaries.number):
        for _ in range(30):
            text = make()
            spelled = (text, quote(text, safe=""), json.dumps(text), html.escape(text), repr(text))
            assert all(map(leaks, spelled)), text
            if WORD in text.lower():
                assert leaks(base64.b64encode(f"x{text}".encode()).decode()), text
