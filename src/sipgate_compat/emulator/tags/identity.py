"""Whether the account's owner has shown who they are."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
