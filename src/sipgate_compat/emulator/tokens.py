"""A token endpoint like Keycloak's: it refreshes, and changes codes for tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .answers import Answer, json_answer
from .app import response

if TYPE_CHECKING:
    from .app import Emulator

GRANTS = ("authorization_code", "refresh_token")


async def token(request: Request) -> Response:
    """Serve ``/auth/realms/{realm}/protocol/openid-connect/token``."""
    emulator: Emulator = request.app.state.emulator
    body = await request.body()
    return response(granted(emulator, body))


def granted(emulator: Emulator, body: bytes) -> Answer:
    """Tokens for a refresh token or a code; both come from the control plane."""
    try:
        form = {k: v[-1] for k, v in parse_qs(body.decode("utf-8", "replace")).items()}
    except ValueError:
        return _no("invalid_request", "The form cannot be read")
    grant = form.get("grant_type", "")
    if grant not in GRANTS:
        return _no("unsupported_grant_type", f"Known are {' and '.join(GRANTS)}")
    if not form.get("client_id"):
        return _no("invalid_client", "client_id is missing")
    given = form.get("refresh_token" if grant == "refresh_token" else "code", "")
    identity = emulator.accounts.refresh.get(given)
    if identity is None or identity.expires <= emulator.clock.now().timestamp():
        return _no("invalid_grant", f"The {grant.replace('_', ' ')} is unknown or has expired")
    return json_answer(emulator.accounts.issue(identity))


def _no(error: str, description: str) -> Answer:
    return json_answer({"error": error, "error_description": description}, 400)


ROUTES = [Route("/token", token, methods=["POST"])]
