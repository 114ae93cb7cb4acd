"""Judging comes before redaction: what is kept of an answer changes no verdict."""

import pytest

from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.emulator.server import emulating
from sipgate_compat.observation import Redactor
from sipgate_compat.redaction.public import public
from sipgate_compat.run import prepare
from sipgate_compat.run.judge import Judge
from sipgate_compat.run.model import Shard
from sipgate_compat.run.shard import part

BOOK = prepare.book()
SOME = part(cases(BOOK), Shard(index=1, of=12))


@pytest.fixture(scope="module")
def judges():
    """One that keeps everything of an answer, and one that keeps what is nobody's."""
    with emulating() as ready:
        url = ready["base_url"]
        target = prepare.target(Settings(base_url=url), url, BOOK)
        keys = dict.fromkeys(("classic", "neo", "migrated"), "a key of its own")
        redactors = (Redactor(), Redactor((), personal=True, public=public(BOOK), keys=keys))
        yield [Judge(BOOK, target, each, "2026-11-23", url) for each in redactors]
        target.client.close()


def test_what_is_kept_changes_no_verdict(judges):
    outcomes = [[judge.verdict(case).verdict for case in SOME] for judge in judges]
    assert outcomes[0] == outcomes[1]
    assert len(set(outcomes[0])) > 1


@pytest.mark.parametrize("case", [c for c in cases(BOOK) if "getUsers/valid" in c.address], ids=str)
def test_what_is_kept_differs(judges, case):
    plain, redacted = (str(judge.verdict(case).observed) for judge in judges)
    assert "@example.com" in plain
    assert "@example.com" not in redacted
