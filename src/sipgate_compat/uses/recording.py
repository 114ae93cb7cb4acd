"""The file of ``sipgate-compat record``: kinds of requests, and no value of anybody."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from .. import __version__
from ..errors import DataError, UsageError
from ..model import Frozen
from .collect import Collector
from .model import Read
from .seen import Seen
from .stream import Stream

FORM = "recording"
NOTES = (
    "operations, the parameters and fields that their contracts declare, and of what kind each "
    "value is; no value, body, header, credential, number or id"
)
# A request seen before is counted, and its line written again when the count is one of these.
COUNTS = frozenset(10**power for power in range(1, 10))


class Session(Frozen):
    """The first line of each recording; a file may hold several."""

    kind: Literal["session"] = "session"
    schema_: Literal["schemas/recording-1.json"] = Field("schemas/recording-1.json", alias="schema")
    recording: Literal["sipgate-compat"] = "sipgate-compat"
    version: str
    target: str
    started: str
    notes: str = NOTES


class Noted(Frozen):
    """A kind of request of one operation, and how often it was seen so far in this session."""

    kind: Literal["request"] = "request"
    operation: str
    method: str
    path: str
    values: dict[str, tuple[str, ...]]
    """The kinds of values at each place, such as ``query types``."""
    unknown: tuple[str, ...] = ()
    requests: int


class Stray(Frozen):
    """A request that is no operation of the contracts; words of the API's paths alone are kept."""

    kind: Literal["stray"] = "stray"
    method: str
    path: str
    requests: int


RecordingLine = Annotated[Session | Noted | Stray, Field(discriminator="kind")]
LINE: TypeAdapter[Session | Noted | Stray] = TypeAdapter(RecordingLine)


class Recorder:
    """Notes requests in a file, each kind of them as soon as it is seen."""

    def __init__(self, path: Path, collector: Collector) -> None:
        """Args:
        path: the file; one that is a recording already is gone on with.
        collector: takes the requests, which it reduces.

        Raises:
            UsageError: it cannot be written, or is another file.
        """
        self.path = path
        self.collector = collector
        self._written: Counter[object] = Counter()
        self._handle = _opened(path)

    def begin(self, target: str, started: str) -> None:
        """Write the first line.

        Args:
            target: where requests go on to.
            started: this moment, ISO.
        """
        self._write(Session(version=__version__, target=target, started=started))

    def request(self, method: str, address: str, body: object) -> None:
        """Note one request."""
        self.collector.request(method, address, body, "the recording", strict=False)
        self.save(only_new=True)

    def save(self, only_new: bool = False) -> None:
        """Write what is not in the file yet.

        Args:
            only_new: leave out what is, except for its count, unless that is a round one.
        """
        for seen, times in self.collector.seen.items():
            self._save(seen, times, only_new)
        for place, stranger in self.collector.strangers.items():
            self._save(place, stranger.requests, only_new)

    def close(self) -> None:
        """Write the counts, and no more."""
        self.save()
        os.close(self._handle)

    def _save(self, what: Seen | tuple[str, str], times: int, only_new: bool) -> None:
        written = self._written[what]
        if times == written or (only_new and written and times not in COUNTS):
            return
        self._written[what] = times
        self._write(self._line(what, times))

    def _line(self, what: Seen | tuple[str, str], times: int) -> Frozen:
        if isinstance(what, tuple):
            return Stray(method=what[0], path=what[1], requests=times)
        operation = self.collector.routes.operations[what.operation]
        places = sorted({place for place, _ in what.values})
        return Noted(
            operation=what.operation,
            method=operation.method,
            path=operation.path,
            values={place: tuple(sorted(what.at(place))) for place in places},
            unknown=tuple(sorted(what.unknown)),
            requests=times,
        )

    def _write(self, line: Frozen) -> None:
        # One write of a whole line to the end of the file: whatever ends this, lines stay whole.
        os.write(self._handle, (line.model_dump_json() + "\n").encode())


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    head = os.read(handle, 4096)
    if head and not _is_recording(head):
        os.close(handle)
        raise UsageError(f"{path}: is another file, not a recording; name a new one")
    if head and os.pread(handle, 1, os.fstat(handle).st_size - 1) != b"\n":
        os.write(handle, b"\n")  # a session that was killed while it wrote
    return handle


def _is_recording(head: bytes) -> bool:
    try:
        return isinstance(LINE.validate_json(head.splitlines()[0]), Session)
    except ValidationError:
        return False


def read(stream: Stream, collector: Collector) -> Read:
    """Read a recording into a collector; the newest count of a session is its count."""
    counts: Counter[tuple[int, Seen | tuple[str, str]]] = Counter()
    session, good, bad, first = 0, 0, 0, None
    for number, text in stream.lines():
        line = _parsed(text)
        if line is None:
            if text != "":
                bad, first = bad + 1, first or f"line {number}"
            continue
        good += 1
        if isinstance(line, Session):
            session += 1
        else:
            counts[session, _counted(line)] = line.requests
    for (_, what), times in counts.items():
        if isinstance(what, tuple):
            collector.strange(*what, "the recording", times)
        else:
            collector.noted(what, times)
    if not good:
        raise DataError(f"{stream.name}: a recording of another version of sipgate-compat")
    return Read(
        name=stream.name,
        form="recording",
        unit="lines",
        read=good,
        not_understood=bad,
        first_not_understood=first,
    )


def _parsed(text: str | None) -> Session | Noted | Stray | None:
    try:
        return LINE.validate_json(text or "")
    except ValidationError:
        return None


def _counted(line: Noted | Stray) -> Seen | tuple[str, str]:
    if isinstance(line, Stray):
        return line.method, line.path
    pairs = frozenset((place, kind) for place, kinds in line.values.items() for kind in kinds)
    return Seen(line.operation, pairs, frozenset(line.unknown))


def ready(path: Path, base_url: str, target: str) -> str:
    """The one line on standard output."""
    return json.dumps({"base_url": base_url, "target": target, "out": str(path), "notes": NOTES})
