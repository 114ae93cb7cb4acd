"""Every statement of the help page is proven by a case, or says why it cannot be."""

from collections import Counter

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.run.prepare import book as read_book

BOOK = read_book()
BY_ADDRESS = {case.address: case for case in cases(BOOK)}
CLAIMS = [pytest.param(each, id=each.claim) for each in BOOK.claims.claims]
PROVEN = [pytest.param(each, id=each.claim) for each in BOOK.claims.claims if each.cases]


def test_ids_are_unique():
    assert not [k for k, n in Counter(c.claim for c in BOOK.claims.claims).items() if n > 1]


@pytest.mark.parametrize("claim", PROVEN)
def test_every_named_case_exists_on_every_profile(claim):
    addresses = {f"{profile}/{case}" for profile in claim.profiles for case in claim.cases}
    assert not addresses - set(BY_ADDRESS)


@pytest.mark.parametrize("claim", PROVEN)
def test_a_proof_promises_something(claim):
    for profile in claim.profiles:
        promises = [BY_ADDRESS[f"{profile}/{case}"].promise for case in claim.cases]
        assert not all(p.is_unknown for p in promises), f"{profile}: what is unknown proves nothing"


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_speaks_of_a_profile(claim):
    assert claim.profiles


def test_every_section_of_the_page_has_claims():
    wanted = {"Account type", "History", "Push API", "Devices", "RTCM", "Channels", "Fax"}
    assert wanted <= {claim.section for claim in BOOK.claims.claims}
