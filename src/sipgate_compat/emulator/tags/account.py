"""The account itself, and what it has left to spend."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
