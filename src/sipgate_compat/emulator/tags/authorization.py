"""Passwords and OAuth clients."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
