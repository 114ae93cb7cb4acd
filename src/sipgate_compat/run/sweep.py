"""Cleaning up what a killed run left: by the ledger, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from ..client import Client, Credentials, Wire
from ..config import pseudonym_key
from ..contract.book import Book
from ..contract.model import Profile
from ..errors import CompatError
from ..model import Frozen
from .accounts import pseudonym
from .guard import sender
from .ledger import Calling, Creating, Done, Ledger, Open
from .target import check_live
from .undo import Left, Send, look, undo

WOULD = "would be"


class SweepStep(Frozen):
    """What became of one thing or setting."""

    entry: str
    profile: Profile
    what: str
    done: str | None = None
    left: str | None = None


class Sweep(Frozen):
    """What `sweep` did, or would do."""

    schema_: Literal["schemas/sweep-1.json"] = Field("schemas/sweep-1.json", alias="schema")
    ledger: str
    dry_run: bool
    steps: tuple[SweepStep, ...] = ()

    @property
    def left(self) -> int:
        """How much is not as it was."""
        return sum(
            step.left is not None or (step.done or "").startswith(WOULD) for step in self.steps
        )


def sweep(
    book: Book,
    ledger: Ledger,
    client: Client,
    credentials: Mapping[Profile, Credentials],
    dry_run: bool,
) -> Sweep:
    """Undo what is open in the ledger, on the accounts that are given.

    Raises:
        Refused, NotTheApi, Undecided: an account cannot be looked at.
    """
    steps: list[SweepStep] = []
    for profile, own in credentials.items():
        found = [each for each in ledger.open() if each.noted.profile == profile]
        account = _account(client, own) if found else None
        steps += [_step(book, ledger, client, own, account, each, dry_run) for each in found]
    return Sweep(ledger=str(ledger.path), dry_run=dry_run, steps=tuple(steps))


def _account(client: Client, own: Credentials) -> str | None:
    answer = client.send(Wire("GET", "/authorization/userinfo", {}, None, own))
    check_live(client.base_url, answer, own.variable)
    return pseudonym(answer.body, pseudonym_key())


def _step(
    book: Book,
    ledger: Ledger,
    client: Client,
    own: Credentials,
    account: str | None,
    each: Open,
    dry_run: bool,
) -> SweepStep:
    done, left = None, None
    try:
        _same(each, client, account)
        done = _undone(book, sender(client, own), each, dry_run)
    except CompatError as error:
        left = str(error)
    if done and not dry_run:
        ledger.add(Done(entry=each.noted.entry))
    noted = each.noted
    if isinstance(noted, Creating):
        what = f"{noted.operation}: {noted.name or 'a thing without a name'}"
    elif isinstance(noted, Calling):
        what = f"{noted.operation}: a call"
    else:
        what = f"setting {noted.setting}"
    return SweepStep(entry=noted.entry, profile=noted.profile, what=what, done=done, left=left)


def _same(each: Open, client: Client, account: str | None) -> None:
    if each.noted.base_url != client.base_url:
        raise Left(f"it was written to {each.noted.base_url}, and not to {client.base_url}")
    if each.noted.account != account:
        raise Left(
            "it was written to another account than the one whose credentials are set, "
            "or under another SIPGATE_COMPAT_PSEUDONYM_KEY"
        )


def _undone(book: Book, send: Send, each: Open, dry_run: bool) -> str:
    if dry_run:
        return look(send, book.effects, each)
    methods = {o.operation: (o.method, o.path) for o in book.operations.values()}
    return undo(send, book.effects, methods, each)
