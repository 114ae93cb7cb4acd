"""What was seen on an account: the requests of the test, and what was pushed to its receivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One request that arrived; `operation` is the API's own name for it.

    `nearest` says, where no operation was met, what came nearest.
    """

    method: str
    path: str
    query: str
    status: int
    profile: str | None
    operation: str | None
    nearest: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Entry:
        """From a row of the journal."""
        return cls(**{name: row[name] for name in cls.__slots__})

    def __str__(self) -> str:
        """As a line of a failed test's report."""
        query = f"?{self.query}" if self.query else ""
        hint = self.operation or (f"nearest: {self.nearest}" if self.nearest else "no operation")
        return (
            f"{self.profile or 'nobody'}: {self.status} {self.method} {self.path}{query} ({hint})"
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event that was pushed to a receiver.

    `fields` is what was sent, `status` what the receiver answered (None: it did not), `meaning`
    what the platform makes of the answer, `error` why there is none.
    """

    event: str
    url: str
    call: str
    fields: Mapping[str, str | list[str]]
    status: int | None
    meaning: str | None
    error: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Delivery:
        """From a row of the deliveries."""
        same = {name: row[name] for name in cls.__slots__ if name != "call"}
        return cls(call=row["callId"], **same)
