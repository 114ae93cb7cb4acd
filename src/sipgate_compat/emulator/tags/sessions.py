"""Calls, faxes and texts that a client starts."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
