"""Several runs as one: the shards of a run, and profiles that were run apart.

Runs fit together where they say the same of contracts, page, target, tool and selection, where no
case stands in two of them, and where no shard is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..contract.model import PROFILES, Profile
from ..errors import UsageError
from .file import footer
from .model import Footer, Header, Run, Verdict

# What each run of a merge has of its own; all the rest of a header is the same in all of them.
OWN = {"profiles", "planned", "shard", "started", "left_out", "accounts"}
CALLED = {
    "contracts": "contracts",
    "edition": "help page edition",
    "target": "target",
    "version": "version of sipgate-compat",
    "base_url": "base URL",
    "selection": "selection",
    "allowed": "allowed effects",
}


def merged(runs: Mapping[str, Run]) -> Run:
    """One run of several, with its cases in the order of a run that was never parted.

    Args:
        runs: complete runs, each under the name that messages call it by.

    Raises:
        UsageError: they do not fit together; names the run and the reason.
    """
    if not runs:
        raise UsageError("no run to merge")
    headers = {name: run.header for name, run in runs.items()}
    _alike(headers)
    _same_accounts(headers)
    verdicts = _disjoint(runs)
    _whole(headers)
    header = _header(list(headers.values()), len(verdicts))
    ordered = tuple(_ordered(verdicts, header))
    return Run(
        header=header, verdicts=ordered, footer=_footer([r.footer for r in runs.values()], ordered)
    )


def _alike(headers: Mapping[str, Header]) -> None:
    (first, head), *others = headers.items()
    shared = _shared(head)
    for name, other in others:
        for key, value in _shared(other).items():
            if value != shared[key]:
                raise UsageError(f"{name}: {_differs(key, value, shared[key], first)}")


def _shared(head: Header) -> dict[str, Any]:
    """What all runs of a merge have in common; each machine's own emulator has its own port."""
    own = OWN | ({"base_url"} if head.target == "emulator" else set())
    # The target first: where it differs, all else does too.
    values = {key: getattr(head, key) for key in type(head).model_fields if key not in own}
    return {"target": values.pop("target"), **values}


def _same_accounts(headers: Mapping[str, Header]) -> None:
    """One account for each profile: what two accounts answer is no run."""
    found: dict[Profile, tuple[str | None, str]] = {}
    for name, head in headers.items():
        for profile, own in head.accounts.items():
            account, first = found.setdefault(profile, (own.account, name))
            if own.account != account:
                raise UsageError(f"{name}: its {profile} account is another one than in {first}")


def _differs(key: str, value: Any, wanted: Any, first: str) -> str:
    word = CALLED.get(key, key)
    if isinstance(value, str):
        return f"its {word} is {value or 'none'}, that of {first} is {wanted or 'none'}"
    return f"its {word} differ from those of {first}"


def _disjoint(runs: Mapping[str, Run]) -> list[Verdict]:
    found: dict[str, str] = {}
    for name, run in runs.items():
        if len(run.verdicts) != run.header.planned:
            reached, planned = len(run.verdicts), run.header.planned
            raise UsageError(f"{name}: {planned} cases were planned, {reached} have a verdict")
        for verdict in run.verdicts:
            if verdict.case in found:
                raise UsageError(f"{name}: {verdict.case} stands in {found[verdict.case]} too")
            found[verdict.case] = name
    return [verdict for run in runs.values() for verdict in run.verdicts]


def _whole(headers: Mapping[str, Header]) -> None:
    """Every profile has all of its shards."""
    by_profile: dict[Profile, list[tuple[str, Header]]] = defaultdict(list)
    for name, head in headers.items():
        for profile in head.profiles:
            by_profile[profile].append((name, head))
    for profile, found in by_profile.items():
        _parts(profile, found)


def _parts(profile: Profile, found: list[tuple[str, Header]]) -> None:
    first, head = found[0]
    whole = head.shard.of if head.shard else 1
    seen: dict[int, str] = {}
    for name, other in found:
        index, of = (other.shard.index, other.shard.of) if other.shard else (1, 1)
        if of != whole:
            raise UsageError(f"{name}: {profile} is parted in {of}, but in {whole} in {first}")
        if index in seen:
            raise UsageError(f"{name}: shard {index}/{of} of {profile} is {seen[index]} already")
        seen[index] = name
    missing = [f"{i}/{whole}" for i in range(1, whole + 1) if i not in seen]
    if missing:
        raise UsageError(f"{profile}: not all shards are there; missing: {', '.join(missing)}")


def _header(headers: list[Header], planned: int) -> Header:
    found = {profile for head in headers for profile in head.profiles}
    same = {head.profiles for head in headers}
    began = [head.started for head in headers if head.started]
    each = max((head.planned + head.left_out) // max(1, len(head.profiles)) for head in headers)
    return headers[0].model_copy(
        update={
            "profiles": same.pop() if len(same) == 1 else tuple(p for p in PROFILES if p in found),
            "planned": planned,
            "shard": None,
            # Every profile has as many cases as any other.
            "left_out": each * len(found) - planned,
            "accounts": {p: a for head in headers for p, a in head.accounts.items()},
            "started": min(began, default=None),
        }
    )


def _ordered(verdicts: Iterable[Verdict], head: Header) -> Iterator[Verdict]:
    """Operation by operation, profile by profile; within them as each run had its cases."""
    operations = {each.operation: i for i, each in enumerate(head.operations)}
    profiles = {profile: i for i, profile in enumerate(head.profiles)}
    last = len(operations)
    yield from sorted(
        verdicts, key=lambda v: (operations.get(v.operation, last), profiles.get(v.profile, 0))
    )


def _footer(footers: list[Footer], verdicts: Iterable[Verdict]) -> Footer:
    ended = [each.finished for each in footers if each.finished]
    stale = {each.model_dump_json(): each for end in footers for each in end.stale}
    changes = {each.fingerprint: each for end in footers for each in end.changes}
    last = max(ended, default=None)
    return footer(verdicts, last, tuple(changes.values()), tuple(stale.values()))
