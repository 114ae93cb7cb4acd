"""Numbers that move from another provider."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
