"""The ledger: what a live run is about to write stands on disk before the request goes out.

Each line is written with one call and forced to the disk. A line that a kill has cut in two belongs
to a request that was never sent, or repeats what the line before it allows to find again.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from ..contract.model import Profile
from ..errors import DataError, UsageError
from ..model import Frozen


class Noted(Frozen):
    """What every line about a write says: its own number, the run, and whose account it is."""

    entry: str
    run: str
    profile: Profile
    account: str | None = None
    base_url: str


class Creating(Noted):
    """A thing is about to be created; by `name` or `key` it can be found again."""

    kind: Literal["creating"] = "creating"
    operation: str
    name: str | None = None
    key: str | None = None
    parameters: dict[str, str] = {}


class Changing(Noted):
    """A setting is about to be changed; `before` is the request that puts it back."""

    kind: Literal["changing"] = "changing"
    setting: str
    parameters: dict[str, str] = {}
    before: dict[str, Any]


class Calling(Noted):
    """A call is about to be started."""

    kind: Literal["calling"] = "calling"
    operation: str


class Created(Frozen):
    """The id of a created thing or of a started call."""

    kind: Literal["created"] = "created"
    entry: str
    id: str


class Done(Frozen):
    """A thing is gone again, or a setting is as it was."""

    kind: Literal["done"] = "done"
    entry: str


class Spent(Frozen):
    """What a case may have cost, noted before it was put."""

    kind: Literal["spent"] = "spent"
    run: str
    case: str
    estimate: float


Line = Annotated[
    Creating | Changing | Calling | Created | Done | Spent, Field(discriminator="kind")
]
LINE: TypeAdapter[Any] = TypeAdapter(Line)


class Open(Frozen):
    """Something that is not yet undone, and the id of a created thing where it is known."""

    noted: Creating | Changing | Calling
    id: str | None = None


class Ledger:
    """The file; it is made when the first line is written, for its owner's eyes only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: IO[str] | None = None

    def add(self, line: Frozen) -> None:
        """Write a line and wait until it is on the disk.

        Raises:
            UsageError: it cannot be written, so that nothing may be sent.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._append(json.dumps(line.model_dump(exclude_none=True)) + "\n")
        except OSError as error:
            raise UsageError(
                f"{self.path}: the ledger cannot be written: {error.strerror}"
            ) from None

    def _append(self, text: str) -> None:
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":
                text = "\n" + text
            os.write(handle, text.encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def lines(self) -> Iterator[Any]:
        """Every whole line.

        Raises:
            DataError: the file cannot be read, or a whole line is none of ours.
        """
        for number, text in enumerate(self._text().splitlines(), 1):
            try:
                value = json.loads(text)
            except ValueError:
                continue  # cut in two by a kill
            try:
                yield LINE.validate_python(value)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                raise DataError(
                    f"{self.path}:{number}: no line of a ledger: {first['msg']}"
                ) from None

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise DataError(f"{self.path}: cannot be read: {error.strerror}") from None

    def open(self) -> list[Open]:
        """What is not yet undone, newest first."""
        found: dict[str, Open] = {}
        for line in self.lines():
            match line:
                case Creating() | Changing() | Calling():
                    found[line.entry] = Open(noted=line)
                case Created() if line.entry in found:
                    found[line.entry] = Open(noted=found[line.entry].noted, id=line.id)
                case Done():
                    found.pop(line.entry, None)
        return list(reversed(found.values()))

    def spent(self, run: str) -> float:
        """What the cases of a run may have cost so far."""
        return sum(
            each.estimate for each in self.lines() if isinstance(each, Spent) and each.run == run
        )

    def hold(self) -> None:
        """Say that a run is at work, until the process ends."""
        if self.held is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.held = Path(f"{self.path}.run.lock").open("w")  # noqa: SIM115
            fcntl.flock(self.held, fcntl.LOCK_SH)

    def release(self) -> None:
        """Say that the run is over."""
        if self.held:
            self.held.close()
            self.held = None

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Keep runs from beginning to write until the block ends.

        Raises:
            UsageError: one is at work.
        """
        if not self.path.exists():
            yield
            return
        with Path(f"{self.path}.run.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"{self.path}: a run is at work; sweep when it has ended"
                ) from None
            yield

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Keep other workers from the same business until the block ends."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with Path(f"{self.path}.{what}").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
