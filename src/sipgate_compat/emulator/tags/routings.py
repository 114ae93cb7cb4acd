"""Which numbers lead where, many at a time.

One witness lists the paths and one body; the other two bodies are what that one would suggest, and
who may use the operations is our choice.
"""

from __future__ import annotations

from typing import Any

from ..answers import Answer, empty
from ..asking import Ask, refuse
from ..routing import Route
from ..state import Number
from .channels import on_channels
from .numbers import lead

WRITE = ("numbers:write",)


def named(ask: Ask, wanted: list[Any]) -> list[Number]:
    """The account's numbers that a request names: at least one, and each of them known."""
    if not wanted or not all(isinstance(each, str) for each in wanted):
        raise refuse(400)
    found = [ask.state.numbered(each) for each in wanted]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        raise refuse(404)
    return known


def set_routings(ask: Ask) -> Answer:
    """Let numbers lead to an extension."""
    ask.administer()
    found = ask.fields({"e164Numbers": list, "extension": str})
    numbers = named(ask, found["e164Numbers"])
    if ask.state.endpoint(found["extension"]) is None:
        raise refuse(404)
    for number in numbers:
        lead(ask.state, number, found["extension"])
    return empty()


def delete_routings(ask: Ask) -> Answer:
    """Let numbers lead nowhere; without a body nothing happens."""
    ask.administer()
    for number in named(ask, ask.fields({"e164Numbers": list})["e164Numbers"]):
        lead(ask.state, number, "")
    return empty()


@on_channels
def set_channel_routings(ask: Ask) -> Answer:
    """Let numbers lead to a channel."""
    ask.administer()
    found = ask.fields({"e164Numbers": list, "channelId": str})
    numbers = named(ask, found["e164Numbers"])
    if found["channelId"] not in ask.state.channels:
        raise refuse(404)
    for number in numbers:
        lead(ask.state, number, "", found["channelId"])
    return empty()


ROUTES = (
    Route("setRoutings", "PUT", "/routings", set_routings, WRITE),
    Route("deleteRoutings", "DELETE", "/routings", delete_routings, WRITE),
    Route("setChannelRoutings", "PUT", "/routings/channel", set_channel_routings, WRITE),
)
