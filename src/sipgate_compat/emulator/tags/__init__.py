"""The operations, one module per tag: handlers of a few lines, their routes and situations.

What a tag keeps of an account is a class of its module, `state.part(Kept)`; what several tags share
stands in `state.State`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..routing import Route
from ..state import State
from . import (
    account,
    addresses,
    app,
    authorization,
    autorecordings,
    blacklist,
    callrestrictions,
    calls,
    channels,
    contacts,
    devices,
    faxlines,
    groups,
    history,
    identity,
    notifications,
    numbers,
    phoneline_forwardings,
    phoneline_sipgateio,
    phoneline_voicemails,
    phonelines,
    portings,
    restrictions,
    routings,
    sessions,
    settings,
    sms,
    urls,
    users,
    v3,
    voicemails,
)

MODULES = (
    account,
    addresses,
    app,
    authorization,
    autorecordings,
    blacklist,
    callrestrictions,
    calls,
    channels,
    contacts,
    devices,
    faxlines,
    groups,
    history,
    identity,
    notifications,
    numbers,
    phoneline_forwardings,
    phoneline_sipgateio,
    phoneline_voicemails,
    phonelines,
    portings,
    restrictions,
    routings,
    sessions,
    settings,
    sms,
    urls,
    users,
    v3,
    voicemails,
)
ROUTES: tuple[Route, ...] = tuple(route for module in MODULES for route in module.ROUTES)
SITUATIONS: dict[str, Callable[[State, datetime], dict[str, Any]]] = {
    name: arrangement
    for module in MODULES
    for name, arrangement in getattr(module, "SITUATIONS", {}).items()
}
