"""What comes back from a receiver, and what it can ask for: plain values."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TARGETS = 5  # numbers of a Dial (documented)


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring other numbers, or the voicemail."""

    numbers: tuple[str, ...] = ()
    voicemail: bool = False
    caller_id: str | None = None
    anonymous: bool = False

    def __str__(self) -> str:
        targets = [*self.numbers, *(["the voicemail"] if self.voicemail else [])]
        caller = f"as {self.caller_id}" if self.caller_id else ""
        shown = "anonymously" if self.anonymous else caller
        return " ".join(["dial", ", ".join(targets), shown]).strip()


@dataclass(frozen=True, slots=True)
class Play:
    """Play a file."""

    url: str

    def __str__(self) -> str:
        return f"play {self.url}"


@dataclass(frozen=True, slots=True)
class Gather:
    """Wait for keys: so many, or so long (milliseconds)."""

    on_data: str
    digits: int = 1
    timeout: int = 2000
    play: Play | None = None

    def __str__(self) -> str:
        first = f"{self.play}, then " if self.play else ""
        return f"{first}gather up to {self.digits} keys within {self.timeout} ms"


@dataclass(frozen=True, slots=True)
class Reject:
    """Refuse a call, or say that it is busy."""

    reason: str = "rejected"

    def __str__(self) -> str:
        return f"reject as {self.reason}"


@dataclass(frozen=True, slots=True)
class Hangup:
    """End a call."""

    def __str__(self) -> str:
        return "hang up"


Action = Dial | Play | Gather | Reject | Hangup


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer: at most one action, and where to tell of what happens next."""

    action: Action | None = None
    on_answer: str | None = None
    on_hangup: str | None = None

    def __str__(self) -> str:
        events = {"onAnswer": self.on_answer, "onHangup": self.on_hangup}
        wanted = [name for name, url in events.items() if url]
        action = str(self.action) if self.action else "go on as it would"
        return f"{action}; tell {' and '.join(wanted)}" if wanted else action


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, or in one line why nothing did."""

    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    error: str | None = None


class NoAnswer(Exception):
    """An answer that cannot be followed, and why, in one line."""
