"""Sound files that greet callers, or tell them that they are recorded."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from .asking import Ask, refuse
from .state import State

LONGEST = 15_000_000  # characters of base64 (specified)


@dataclass(slots=True)
class Greeting:
    """A greeting under the name of the file it came from."""

    id: str
    alias: str
    active: bool = False

    def shown(self) -> dict[str, Any]:
        """As lists show it."""
        return {
            "id": self.id,
            "alias": self.alias,
            "greetingUrl": f"https://files.example.com/greetings/{self.id}.mp3",
            "recordingEnabled": False,
            "active": self.active,
        }


def made(state: State, alias: str, active: bool = False) -> Greeting:
    """A new greeting of an account."""
    return Greeting(str(700 + state.count("greeting")), alias, active)


def uploaded(ask: Ask) -> Greeting:
    """The greeting that a request brings, or 400; what is in the file does not matter."""
    found = ask.fields({"filename": str, "base64Content": str})
    content, filename = found["base64Content"], found["filename"].strip()
    if not filename or len(content) > LONGEST:
        raise refuse(400)
    try:
        base64.b64decode("".join(content.split()), validate=True)
    except ValueError:
        raise refuse(400) from None
    return made(ask.state, filename.rpartition(".")[0] or filename)
