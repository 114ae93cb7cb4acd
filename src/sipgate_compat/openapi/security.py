"""Security: the ways to sign in, and the scopes that an operation needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..contract.model import Operation

REALM = "https://login.sipgate.com/auth/realms/third-party/protocol/openid-connect"


def schemes(operations: Iterable[Operation]) -> dict[str, Any]:
    """Personal access tokens, OAuth 2 with every scope that is needed somewhere, bearer tokens."""
    scopes = sorted({scope for operation in operations for scope in operation.scope})
    return {
        "personalAccessToken": {
            "type": "http",
            "scheme": "basic",
            "description": "The token's id is the user name, the token is the password.",
        },
        "oauth2": {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": f"{REALM}/auth",
                    "tokenUrl": f"{REALM}/token",
                    "refreshUrl": f"{REALM}/token",
                    "scopes": {scope: _described(scope) for scope in scopes},
                }
            },
        },
        "accessToken": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "An access token as OAuth 2 gives it.",
        },
    }


def _described(scope: str) -> str:
    """``devices:callerid:write`` as “Change devices, callerid”."""
    *subject, verb = scope.split(":")
    words = {"read": "Read", "write": "Change"}
    return f"{words[verb]} {', '.join(subject)}" if subject and verb in words else scope


def required(operation: Operation, is_open: bool) -> list[dict[str, list[str]]]:
    """What a request must bring: one of the ways, and with OAuth 2 one of the scopes."""
    if is_open:
        return []
    scopes = [[scope] for scope in operation.scope] or [[]]
    return [
        {"personalAccessToken": []},
        *({"oauth2": scope} for scope in scopes),
        {"accessToken": []},
    ]
