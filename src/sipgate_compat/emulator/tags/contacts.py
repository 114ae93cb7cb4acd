"""The address book."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
