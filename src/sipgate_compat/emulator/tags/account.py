"""The account itself and its balance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..routing import Route
from ..state import State


class Account:
    """What the account says of itself, and the code that verifies it."""

    def __init__(self, state: State) -> None:
        self.verified = True
        self.code: str | None = None


def get_account(ask: Ask) -> Answer:
    """The account's data."""
    return json_answer(
        {
            "company": "Amsel & Buche",
            "mainProductType": "TEAM",
            "logoUrl": "",
            "verified": ask.state.part(Account).verified,
            "historyLifeTime": "UNLIMITED",
        }
    )


def verify(ask: Ask) -> Answer:
    """Verify the account with the code that it was sent, which works once."""
    ask.administer()
    code = ask.fields({"verificationCode": str})["verificationCode"]
    account = ask.state.part(Account)
    if account.code is None or code != account.code:
        raise refuse(404)
    account.verified, account.code = True, None
    return empty()


def get_balance(ask: Ask) -> Answer:
    """What is left to spend, in 1/10000 of the currency."""
    return json_answer({"amount": ask.state.balance, "currency": "EUR"})


def an_unverified_account(state: State, now: datetime) -> dict[str, Any]:
    """A code has been sent out and not come back."""
    account = state.part(Account)
    account.verified, account.code = False, "AMSEL7"
    return {"verificationCode": account.code}


SITUATIONS = {"an-unverified-account": an_unverified_account}
ROUTES = (
    Route("getAccount", "GET", "/account", get_account, ("account:read",)),
    Route("verify", "PUT", "/account/verified", verify, ("account:write",)),
    Route("getBalance", "GET", "/balance", get_balance, ("balance:read",)),
)
