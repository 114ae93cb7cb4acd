"""How a client behaves towards an API that is busy, slow or gone."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .web import USER_AGENT

# Answers that say "not now". What only reads may ask again.
REPEATED = frozenset({429, 502, 503, 504})
PAUSES = (0.5, 2.0)
# Answers behind which there is no API at present.
GONE = frozenset({502, 503, 504})
# After so many of these, or of no answers at all, in a row, it is looked whether anybody is there.
SILENT = 3
WATCHES = (0.0, 20.0, 40.0)
FOREVER = 86_400.0


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """What is done where no answer of the API came.

    Attributes:
        pauses: seconds before each further try of a request that only reads; none, no further try.
        watches: seconds before each look whether a silent target is there; after the last of them
            nothing is sent to the account any more.
        agent: how the client names itself.
        sleep: lets seconds pass.
        now: the moment, for dates in answers.
    """

    pauses: tuple[float, ...] = ()
    watches: tuple[float, ...] = (0.0,)
    agent: str = USER_AGENT
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = now


def told_to_wait(headers: Mapping[str, str], moment: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks for, as a number or as a date; None where it says nothing.

    Args:
        headers: of the answer.
        moment: now, with its zone.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), FOREVER)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return min(max(0.0, (date - moment).total_seconds()), FOREVER)
