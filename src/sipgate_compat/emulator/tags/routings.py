"""Which number leads where on Neo."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
