"""An account that is migrated while it is judged is no pile of deviations."""

import os

import pytest

from sipgate_compat.client import Credentials
from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.run import prepare
from sipgate_compat.run.file import read

from .proxy import proxying


@pytest.fixture
def judge(own_emulator, monkeypatch):
    """A judge over live accounts, as the emulator has them."""
    for profile in ("classic", "neo"):
        account = own_emulator["accounts"][profile]
        monkeypatch.setenv(f"SIPGATE_COMPAT_{profile.upper()}_TOKEN_ID", account["token_id"])
        monkeypatch.setenv(f"SIPGATE_COMPAT_{profile.upper()}_TOKEN", account["token"])
    url, book = own_emulator["base_url"], prepare.book()
    settings = Settings(target="live", base_url=url, profiles=("classic", "neo"))
    target = prepare.target(settings, url, book)
    yield prepare.judge(settings, target, url, book)
    target.client.close()


def migrate(judge, account):
    """From now on the Classic account answers as this one does."""
    credentials = Credentials("SIPGATE_COMPAT_CLASSIC", account["token_id"], account["token"])
    judge.target.by_profile["classic"] = credentials


def test_a_migration_meanwhile_ends_the_judging_of_that_account(judge, own_emulator):
    chosen = [case for case in cases(judge.book, ("classic",)) if case.effects == {"read"}]
    before = [judge.verdict(case).verdict for case in chosen]
    migrate(judge, own_emulator["accounts"]["neo"])
    after = [judge.verdict(case) for case in chosen]
    assert "deviates" not in {*before, *(each.verdict for each in after)}
    assert before.count("conforms") > 20
    assert judge.target.watch.moved["classic"].change.kind == "account-migrated"
    assert not any(each.observed for each in after if each.verdict == "skipped")


def test_a_deviation_of_an_account_that_stayed_is_one(judge, wrong):
    wrong(operation="getDevices", kind="status", status=404)
    chosen = next(c for c in cases(judge.book, ("classic",)) if c.name == "getDevices/valid")
    assert (judge.verdict(chosen).verdict, judge.target.watch.moved) == ("deviates", {})


SENTENCE = b"This endpoint requires a sipgate Classic PBX Account"
STARTS = 3  # the command, the controller and its worker each look at the account


def test_a_worker_that_meets_a_migration_tells_the_run(warm, own_emulator, tmp_path):
    account = own_emulator["accounts"]["classic"]
    asked = []

    def alter(passing):
        """The account is migrated once the run has begun."""
        if passing.path.startswith("/v2/groups"):
            asked.append(passing.path)
            if len(asked) > STARTS and passing.status == 200:
                passing.status, passing.body = 403, SENTENCE

    with proxying(own_emulator["base_url"], alter) as url:
        done = warm.python(
            *("sipgate_compat", "run", "--target", "live", "--base-url", url, "-n", "1"),
            *("--profile", "classic", "-k", "getGroups", "--no-allure", "--out", "."),
            cwd=tmp_path,
            env={
                **os.environ,
                "SIPGATE_COMPAT_CLASSIC_TOKEN_ID": account["token_id"],
                "SIPGATE_COMPAT_CLASSIC_TOKEN": account["token"],
            },
        )
    run = read(tmp_path)
    assert (done.returncode, len(run.footer.changes)) == (1, 1), done.stderr
    assert run.footer.summary["deviates"] == 0 < run.footer.summary["skipped"]
    assert run.header.accounts["classic"].profiles == ("classic",)
