"""Undoing what a live run wrote: things are removed, settings put back, and both are verified."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from ..client import MAX_PAGES, Answer, next_query
from ..compare import ABSENT, pointed
from ..contract.effects import Create, Effects, Listing, Setting
from ..errors import CompatError
from .ledger import Calling, Changing, Creating, Open

Send = Callable[[str, str, bytes | None], Answer]
"""Puts a request with the account's credentials: method, path, content."""


NO_ID = "its id never came; a call that nobody answers ends by itself"


class Left(CompatError):
    """Something could not be undone, and why."""


def filled_path(path: str, parameters: Mapping[str, str]) -> str:
    """A path with its parameters filled."""
    for name, value in parameters.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def listed(send: Send, how: Listing, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
    """All things of a list; none where its owner is not there.

    Raises:
        Left: the list cannot be read to its end.
    """
    path, query = filled_path(how.path, parameters), dict[str, Any]()
    found: list[dict[str, Any]] = []
    for _ in range(MAX_PAGES):
        answer = send("GET", f"{path}?{urlencode(query)}" if query else path, None)
        if answer.status == 404:
            return []  # whose list it would be is not there either
        items = answer.body.get(how.items) if isinstance(answer.body, dict) else None
        if answer.status != 200 or not isinstance(items, list):
            raise Left(f"GET {how.path} answers {answer.status}, so it cannot be looked for")
        found += [each for each in items if isinstance(each, dict)]
        following = (
            next_query(how.paging, how.items, query, answer.body, set()) if how.paging else None
        )
        if following is None:
            return found
        query = following
    raise Left(f"GET {how.path}: no end after {MAX_PAGES} pages")


def ids(send: Send, create: Create, noted: Creating, known: str | None) -> list[str]:
    """The ids under which a created thing is there, by its id, its key or the name we gave it."""
    how = create.listed
    return [
        str(each[how.id])
        for each in listed(send, how, noted.parameters)
        if how.id in each
        and (
            str(each[how.id]) == known
            or (noted.key is not None and same_key(str(each[how.id]), noted.key))
            or (noted.name is not None and each.get(how.name or "") == noted.name)
        )
    ]


def same_key(one: str, other: str) -> bool:
    """Numbers are the same with and without their plus."""
    return one.removeprefix("+") == other.removeprefix("+")


def current(send: Send, how: Setting, parameters: Mapping[str, str]) -> dict[str, Any] | None:
    """The request that would set what is set now; None where there is nothing to set.

    Raises:
        Left: it cannot be read, or could not be put back.
    """
    answer = send("GET", filled_path(how.read, parameters), None)
    body = answer.body
    if answer.status == 404:
        return None
    if answer.status != 200 or not isinstance(body, dict):
        raise Left(f"{how.setting} cannot be read: GET {how.read} answers {answer.status}")
    if how.of:
        items = body.get("items")
        wanted = parameters[how.of]
        body = next((e for e in items or () if isinstance(e, dict) and e.get("id") == wanted), None)
        if body is None:
            return None
    values = {field: pointed(body, pointer) for field, pointer in how.body.items()}
    values = {field: value for field, value in values.items() if value is not ABSENT}
    lost = [f for f, value in values.items() if value is None and f not in how.nullable]
    if lost or not values:
        raise Left(f"{how.setting} could not be put back: what it is now cannot be set")
    return values


def undo(send: Send, effects: Effects, method_of: Mapping[str, tuple[str, str]], each: Open) -> str:
    """Undo one thing and say in words what was done; nothing is done twice.

    Args:
        method_of: method and path of an operation, by its id.

    Raises:
        Left: it is still there, or not as it was.
    """
    noted = each.noted
    if isinstance(noted, Creating):
        create = effects.create(noted.operation)
        if create is None:
            raise Left(f"what {noted.operation} creates is not described any more")
        return _remove(send, create, noted, each.id)
    if isinstance(noted, Calling):
        return _hang_up(send, effects, noted, each.id)
    how = next((s for s in effects.settings if s.setting == noted.setting), None)
    if how is None or how.operation not in method_of:
        raise Left(f"the setting {noted.setting} is not described any more")
    return _put_back(send, how, method_of[how.operation], noted)


def look(send: Send, effects: Effects, each: Open) -> str:
    """What undoing would do, told by reading alone.

    Raises:
        Left: it cannot be told.
    """
    noted = each.noted
    if isinstance(noted, Creating):
        create = effects.create(noted.operation)
        if create is None:
            raise Left(f"what {noted.operation} creates is not described any more")
        return "would be removed" if ids(send, create, noted, each.id) else "gone already"
    if isinstance(noted, Calling):
        return "would be hung up" if each.id else NO_ID
    how = next((s for s in effects.settings if s.setting == noted.setting), None)
    if how is None:
        raise Left(f"the setting {noted.setting} is not described any more")
    same = current(send, how, noted.parameters) == noted.before
    return "as it was already" if same else "would be put back"


def _remove(send: Send, create: Create, noted: Creating, known: str | None) -> str:
    there = ids(send, create, noted, known)
    for one in there:
        path = filled_path(create.remove, {**noted.parameters, "id": one})
        answer = send("DELETE", path, None)
        if answer.status >= 300 and answer.status != 404:
            raise Left(f"DELETE {create.remove} answers {answer.status}, so it is still there")
    if there and ids(send, create, noted, known):
        raise Left(f"DELETE {create.remove} was accepted, and it is still listed")
    return "removed" if there else "gone already"


def _hang_up(send: Send, effects: Effects, noted: Calling, known: str | None) -> str:
    """End a call; a list of calls shows none that still rings, so nothing is looked for."""
    call = effects.call(noted.operation)
    if call is None:
        raise Left(f"how a call of {noted.operation} is ended is not described any more")
    if known is None:
        return NO_ID
    answer = send("DELETE", filled_path(call.remove, {"id": known}), None)
    if answer.status >= 300 and answer.status != 404:
        raise Left(f"DELETE {call.remove} answers {answer.status}, so the call may still go on")
    return "over already" if answer.status == 404 else "hung up"


def _put_back(send: Send, how: Setting, by: tuple[str, str], noted: Changing) -> str:
    if current(send, how, noted.parameters) == noted.before:
        return "as it was already"
    method, path = by
    content = json.dumps(noted.before).encode()
    answer = send(method, filled_path(path, noted.parameters), content)
    if answer.status >= 300:
        raise Left(f"{method} {path} answers {answer.status}, so it is not as it was")
    if current(send, how, noted.parameters) != noted.before:
        raise Left(f"{method} {path} was accepted, and it is not as it was")
    return "put back"
