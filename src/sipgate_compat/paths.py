"""Where data and suite live: inside the package where it came as a wheel, else beside the source.

A checkout has no `_data`; what stands around an installed package is somebody else's.
"""

from __future__ import annotations

import os
from pathlib import Path

from .errors import DataError

PACKAGE = Path(__file__).resolve().parent
DATA = PACKAGE / "_data"
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
    return _first(DATA / "contracts", CHECKOUT / "contracts")


def suite() -> Path:
    """The folder of the conformance suite."""
    return _first(DATA / "conformance", CHECKOUT / "tests" / "conformance")


def installed() -> bool:
    """True where data and suite came with the package."""
    return DATA.is_dir()


def _first(*candidates: Path) -> Path:
    for each in candidates:
        if each.is_dir():
            return each
    raise DataError(f"{candidates[0]}: missing; the installation is incomplete, install it again")
