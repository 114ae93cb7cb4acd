"""The operations, one module per tag: handlers of a few lines and their routes."""

from __future__ import annotations

from ..routing import Route
from . import (
    calls,
    channels,
    devices,
    faxlines,
    groups,
    history,
    numbers,
    phonelines,
    settings,
    users,
)

ROUTES: tuple[Route, ...] = (
    *users.ROUTES,
    *history.ROUTES,
    *settings.ROUTES,
    *devices.ROUTES,
    *calls.ROUTES,
    *channels.ROUTES,
    *groups.ROUTES,
    *phonelines.ROUTES,
    *faxlines.ROUTES,
    *numbers.ROUTES,
)
