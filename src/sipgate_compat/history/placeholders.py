"""Error texts without what differs each time: ids, numbers and dates become numbered names."""

from __future__ import annotations

import re

LONGEST = 300
VARYING = re.compile(
    r"""(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})
    |(?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)
    |(?P<time>\b\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?\b)
    |(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    |(?P<id>(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])\w[\w-]*)
    |(?P<number>[+]?\d+(?:[.,]\d+)*)""",
    re.IGNORECASE | re.VERBOSE,
)


def numbered(text: str) -> str:
    """A text whose ids, UUIDs, numbers, dates, times and addresses are numbered placeholders.

    The same value has the same number, so that an id which stands twice is seen to.

    Args:
        text: as it came, redacted; cut after 300 characters.
    """
    names: dict[str, str] = {}
    counts: dict[str, int] = {}

    def name(found: re.Match[str]) -> str:
        kind, value = found.lastgroup or "", found[0].lower()
        if value not in names:
            counts[kind] = counts.get(kind, 0) + 1
            names[value] = f"<{kind}{counts[kind]}>"
        return names[value]

    plain = VARYING.sub(name, " ".join(text[: 4 * LONGEST].split()))
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
