"""What can go wrong, and the exit code each kind ends with.

    CompatError            2  the job could not be done
    ├── DataError          2  a file of ours does not hold what it must (file, line, nearest key)
    ├── UsageError         2  an argument or a setting makes no sense
    ├── Refused            2  credentials were refused, or belong to another profile
    ├── NotTheApi          2  something answered, but not the API
    └── Undecided          3  we could not tell: target unreachable
        ├── Unrenewed      3  no access token is to be had at present
        └── Spent          3  a budget is spent, the API asks to wait too long or is silent

A finding (exit 1) is a result and no error. Every message is one line that names the thing, the
reason and what would be accepted; only the outermost function prints it.
"""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Iterable
from enum import IntEnum
from typing import Literal

PACKAGE = "/sipgate_compat/"
Cause = Literal["budget", "429", "network"]


class Exit(IntEnum):
    """Exit codes of every verb."""

    FINE = 0
    FINDING = 1
    FAILED = 2
    UNDECIDED = 3
    INTERRUPTED = 130


class CompatError(Exception):
    """The job could not be done."""

    exit_code = Exit.FAILED


class DataError(CompatError):
    """A file does not hold what it must."""


class UsageError(CompatError):
    """An argument or a setting makes no sense."""


class Refused(CompatError):
    """Credentials were refused, or belong to an account of another profile."""


class NotTheApi(CompatError):
    """Something answered, but not the API."""


class Undecided(CompatError):
    """Nobody can say yet: the target is unreachable or a budget is spent."""

    exit_code = Exit.UNDECIDED


class Unrenewed(Undecided):
    """No access token is to be had at present; asking for one is never repeated at once."""


class Spent(Undecided):
    """Nothing may be sent any more.

    `cause` is ``budget`` where a budget of ours is spent, ``429`` where the API wants to be left in
    peace, and ``network`` where it does not answer any more.
    """

    def __init__(self, reason: str, cause: Cause = "budget") -> None:
        super().__init__(reason)
        self.cause = cause


def place(error: BaseException) -> str:
    """What failed and where, without a word of what it failed over: ``KeyError in run/judge.py:9``.

    An exception's own text may hold what a live account answered.
    """
    steps = traceback.extract_tb(error.__traceback__)
    ours = [each for each in steps if PACKAGE in each.filename.replace("\\", "/")]
    name = type(error).__name__
    if not ours:
        return name
    file = ours[-1].filename.replace("\\", "/").rpartition(PACKAGE)[2]
    return f"{name} in {file}:{ours[-1].lineno}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that ends a message: the nearest known word, or all of them where they are few."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(known)}" if len(known) <= 12 else f"{len(known)} are known"
