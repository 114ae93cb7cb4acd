"""Has the account's holder shown who they are?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, json_answer
from ..asking import Ask
from ..routing import INTERNAL, Route
from ..state import State

LINK = "https://identity.example.com"


class Verification:
    """How far the verification is; the seeded accounts have done it."""

    def __init__(self, state: State) -> None:
        self.state = "SUCCESS"
        self.transaction = state.uuid("verification")

    def shown(self) -> dict[str, Any]:
        """With the links that lead on while it is under way."""
        number, pending = self.transaction, self.state == "PENDING"
        return {
            "state": self.state,
            "externalTransactionNumber": number,
            "externalReferenceId": f"video-{number}",
            "externalVerificationLink": f"{LINK}/video/{number}" if pending else "",
            "externalReferenceIdAutoident": f"auto-{number}",
            "externalVerificationLinkAutoident": f"{LINK}/auto/{number}" if pending else "",
        }


def get_verification(ask: Ask) -> Answer:
    """How far the verification is; one that failed is started again where that is allowed."""
    start, verification = ask.flag("allowStart"), ask.state.part(Verification)
    if start and verification.state == "FAILED":
        verification.state = "PENDING"
    return json_answer(verification.shown())


def an_unverified_identity(state: State, now: datetime) -> dict[str, Any]:
    """The holder has not shown who they are."""
    state.part(Verification).state = "FAILED"
    return {}


SITUATIONS = {"an-unverified-identity": an_unverified_identity}
ROUTES = (Route("getVerification", "GET", "/identityVerification", get_verification, INTERNAL),)
