"""The entrance of the API."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
