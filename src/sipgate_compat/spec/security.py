"""What a client must bring: ways to sign in, and scopes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..change.model import Severity
from .document import Item
from .kinds import BREAKING, NOTICE

Ways = Sequence[frozenset[Item]]
Found = tuple[str, Severity, str | None, str | None]


def changes(old: Ways, new: Ways) -> Iterator[Found]:
    """How two lists of ways to sign in differ, as kind, severity, old, new.

    Each way is all that it asks for; one of them suffices. Breaking is what makes a way
    insufficient that was enough before.
    """
    old, new = old or [frozenset()], new or [frozenset()]
    before, after = frozenset[Item]().union(*old), frozenset[Item]().union(*new)
    stuck = [way for way in old if not any(other <= way for other in new)]
    added, removed = after - before, before - after
    # A way that would do if the client also had what is new: the addition is to blame.
    lacking = [way for way in stuck if any(other - way <= added for other in new)]
    lost = [way for way in stuck if way not in lacking]
    for item in sorted(added):
        yield _kind(item, "added"), BREAKING if lacking else NOTICE, None, _said(item)
    for item in sorted(removed):
        harms = any(item in way for way in lost)
        yield _kind(item, "removed"), BREAKING if harms else NOTICE, _said(item), None
    if not added and not removed and set(old) != set(new):
        yield (
            "sign-in-changed",
            BREAKING if stuck else NOTICE,
            _ways(old),
            _ways(new),
        )


def _kind(item: Item, what: str) -> str:
    return f"{'scope' if item[1] else 'sign-in'}-{what}"


def _said(item: Item) -> str:
    return item[1] or item[0]


def _ways(ways: Ways) -> str:
    return " or ".join(sorted(" and ".join(sorted(map(_said, way))) or "nothing" for way in ways))
