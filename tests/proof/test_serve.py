"""A broken provider on a port: right but for one thing, for any tool that asks it."""

import pytest

from sipgate_compat.config import Settings
from sipgate_compat.proof import byhand, catalogue
from sipgate_compat.proof.serve import serving
from sipgate_compat.run import prepare


@pytest.fixture(scope="module")
def served(few):
    made = catalogue.by_hand(few, byhand.providers())
    with serving(catalogue.named(made, "classic/accepts-empty-dtmf")) as ready:
        yield ready["base_url"]


@pytest.mark.parametrize(
    "case, verdict",
    [
        ("classic/sendCallDtmf/empty-body", "deviates"),
        ("neo/sendCallDtmf/empty-body", "conforms"),
        ("classic/sendCallDtmf/valid", "conforms"),
        ("classic/getGroups/no-credentials", "conforms"),
    ],
)
def test_it_is_wrong_in_one_way(few, served, case, verdict):
    settings = Settings(base_url=served)
    target = prepare.target(settings, served, few.book)
    judge = prepare.judge(settings, target, served, few.book)
    assert judge.verdict(few.cases[case]).verdict == verdict
    target.close()
