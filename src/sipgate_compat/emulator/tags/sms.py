"""Text message extensions and the numbers they show."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
