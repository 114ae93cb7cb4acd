"""Calls that are recorded by themselves."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
