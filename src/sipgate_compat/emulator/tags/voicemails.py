"""Voicemails: each phoneline and each group has one.

Nothing is known of voicemails on Neo. Where there are neither phonelines nor groups we have none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..greetings import Greeting
from ..routing import Route
from ..seed import ENDPOINTS
from ..state import Routing, State

READ = ("voicemails:read",)


@dataclass(slots=True)
class Voicemail:
    """What answers when nobody does."""

    id: str
    endpoint: Routing
    alias: str
    timeout: int = 20
    active: bool = True
    transcription: bool = False
    can_transcribe: bool = True
    greetings: dict[str, Greeting] = field(default_factory=dict)

    def simple(self) -> dict[str, Any]:
        """As the list of all shows it."""
        extension = self.endpoint.id
        endpoint = {"extension": extension, "type": ENDPOINTS[extension[0]]}
        return {"id": self.id, "alias": self.alias, "belongsToEndpoint": endpoint}

    def settings(self) -> dict[str, Any]:
        """As the phoneline or group shows it."""
        return {"id": self.id, "timeout": self.timeout, "active": self.active}

    def details(self) -> dict[str, Any]:
        """What it does, and how it greets."""
        greeting = next((each for each in self.greetings.values() if each.active), None)
        return {
            "transcription": self.transcription,
            "canTranscribe": self.can_transcribe,
            "activeGreetingAlias": greeting.alias if greeting else "",
            "activeGreetingId": greeting.id if greeting else "",
            "accessNumber": "50050",
        }

    def below(self, path: str = "") -> dict[str, Any]:
        """As its phoneline or group lists it; only that of a phoneline has a path of its own."""
        urls = {f"{name}Url": path and f"{path}/{name}" for name in ("transcriptions", "greetings")}
        return {"alias": self.alias, **self.settings(), **self.details(), **urls}


class Voicemails:
    """All voicemails of an account."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.by_endpoint: dict[str, Voicemail] = {}
        self.all()

    def of(self, endpoint: Routing) -> Voicemail:
        """That of a phoneline or group; one that had its id before took its own along."""
        found = self.by_endpoint.get(endpoint.id)
        if found is None or found.endpoint is not endpoint:
            made = f"v{self.state.count('voicemail') - 1}"
            found = Voicemail(made, endpoint, f"Voicemail of {endpoint.alias}")
            self.by_endpoint[endpoint.id] = found
        return found

    def all(self) -> list[Voicemail]:
        """Those of all phonelines, then those of all groups."""
        endpoints = (*self.state.phonelines.values(), *self.state.groups.values())
        return [self.of(each) for each in endpoints]


def may_see(ask: Ask, voicemail: Voicemail) -> bool:
    """An administrator all, others those of their phonelines and groups (our choice)."""
    return ask.user.admin or ask.open_doors or ask.user.id in voicemail.endpoint.users


def get_voicemails(ask: Ask) -> Answer:
    """The voicemails that the user may see."""
    found = ask.state.part(Voicemails).all()
    return items(each.simple() for each in found if may_see(ask, each))


def get_voicemail(ask: Ask) -> Answer:
    """One voicemail."""
    found = {each.id: each for each in ask.state.part(Voicemails).all()}
    voicemail = ask.find(found, "voicemailId")
    if not may_see(ask, voicemail):
        raise refuse(403)
    return json_answer({**voicemail.simple(), **voicemail.details()})


ROUTES = (
    Route("getVoicemails", "GET", "/voicemails", get_voicemails, READ),
    Route("getVoicemail", "GET", "/voicemails/{voicemailId}", get_voicemail, READ),
)
