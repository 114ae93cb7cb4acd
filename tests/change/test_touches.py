"""A change of the page names the cases and known deviations that rest on it."""

from dataclasses import replace

import pytest

from sipgate_compat.change.model import Origin, Severity, change
from sipgate_compat.change.page import page_changes
from sipgate_compat.change.touches import touched
from sipgate_compat.contract.model import Deviation
from sipgate_compat.run import prepare

from ..edition.make import make_edition, make_row

BOOK = prepare.book()
KNOWN = Deviation(
    case="*/sendCallDtmf/empty-*",
    target="live",
    reason="so it is",
    link="x",
    since="2026-01-01",
    until="implemented",
)


def of(origin, subject, kind="status-changed", **more):
    if " /" in subject:
        method, path = subject.split(" ")
        more |= {"method": method, "path": path}
    return change(origin, kind, Severity.NOTICE, subject, **more)


def operations(found):
    return {each.split("/")[1] for each in found if not each.startswith("deviations.yaml")}


def profiles(found):
    return {each.split("/")[0] for each in found if not each.startswith("deviations.yaml")}


@pytest.mark.parametrize(
    "subject, found",
    [
        ("POST /calls/{callId}/dtmf", {"sendCallDtmf"}),
        ("POST /v2/calls/{id}/dtmf", {"sendCallDtmf"}),
        ("GET /calls", {"getCalls", "startCall"}),  # the page's row stands for both
        ("GET /nowhere", set()),
    ],
)
def test_a_row_touches_the_cases_of_its_operations_on_neo(subject, found):
    names = touched(BOOK, of(Origin.PAGE, subject))
    assert operations(names) == found
    assert profiles(names) == ({"neo", "migrated"} if found else set())


def test_a_renamed_row_touches_the_cases_under_its_old_and_its_new_name():
    old, new = "POST /calls/{callId}/dtmf", "POST /calls/{callId}/keys"
    for a, b in ((old, new), (new, old)):
        renamed = of(Origin.PAGE, a, "endpoint-renamed", old=a, new=b)
        assert operations(touched(BOOK, renamed)) == {"sendCallDtmf"}


def test_a_changed_section_touches_what_proves_its_statements():
    names = touched(BOOK, of(Origin.PAGE, "History", "section-changed"))
    own = [each for each in BOOK.claims.claims if each.section == "History"]
    claimed = {f"{p}/{c}" for each in own for p in each.profiles for c in each.cases}
    assert set(names) == claimed != set()


def test_an_unknown_section_touches_nothing():
    assert touched(BOOK, of(Origin.PAGE, "Weather", "section-changed")) == ()


def test_a_specification_touches_every_profile():
    names = touched(BOOK, of(Origin.SPECIFICATION, "POST /calls/{callId}/dtmf"))
    assert profiles(names) == {"classic", "neo", "migrated"}


def test_what_we_observe_touches_nothing():
    assert touched(BOOK, of(Origin.BEHAVIOUR, "POST /calls/{callId}/dtmf")) == ()


@pytest.mark.parametrize(
    "subject, listed",
    [
        ("POST /calls/{callId}/dtmf", ("deviations.yaml: */sendCallDtmf/empty-*",)),
        ("PUT /calls/{callId}/hold", ()),
    ],
)
def test_known_deviations_come_last(subject, listed):
    names = touched(replace(BOOK, deviations=(KNOWN, KNOWN)), of(Origin.PAGE, subject))
    assert names[len(names) - len(listed) :] == listed
    assert len([each for each in names if each.startswith("deviations.yaml")]) == len(listed)


def test_the_change_of_an_edition_touches_the_same():
    label = "POST /calls/{callId}/dtmf"
    old = make_edition(make_row(label, "Planned"))
    new = make_edition(make_row(label, "Implemented"), date="2026-02-01")
    (found,) = page_changes([old, new])
    assert touched(BOOK, found) == touched(BOOK, of(Origin.PAGE, label))
