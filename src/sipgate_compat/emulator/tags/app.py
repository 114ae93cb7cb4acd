"""What the web app asks for: events, links, properties, terms, users, texts."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
