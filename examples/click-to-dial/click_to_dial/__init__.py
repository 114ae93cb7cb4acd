"""Click to dial for sipgate accounts, on Classic and on Neo."""

from .dialler import CannotDial, Dialler, Phone, State, dialler
from .webhooks import Receiver

__all__ = ["CannotDial", "Dialler", "Phone", "Receiver", "State", "dialler"]
