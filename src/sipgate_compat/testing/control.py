"""The emulator's control plane, spoken to with the standard library alone.

A consumer's tests may put a double in the place of httpx, requests or the environment's proxies;
what arranges their accounts passes by all of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from ..errors import CompatError

# A placed call is answered when its receivers have answered or were given up.
PATIENCE = 60.0


class ControlError(CompatError):
    """A wish that the emulator does not understand: the message says what it would accept."""


class Control:
    """Asks the control plane.

    Args:
        url: as the emulator's ready line has it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.parts = urlsplit(url)

    def get(self, path: str, **query: str) -> Any:
        """Read something."""
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path, None)

    def post(self, path: str, **wish: Any) -> Any:
        """Ask for something; what is None is not said."""
        __tracebackhide__ = True
        said = {name: value for name, value in wish.items() if value is not None}
        return self._ask("POST", path, said)

    def delete(self, path: str) -> None:
        """Take something back."""
        self._ask("DELETE", path, None)

    def _ask(self, method: str, path: str, wish: Mapping[str, Any] | None) -> Any:
        __tracebackhide__ = True
        connection = HTTPConnection(str(self.parts.hostname), self.parts.port, timeout=PATIENCE)
        try:
            body = None if wish is None else json.dumps(wish).encode()
            connection.request(method, f"{self.parts.path}/{path}", body)
            answer = connection.getresponse()
            found, status = answer.read(), answer.status
        except OSError as error:
            raise ControlError(f"{self.url}: the emulator does not answer: {error}") from None
        finally:
            connection.close()
        given = json.loads(found) if found else None
        if status >= 400:
            raise ControlError(given["error"] if isinstance(given, dict) else f"{path}: {status}")
        return given
