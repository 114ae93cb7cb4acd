"""Numbers that move from another provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..clock import EPOCH
from ..routing import Route
from ..seed import FAX
from ..state import State

READ, WRITE = ("portings:read",), ("portings:write",)
WAITING, COMPLETE, CANCELLED = 200, 500, 600  # as the document of 2022 numbers them
MOVING = "+4930231250150"


@dataclass(slots=True)
class Porting:
    """Numbers on their way here."""

    id: str
    date: str
    numbers: list[str]
    status: int

    @property
    def pending(self) -> bool:
        """Neither complete nor cancelled; only then can it be revoked."""
        return self.status < COMPLETE


class Portings:
    """The portings by their ids: one that is done, one that waits."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.all: dict[str, Porting] = {}
        self.add(EPOCH - timedelta(days=90), FAX, COMPLETE)
        self.add(EPOCH + timedelta(days=14), MOVING, WAITING)

    def add(self, day: datetime, number: str, status: int) -> Porting:
        """One more porting."""
        made = Porting(
            str(70_000 + self.state.count("porting")), f"{day:%Y-%m-%d}", [number], status
        )
        self.all[made.id] = made
        return made


def shown(porting: Porting) -> dict[str, Any]:
    """A porting as the API shows it."""
    return {
        "id": porting.id,
        "portDate": porting.date,
        "numbers": [
            {"id": f"{porting.id}{i}", "number": number} for i, number in enumerate(porting.numbers)
        ],
        "status": porting.status,
        "revocable": porting.pending,
        "pending": porting.pending,
    }


def get_portings(ask: Ask) -> Answer:
    """All portings."""
    return items(shown(each) for each in ask.state.part(Portings).all.values())


def get_porting(ask: Ask) -> Answer:
    """One porting."""
    return json_answer(shown(ask.find(ask.state.part(Portings).all, "portingId")))


def revoke_porting(ask: Ask) -> Answer:
    """Cancel a porting that is not done; it stays in the list as cancelled (our choice)."""
    ask.administer()
    porting = ask.find(ask.state.part(Portings).all, "portingId")
    if not porting.pending:
        raise refuse(409)
    porting.status = CANCELLED
    return get_portings(ask)


def a_porting(state: State, now: datetime) -> dict[str, Any]:
    """A porting that can still be revoked."""
    made = state.part(Portings).add(now + timedelta(days=21), "+4930231250151", WAITING)
    return {"portingId": made.id}


def a_finished_porting(state: State, now: datetime) -> dict[str, Any]:
    """A porting that is complete."""
    made = state.part(Portings).add(now - timedelta(days=7), "+4930231250152", COMPLETE)
    return {"portingId": made.id}


SITUATIONS = {"a-porting": a_porting, "a-finished-porting": a_finished_porting}
ONE = "/portings/{portingId}"
ROUTES = (
    Route("getPortings", "GET", "/portings", get_portings, READ),
    Route("getPorting", "GET", ONE, get_porting, READ),
    Route("revokePorting", "DELETE", ONE, revoke_porting, WRITE),
)
