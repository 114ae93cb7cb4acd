"""The desk's counter: workers of pytest-xdist ask the one desk of the run.

They are told its address and its key over the pipe that started them. Both ends prove that they
know the key before anything is said; what is said is JSON, and nothing is written to a file.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from threading import Lock, Thread
from typing import Any

from ..desk import Counter
from ..errors import CompatError, NotTheApi, Refused, Spent, Undecided, Unrenewed
from ..grant import Grant

LONGEST = 1 << 20
ERRORS: dict[str, type[CompatError]] = {
    each.__name__: each for each in (CompatError, NotTheApi, Refused, Undecided, Unrenewed)
}


@contextmanager
def opened(desk: Counter) -> Iterator[dict[str, str]]:
    """Serve a desk to other processes of this run: yields what a worker must be told."""
    key = os.urandom(32)
    listener = Listener(family="AF_UNIX", authkey=key)
    closing: list[bool] = []
    thread = Thread(target=_accept, args=(listener, desk, closing), daemon=True)
    thread.start()
    try:
        yield {"address": str(listener.address), "key": key.hex()}
    finally:
        closing.append(True)
        # Somebody must knock for the last time; nobody waits to be let in.
        with suppress(OSError), socket.socket(socket.AF_UNIX) as knock:
            knock.connect(str(listener.address))
        thread.join(5)
        listener.close()


def _accept(listener: Listener, desk: Counter, closing: list[bool]) -> None:
    while not closing:
        try:
            connection = listener.accept()
        except (OSError, EOFError, AuthenticationError):
            continue  # whoever that was, it was no worker of ours
        Thread(target=_serve, args=(connection, desk), daemon=True).start()


def _serve(connection: Connection[Any, Any], desk: Counter) -> None:
    with connection, suppress(OSError, EOFError):
        while True:
            asked = json.loads(connection.recv_bytes(LONGEST))
            connection.send_bytes(json.dumps(_answer(desk, asked)).encode())


def _answer(desk: Counter, asked: list[Any]) -> dict[str, Any]:
    try:
        match asked:
            case ["wait", str(account), bool(owed)]:
                return {"value": desk.wait(account, owed)}
            case ["hold", str(account), int() | float() as seconds]:
                desk.hold(account, seconds)
                return {"value": None}
            case ["give_up", str(account), str(why)]:
                desk.give_up(account, why)
                return {"value": None}
            case ["access", str(variable), str(refused)]:
                return {"value": desk.access(variable, refused)}
        return {"error": "CompatError", "said": "the desk does not understand"}
    except Spent as spent:
        return {"error": "Spent", "said": str(spent), "cause": spent.cause}
    except CompatError as error:
        return {"error": type(error).__name__, "said": str(error)}


class Remote:
    """The desk as a worker sees it."""

    def __init__(self, address: str, key: str) -> None:
        self.connection = Client(address, authkey=bytes.fromhex(key))
        self.issued: list[str] = []
        self.lock = Lock()

    def wait(self, account: str, owed: bool = False) -> float:
        """Seconds until asking again makes sense; 0 where the request may go out."""
        return float(self._ask("wait", account, owed))

    def hold(self, account: str, seconds: float) -> None:
        """Keep an account quiet, for all workers."""
        self._ask("hold", account, seconds)

    def give_up(self, account: str, why: str) -> None:
        """Let nobody ask for an account any more."""
        self._ask("give_up", account, why)

    def keep(self, grant: Grant) -> None:
        """The process that began the run keeps them all."""

    def access(self, variable: str, refused: str = "") -> str:
        """The access token of a grant."""
        token = str(self._ask("access", variable, refused))
        if token not in self.issued:
            self.issued.append(token)
        return token

    def close(self) -> None:
        """Go home."""
        self.connection.close()

    def _ask(self, *words: Any) -> Any:
        try:
            with self.lock:
                self.connection.send_bytes(json.dumps(words).encode())
                told = json.loads(self.connection.recv_bytes(LONGEST))
        except (OSError, EOFError):
            raise Undecided("the process that began the run is gone") from None
        match told:
            case {"error": "Spent", "said": said, "cause": cause}:
                raise Spent(said, cause)
            case {"error": name, "said": said}:
                raise ERRORS.get(name, CompatError)(said)
        return told["value"]
