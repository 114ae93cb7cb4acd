"""Where data and suite live: beside the source in a checkout, inside the package in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import DataError

PACKAGE = Path(__file__).resolve().parent
CONTRACTS = "SIPGATE_COMPAT_CONTRACTS"
CHECKOUT = PACKAGE.parent.parent


def contracts() -> Path:
    """The folder of the contracts; `SIPGATE_COMPAT_CONTRACTS` may name another one.

    Raises:
        DataError: it is not there.
    """
    named = os.environ.get(CONTRACTS)
    if named:
        if not Path(named).is_dir():
            raise DataError(f"{named}: no folder of contracts ({CONTRACTS})")
        return Path(named).resolve()
    return _first(CHECKOUT / "contracts", PACKAGE / "_data" / "contracts")


def suite() -> Path:
    """The folder of the conformance suite."""
    return _first(CHECKOUT / "tests" / "conformance", PACKAGE / "_data" / "conformance")


def _first(*candidates: Path) -> Path:
    for each in candidates:
        if each.is_dir():
            return each
    raise DataError(f"{candidates[-1]}: missing; the installation is incomplete, install it again")
