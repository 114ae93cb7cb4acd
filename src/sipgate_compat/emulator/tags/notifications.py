"""Messages about calls, faxes, texts and voicemails."""

from __future__ import annotations

from ..routing import Route

ROUTES: tuple[Route, ...] = ()
