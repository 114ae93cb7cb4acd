"""Which calls may not be made."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
