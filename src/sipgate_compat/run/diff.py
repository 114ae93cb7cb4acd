"""What changed between two runs; cases are aligned by their address, and no rename is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..change.model import Change, Origin, Severity, change, worst_first
from ..contract.model import Profile
from ..errors import UsageError
from ..model import Frozen
from .diff_cases import case_changes
from .diff_header import header_changes
from .model import Header, Named, Run, named


class RunDiff(Frozen):
    """All changes between two runs, worst first, and what the reader has to know of both."""

    schema_: Literal["schemas/run-diff-1.json"] = Field("schemas/run-diff-1.json", alias="schema")
    old: Named
    new: Named
    profiles: tuple[Profile, ...]
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...]


def diff(old: Run, new: Run, profiles: tuple[Profile, ...] = ()) -> RunDiff:
    """All changes from one run to another.

    Args:
        old: the earlier run.
        new: the later one.
        profiles: only these; by default all, and both runs have the same.

    Raises:
        UsageError: a run lacks a profile.
    """
    chosen = _profiles(old.header, new.header, profiles)
    found = [*_targets(old.header, new.header), *header_changes(old.header, new.header, chosen)]
    found += case_changes(old, new, chosen)
    return RunDiff(
        old=named(old),
        new=named(new),
        profiles=chosen,
        notes=tuple(_notes(old.header, new.header)),
        changes=worst_first(tuple(found)),
    )


def _profiles(old: Header, new: Header, wanted: tuple[Profile, ...]) -> tuple[Profile, ...]:
    both = tuple(each for each in old.profiles if each in new.profiles)
    for name, header in (("old", old), ("new", new)):
        other = new if header is old else old
        for profile in wanted or other.profiles:
            if profile not in header.profiles:
                hint = " ".join(f"--profile {each}" for each in both)
                known = f"compare what both have with {hint}" if both else "both share none"
                raise UsageError(f"the {name} run has no profile {profile}; {known}")
    return wanted or both


def _targets(old: Header, new: Header) -> Iterator[Change]:
    if old.target != new.target:
        yield change(
            Origin.SUITE,
            "target-changed",
            Severity.NOTICE,
            "the run",
            old=old.target,
            new=new.target,
        )


def _notes(old: Header, new: Header) -> Iterator[str]:
    if old.target != new.target:
        yield (
            f"the targets differ: {old.target} against {new.target}; "
            "this compares two providers, not two moments of one"
        )
    for name, header, what in (("old", old, "added"), ("new", new, "removed")):
        if header.left_out:
            yield (
                f"the {name} run left out {header.left_out} cases that were not selected; "
                f"none is called {what}"
            )
    if old.contracts != new.contracts:
        yield "the contracts differ: a verdict may have changed because its promise did"
