"""Callers that do not get through."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
