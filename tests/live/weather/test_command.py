"""The command over a live account: one desk for all workers, and an end that is no success."""

import json
import os

import pytest

from sipgate_compat import paths
from sipgate_compat.run.file import read

SECRET = "a-client's-secret"


@pytest.fixture
def command(warm, rough, few_contracts, asking, tmp_path):
    """Run the suite over a live account whose token has to be renewed."""
    token = asking("tokens", account="neo", user="w0", without=[])

    def run(*arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SIPGATE_", "PYTEST_"))}
        kept |= {
            paths.CONTRACTS: str(few_contracts),
            "SIPGATE_COMPAT_NEO_REFRESH_TOKEN": token["refresh_token"],
            "SIPGATE_COMPAT_NEO_CLIENT_ID": "a-client",
            "SIPGATE_COMPAT_NEO_CLIENT_SECRET": SECRET,
            "SIPGATE_COMPAT_TOKEN_URL": rough.token_url,
            "SIPGATE_COMPAT_BASE_URL": rough.base_url,
            "SIPGATE_COMPAT_TARGET": "live",
            "SIPGATE_COMPAT_CONTACT": "https://example.com/who",
            **environment,
        }
        told = ("run", "--profile", "neo", "--no-allure", "--out", "out", *arguments)
        return warm.python("sipgate_compat", *told, cwd=tmp_path, env=kept)

    return run


def test_workers_share_one_token_and_send_only_reads(command, rough, tmp_path):
    done = command("-n", "2", "-k", "getHistory")
    assert done.returncode == 0, done.stderr + done.stdout
    arrived = rough.arrived("/v2/")
    assert {each["method"] for each in arrived} == {"GET"}
    assert len(rough.arrived("/auth/")) == 1
    assert all(each["user-agent"].endswith("(+https://example.com/who)") for each in arrived)
    told = "".join(p.read_text() for p in (tmp_path / "out").iterdir()) + done.stdout + done.stderr
    tokens = {each["authorization"].partition(" ")[2] for each in arrived if each["authorization"]}
    assert not any(secret in told for secret in (SECRET, *tokens))


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "worker"])
def test_a_spent_budget_is_undecided_and_names_what_is_left(command, rough, tmp_path, workers):
    done = command("--max-requests", "14", "-k", "getHistory", *workers)
    run = read(tmp_path / "out")
    left = [each for each in run.verdicts if each.failure == "budget"]
    assert (done.returncode, len(rough.arrived("/v2/"))) == (3, 14), done.stderr
    assert len(left) == run.footer.left_out == run.footer.failures["budget"] > 0
    assert f"{len(left)} cases were left out: the budget of 14 requests is spent" in done.stdout
    assert left[0].case in done.stdout
    summary = json.loads((tmp_path / "out" / "matrix.json").read_text())["summary"]
    assert summary["skipped"] >= len(left)


def test_a_run_without_time_puts_nothing_and_is_not_green(command, rough):
    done = command("--max-time", "0.000001")
    assert (done.returncode, rough.arrived("/v2/")) == (3, [])
    assert "the budget of 1e-06 seconds is spent (--max-time)" in done.stderr


def test_refused_grants_are_one_line(command, rough):
    rough.meets("status", "/auth/", status=401, body='{"error": "unauthorized_client"}')
    done = command()
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "refuses SIPGATE_COMPAT_NEO_REFRESH_TOKEN (401 unauthorized_client)" in done.stderr
