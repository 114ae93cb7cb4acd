"""Postal addresses of the account."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
