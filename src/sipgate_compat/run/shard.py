"""A shard: the part of all cases that one of several machines puts.

A case belongs to the shard that the hash of its operation's name falls into, so an operation's
cases stay together on all profiles, and a further case or operation moves no other one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import UsageError
from .model import Shard

if TYPE_CHECKING:
    from ..contract.cases import Case

MOST = 999
WRITTEN = re.compile(r"([0-9]{1,4})/([0-9]{1,4})", re.ASCII)


def shard(text: str) -> Shard:
    """A shard from what a person writes: ``2/4`` is the second of four.

    Raises:
        UsageError: it is no such thing, or there is no such shard.
    """
    found = WRITTEN.fullmatch(text)
    if not found:
        raise UsageError(f"--shard {text}: not a shard; write the second of four as 2/4")
    index, of = int(found[1]), int(found[2])
    if not 1 <= of <= MOST:
        raise UsageError(f"--shard {text}: {of} shards make no sense; known: 1 to {MOST}")
    if not 1 <= index <= of:
        raise UsageError(f"--shard {text}: there is no shard {index} of {of}; known: 1 to {of}")
    return Shard(index=index, of=of)


def index_of(operation: str, of: int) -> int:
    """The shard that an operation belongs to, from 1 on, where there are `of`."""
    digest = hashlib.sha256(operation.encode()).digest()
    return int.from_bytes(digest[:8], "big") % of + 1


def part(cases: Iterable[Case], of: Shard) -> list[Case]:
    """The cases of a shard, in their order."""
    return [each for each in cases if index_of(each.operation.operation, of.of) == of.index]
