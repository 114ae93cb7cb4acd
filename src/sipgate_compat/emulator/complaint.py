"""What the control plane refuses, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import nearest


class ControlError(Exception):
    """A wish of the control plane that makes no sense."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


def unknown(kind: str, word: object, known: Iterable[str], status: int = 404) -> ControlError:
    """An unknown word, with the nearest known one."""
    return ControlError(f"{kind} {word!r}: not known; {nearest(str(word), known)}", status)
