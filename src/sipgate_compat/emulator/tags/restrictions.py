"""What a user may do in the account."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
