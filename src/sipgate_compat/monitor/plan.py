"""From the issues that are there and what a night saw to the steps to take; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from ..change.model import Change, fingerprint
from . import words
from .contradiction import Contradiction, Night
from .tracker import Do, Issue, Mark, Plan, Step, mark

LIMIT = 20
"""So many issues are opened in one night: an API that fails as a whole is not 500 issues."""
TROUBLE = fingerprint("monitor", "trouble")
NO_DRIFT: Mapping[str, tuple[Change, ...]] = MappingProxyType({})
Known = dict[str, list[tuple[Issue, Mark]]]


def plan(
    issues: Iterable[Issue],
    night: Night,
    day: str,
    troubles: tuple[str, ...] = (),
    last_well: str = "never",
    drift: Mapping[str, tuple[Change, ...]] = NO_DRIFT,
) -> Plan:
    """What a tracker needs so that it has one open issue for each contradiction.

    Args:
        issues: all issues with the monitor's label, open and closed.
        night: what the live runs saw; empty where the night went wrong.
        day: today, as ``2026-11-25``.
        troubles: what went wrong with the night itself; empty if it ran well.
        last_well: when the monitor last ran well.
        drift: what each live profile that was compared with its baseline does otherwise; such a
            profile has one issue until it does nothing otherwise.
    """
    known = _known(issues)
    shown = {each.fingerprint for each in night.contradictions}
    wanted = [step for each in night.contradictions for step in _shown(each, known, day)]
    new = [step for step in wanted if step.do is Do.OPEN]
    steps = [step for step in wanted if step.do is not Do.OPEN] + new[:LIMIT]
    steps += _gone(known, shown, night.decided)
    steps += _doubles(known)
    steps += [step for each, changes in drift.items() for step in _drift(known, day, each, changes)]
    steps += _trouble(known, day, troubles, last_well)
    return Plan(steps=tuple(steps), held_back=max(0, len(new) - LIMIT))


def _known(issues: Iterable[Issue]) -> Known:
    """Our issues by fingerprint; open ones first, then the oldest."""
    known: Known = defaultdict(list)
    for each in sorted(issues, key=lambda issue: (not issue.open, issue.number)):
        if found := mark(each):
            known[found.fingerprint].append((each, found))
    return known


def _shown(found: Contradiction, known: Known, day: str) -> Iterator[Step]:
    """A contradiction that was seen: its one issue is open and says what was seen."""
    mine = known.get(found.fingerprint)
    issue, since = (mine[0][0], mine[0][1].since) if mine else (None, day)
    title, body = words.title(found), words.body(found, since)
    yield from _kept(issue, found.fingerprint, title, body, f"Seen again on {day}.")


def _kept(
    issue: Issue | None, fingerprint: str, title: str, body: str, again: str
) -> Iterator[Step]:
    """One issue with this title and text; one that a person declined stays closed."""
    if issue is None:
        yield Step(do=Do.OPEN, fingerprint=fingerprint, title=title, body=body)
    elif issue.declined:
        return
    elif not issue.open:
        yield Step(
            do=Do.REOPEN,
            fingerprint=fingerprint,
            number=issue.number,
            title=title,
            body=body,
            comment=again,
        )
    elif (issue.title, _plain(issue.body)) != (title, _plain(body)):
        yield Step(
            do=Do.UPDATE, fingerprint=fingerprint, number=issue.number, title=title, body=body
        )


def _gone(known: Known, shown: set[str], decided: frozenset[str]) -> Iterator[Step]:
    """Issues whose every case was decided on a live account, and none shows the contradiction."""
    for name, mine in known.items():
        issue, found = mine[0]
        if name not in shown and issue.open and found.cases and decided.issuperset(found.cases):
            said = "None of its cases shows this on a live account any more."
            yield Step(do=Do.CLOSE, fingerprint=name, number=issue.number, comment=said)


def _doubles(known: Known) -> Iterator[Step]:
    """All open issues of a fingerprint but the first."""
    for name, mine in known.items():
        for issue, _ in mine[1:]:
            if issue.open:
                said = f"The same as #{mine[0][0].number}."
                yield Step(do=Do.CLOSE, fingerprint=name, number=issue.number, comment=said)


def _drift(known: Known, day: str, profile: str, changes: tuple[Change, ...]) -> Iterator[Step]:
    """The one issue about all that a profile does otherwise than its baseline."""
    name = fingerprint("monitor", "drift", profile)
    issue, found = known[name][0] if name in known else (None, None)
    if changes:
        since = found.since if issue and found and issue.open else day
        body = words.drift_body(name, since, profile, changes)
        yield from _kept(issue, name, words.drift_title(profile), body, f"Seen again on {day}.")
    elif issue and issue.open:
        said = "It is as its baseline says again, or the baseline says what it is now."
        yield Step(do=Do.CLOSE, fingerprint=name, number=issue.number, comment=said)


def _trouble(known: Known, day: str, troubles: tuple[str, ...], last_well: str) -> Iterator[Step]:
    """The one issue about the monitor itself."""
    issue, found = known[TROUBLE][0] if TROUBLE in known else (None, None)
    if not troubles:
        if issue and issue.open:
            said = f"The monitor ran well on {day}."
            yield Step(do=Do.CLOSE, fingerprint=TROUBLE, number=issue.number, comment=said)
        return
    since = found.since if issue and found and issue.open else day
    body = words.trouble_body(TROUBLE, since, troubles, last_well)
    yield from _kept(issue, TROUBLE, words.trouble_title(since), body, f"It failed on {day}.")


def _plain(text: str) -> str:
    """A text without what trackers change in it: line ends and outer blanks."""
    return text.replace("\r\n", "\n").strip()
