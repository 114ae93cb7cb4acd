"""Telephone numbers and what they lead to."""

from __future__ import annotations

from typing import Any

from ..answers import Answer, items
from ..asking import Ask
from ..routing import Route


def bare(number: str) -> dict[str, Any]:
    """A number as endpoints list it."""
    return {"number": number, "type": ["LANDLINE"]}


def get_numbers(ask: Ask) -> Answer:
    """All numbers of the account."""
    return items(ask.page(ask.state.numbers, 1000))


def get_user_numbers(ask: Ask) -> Answer:
    """The numbers of one user; all seeded ones are the administrator's."""
    return items(ask.state.numbers if ask.owner().id == "w0" else [])


ROUTES = (
    Route("getNumbers", "GET", "/numbers", get_numbers, ("numbers:read",)),
    Route("getUserNumbers", "GET", "/{userId}/numbers", get_user_numbers, ("numbers:read",)),
)
