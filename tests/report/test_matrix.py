"""A run folded into its matrix."""

import pytest

from sipgate_compat.report.matrix import matrix
from sipgate_compat.run.model import ClaimInfo

from .runs import deviating, make_run, make_verdict


def test_a_cell_shows_its_worst_case():
    run = make_run(
        make_verdict(), deviating(case="other"), make_verdict(case="third", verdict="recorded")
    )
    cell = matrix(run).operations[0].profiles["neo"]
    assert (cell.verdict, cell.cases) == ("deviates", 3)
    assert {str(k): v for k, v in cell.counts.items()} == {
        "deviates": 1,
        "conforms": 1,
        "recorded": 1,
    }


def test_a_cell_without_cases_is_skipped():
    assert matrix(make_run()).operations[0].profiles["classic"].verdict == "skipped"


def test_a_cell_says_how_it_is_known_and_that_it_was_never_seen_live():
    cell = matrix(make_run()).operations[0].profiles["neo"]
    assert (cell.evidence, cell.source.read, cell.last_live) == ("documented", "2026-11-23", None)


def test_a_claim_is_as_good_as_its_worst_case():
    run = make_run(make_verdict("classic"), deviating())
    claim = matrix(run).claims[0]
    assert claim.profiles == {"classic": "conforms", "neo": "deviates", "migrated": "skipped"}


def test_an_unverifiable_claim_has_no_verdict():
    claim = ClaimInfo(
        claim="a-plan", section="Fax", states="a plan", profiles=("neo",), unverifiable="a plan"
    )
    assert matrix(make_run(claims=[claim])).claims[0].profiles == {}


@pytest.mark.parametrize(
    "key", ["schema", "generated", "target", "profiles", "operations", "claims"]
)
def test_the_json_has_the_names_that_scripts_use(key):
    assert key in matrix(make_run()).model_dump(mode="json")
