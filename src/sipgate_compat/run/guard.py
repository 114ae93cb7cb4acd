"""The guard of a live account: nothing is written before it stands in the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from ..client import Answer, Client, Credentials, Wire
from ..compare import filled, pointed
from ..contract.book import Book
from ..contract.cases import Case, Step
from ..contract.effects import Call, Create, Setting
from ..contract.model import Effect, Profile
from ..errors import CompatError
from .ledger import Calling, Changing, Created, Creating, Done, Ledger, Open, Spent
from .refusal import OverBudget, Skip, estimate, given_name, nameless, not_ours, too_dear
from .undo import Left, Send, current, ids, same_key, undo

LEFT_BEHIND = "left behind for `sipgate-compat sweep`"


class Guard:
    """Keeps a live account as it was.

    Args:
        book: all contracts.
        ledger: what is written stands there first.
        client: sends requests.
        credentials: of each account.
        account: the pseudonym of a profile's account, for the ledger.
        run: names the run in the ledger; workers share it.
        max_cost: EUR that all cases of the run together may be estimated to cost.
    """

    def __init__(
        self,
        book: Book,
        ledger: Ledger,
        client: Client,
        credentials: Mapping[Profile, Credentials],
        account: Callable[[Profile], str | None],
        run: str | None = None,
        max_cost: float | None = None,
    ) -> None:
        self.effects, self.costs, self.ledger = book.effects, book.costs, ledger
        self.client, self.by_profile, self.account = client, credentials, account
        self.run, self.max_cost = run or secrets.token_hex(4), max_cost
        self.methods = {o.operation: (o.method, o.path) for o in book.operations.values()}
        self.mark = secrets.token_hex(3)
        self.count = 0
        self.pending: dict[str, Open] = {}
        self.created: set[tuple[Profile, str]] = set()
        self.locks = ExitStack()

    def afford(self, case: Case) -> None:
        """Note what a case may cost.

        Raises:
            OverBudget: it would go over what the run may cost.
        """
        cost = estimate(case, self.costs)
        if self.max_cost is None or not cost:
            return
        with self.ledger.alone("costs.lock"):
            left = self.max_cost - self.ledger.spent(self.run)
            if cost > left + 1e-9:
                raise OverBudget(too_dear(cost, left, self.max_cost))
            self.ledger.add(Spent(run=self.run, case=case.address, estimate=cost))

    def named(self, case: Case) -> Case:
        """The case with our own names for all that it creates, wherever it speaks of them."""
        names: dict[str, str] = {}
        for step in case.steps:
            create = self.effects.create(step.operation.operation)
            if create and create.name and (name := given_name(create.name, step)):
                names.setdefault(name, f"{self.effects.prefix}-{self.mark}-{self._number()} {name}")
        if not names:
            return case
        return replace(case, steps=tuple(_renamed_step(step, names) for step in case.steps))

    def _number(self) -> int:
        self.count += 1
        return self.count

    def put(
        self, case: Case, step: Step, values: Mapping[str, Any], send: Callable[[], Answer]
    ) -> Answer:
        """Put a request that may change something, once it is noted.

        Args:
            values: fill the request's path.
            send: puts it.

        Raises:
            Skip: it would touch what this run did not create.
        """
        operation = step.operation
        if operation.effect is Effect.READ or operation.operation in self.effects.sends:
            return send()
        parameters = {
            name: str(filled(step.request.path.get(name, f"${name}"), values))
            for name in operation.path_parameters
        }
        own = self._own(case.profile)
        if call := self.effects.call(operation.operation):
            return self._call(case, call, send)
        if create := self.effects.create(operation.operation):
            return self._create(case, step, create, parameters, send, own)
        if not self._ours(case.profile, parameters):
            how = self.effects.setting(operation.operation)
            if how is None:
                raise Skip(not_ours(operation.method, operation.path))
            self._keep(case.profile, how, parameters, own)
        return send()

    def _ours(self, profile: Profile, parameters: Mapping[str, str]) -> bool:
        named = [value for name, value in parameters.items() if name != "userId"]
        return bool(named) and all((profile, each) in self.created for each in named)

    def _create(
        self,
        case: Case,
        step: Step,
        create: Create,
        parameters: dict[str, str],
        send: Callable[[], Answer],
        own: Send,
    ) -> Answer:
        given = given_name(create.name or create.key, step)
        if given is None:
            raise Skip(nameless(step.operation.operation))
        noted = Creating(
            **self._noted(case.profile),
            operation=step.operation.operation,
            name=given if create.name else None,
            key=given if create.key else None,
            parameters=parameters,
        )
        ours = any(p == case.profile and same_key(i, given) for p, i in self.created)
        if create.key and not ours and _readable(lambda: ids(own, create, noted, None)):
            raise Skip(f"{step.operation.operation} would create what is there already")
        self._open(Open(noted=noted))
        answer = send()
        if answer.status < 300:
            found = pointed(answer.body, create.id) if create.id else None
            there = [found] if isinstance(found, str) else ids(own, create, noted, None)
            for one in there:
                self.ledger.add(Created(entry=noted.entry, id=one))
                self.pending[noted.entry] = Open(noted=noted, id=one)
                self.created.add((case.profile, one))
        return answer

    def _call(self, case: Case, call: Call, send: Callable[[], Answer]) -> Answer:
        noted = Calling(**self._noted(case.profile), operation=call.operation)
        self._open(Open(noted=noted))
        answer = send()
        found = [pointed(answer.body, pointer) for pointer in call.ids]
        known = [each for each in found if isinstance(each, str) and each]
        if answer.status < 300 and known:
            self.ledger.add(Created(entry=noted.entry, id=known[0]))
            self.pending[noted.entry] = Open(noted=noted, id=known[0])
        return answer

    def _keep(self, profile: Profile, how: Setting, parameters: dict[str, str], own: Send) -> None:
        """Note how a setting is, so that it can be put back; once in a case."""
        same = (profile, how.setting, parameters)
        kept = [e.noted for e in self.pending.values() if isinstance(e.noted, Changing)]
        if any((each.profile, each.setting, each.parameters) == same for each in kept):
            return
        if not kept:
            self.locks.enter_context(self.ledger.alone("settings.lock"))
        before = _readable(lambda: current(own, how, parameters))
        if before is not None:
            noted = Changing(
                **self._noted(profile), setting=how.setting, parameters=parameters, before=before
            )
            self._open(Open(noted=noted))

    def _noted(self, profile: Profile) -> dict[str, Any]:
        return {
            "entry": f"{self.run}-{self.mark}-{self._number()}",
            "run": self.run,
            "profile": profile,
            "account": self.account(profile),
            "base_url": self.client.base_url,
        }

    def _open(self, each: Open) -> None:
        self.ledger.hold()
        self.ledger.add(each.noted)
        self.pending[each.noted.entry] = each

    def _own(self, profile: Profile, owed: bool = False) -> Send:
        return sender(self.client, self.by_profile[profile], owed)

    def settle(self) -> list[str]:
        """Undo all that is not undone yet, newest first; says what could not be."""
        left = []
        for entry, each in reversed(list(self.pending.items())):
            try:
                undo(self._own(each.noted.profile, owed=True), self.effects, self.methods, each)
            except CompatError as error:
                left.append(f"{LEFT_BEHIND}: {error}")
            else:
                self.ledger.add(Done(entry=entry))
            del self.pending[entry]
        self.locks.close()
        return left


def sender(client: Client, credentials: Credentials, owed: bool = False) -> Send:
    """Requests with one account's credentials; what is owed is kept back by no budget."""

    def send(method: str, path: str, content: bytes | None) -> Answer:
        headers = {"Content-Type": "application/json"} if content is not None else {}
        return client.send(Wire(method, path, headers, content, credentials, owed))

    return send


def _readable(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Left as error:
        raise Skip(str(error)) from None


def _renamed_step(step: Step, names: Mapping[str, str]) -> Step:
    promise = step.promise
    update = {"body": renamed(promise.expectation.body, names)}
    request = {name: renamed(getattr(step.request, name), names) for name in ("query", "body")}
    return replace(
        step,
        request=step.request.model_copy(update=request),
        promise=replace(promise, expectation=promise.expectation.model_copy(update=update)),
    )


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A JSON value with other names."""
    match value:
        case str():
            return names.get(value, value)
        case dict():
            return {key: renamed(each, names) for key, each in value.items()}
        case list():
            return [renamed(each, names) for each in value]
        case _:
            return value
