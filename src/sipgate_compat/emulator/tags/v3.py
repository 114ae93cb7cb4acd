"""The few operations of the third version that clients of Neo need."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
