"""Which requests arrived, in their order."""

from __future__ import annotations

from collections import deque
from typing import Any

KEPT = 100_000


class Journal:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self.requests: deque[tuple[Any, ...]] = deque(maxlen=KEPT)

    def add(self, *entry: Any) -> None:
        """Keep one request: method, path, query, status, profile, operation, sandbox, nearest."""
        self.requests.append(entry)

    def shown(self, sandbox: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        """As the control plane shows it."""
        names = ("method", "path", "query", "status", "profile", "operation", "sandbox", "nearest")
        rows = [
            dict(zip(names, entry, strict=True))
            for entry in self.requests
            if sandbox is None or entry[6] == sandbox
        ]
        return rows[-limit:] if limit else rows
