"""What the pytest plugin gives to a consumer's tests; import it for type hints.

The fixtures stand in `sipgate_compat.pytest_plugin`; `running` is for tests without pytest.
"""

from __future__ import annotations

from .account import Account, Call, User
from .control import ControlError
from .emulator import Emulator, running
from .receivers import Webhooks
from .seen import Delivery, Entry

__all__ = [
    "Account",
    "Call",
    "ControlError",
    "Delivery",
    "Emulator",
    "Entry",
    "User",
    "Webhooks",
    "running",
]
