"""Text message extensions and the numbers they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, items
from ..asking import Ask, refuse
from ..routing import Route
from ..seed import MOBILE
from ..state import State

# What the text message with the code costs, in 1/10000 of the currency: our choice.
PRICE = 790
# What an extension shows that has no number of its own (seen on a Neo account).
NAMELESS = "sipgate"


@dataclass(slots=True)
class CallerId:
    """A number that text messages may show, once its owner has proven that it is theirs."""

    id: int
    number: str
    verified: bool = False
    default: bool = False

    @property
    def code(self) -> str:
        """What the text message to the number says: its last six digits."""
        return re.sub(r"\D", "", self.number)[-6:]

    def shown(self) -> dict[str, Any]:
        """The caller id as the API shows it."""
        return {
            "id": self.id,
            "phonenumber": self.number,
            "verified": self.verified,
            "defaultNumber": self.default,
        }


@dataclass(slots=True)
class SmsExtension:
    """What a user sends text messages with."""

    id: str
    owner: str
    alias: str
    caller_ids: dict[str, CallerId] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """The extension as the API shows it."""
        default = next((each.number for each in self.caller_ids.values() if each.default), NAMELESS)
        return {"id": self.id, "alias": self.alias, "callerId": default}

    def add(self, state: State, number: str, verified: bool = False) -> CallerId:
        """A further number; one that is verified from the start is the default."""
        made = CallerId(1000 + state.count("caller-id"), number, verified, verified)
        self.caller_ids[str(made.id)] = made
        return made

    def prefer(self, caller_id: CallerId) -> None:
        """Show this number and none of the others."""
        for each in self.caller_ids.values():
            each.default = each is caller_id


class SmsExtensions:
    """The extensions of all users, by their ids."""

    def __init__(self, state: State) -> None:
        self.all = {
            f"s{i}": SmsExtension(f"s{i}", user.id, f"SMS of {user.firstname}")
            for i, user in enumerate(state.users.values())
        }
        if "s0" in self.all:
            self.all["s0"].add(state, MOBILE, verified=True)


def extension_of(ask: Ask) -> SmsExtension:
    """The extension that the path names, below its owner."""
    found: SmsExtension = ask.owned(ask.state.part(SmsExtensions).all, "smsId")
    return found


def caller_id_of(ask: Ask) -> CallerId:
    """The caller id that the path names."""
    return ask.find(extension_of(ask).caller_ids, "callerId")


def get_sms_extensions(ask: Ask) -> Answer:
    """The extensions of a user."""
    owner = ask.owner()
    found = ask.state.part(SmsExtensions).all.values()
    return items(each.shown() for each in found if each.owner == owner.id)


def set_sms_alias(ask: Ask) -> Answer:
    """Rename an extension."""
    alias = ask.fields({"alias": str})["alias"]
    extension_of(ask).alias = alias
    return empty()


def get_sms_caller_ids(ask: Ask) -> Answer:
    """The numbers that an extension may show, or will when they are verified."""
    return items(each.shown() for each in extension_of(ask).caller_ids.values())


def add_caller_id(ask: Ask) -> Answer:
    """Add a number, to which a code is sent; that costs a text message."""
    number = ask.fields({"phonenumber": str})["phonenumber"]
    digits = re.sub(r"[ ()/.-]", "", number)
    if not re.fullmatch(r"\+?[0-9]{6,15}", digits):
        raise refuse(400)
    extension = extension_of(ask)
    if digits.strip("+") in {each.number.strip("+") for each in extension.caller_ids.values()}:
        raise refuse(409)
    ask.charge(PRICE)
    extension.add(ask.state, digits)
    return empty()


def edit_caller_id(ask: Ask) -> Answer:
    """Show a number by default, or no more; one that is not verified cannot be shown."""
    default = ask.fields({"defaultNumber": bool})["defaultNumber"]
    caller_id = caller_id_of(ask)
    if default and not caller_id.verified:
        raise refuse(400)
    if default:
        extension_of(ask).prefer(caller_id)
    caller_id.default = default
    return empty()


def delete_sms_caller_id(ask: Ask) -> Answer:
    """Take a number away."""
    del extension_of(ask).caller_ids[str(caller_id_of(ask).id)]
    return empty()


def verify_caller_id(ask: Ask) -> Answer:
    """Prove with the code that a number is one's own."""
    code = ask.fields({"verificationCode": str})["verificationCode"]
    caller_id = caller_id_of(ask)
    if code.strip() != caller_id.code:
        raise refuse(400)
    caller_id.verified = True
    return empty()


# --- situations


def sms_caller_ids(state: State, now: datetime) -> dict[str, Any]:
    """An extension with a verified number that it shows, and one that waits for its code."""
    extension = SmsExtension("s0", "w0", "SMS of Ada")
    state.part(SmsExtensions).all["s0"] = extension
    verified = extension.add(state, MOBILE, verified=True)
    waiting = extension.add(state, "+4917139200011")
    return {
        "smsId": extension.id,
        "verifiedCallerId": verified.id,
        "callerId": waiting.id,
        "verificationCode": waiting.code,
    }


def sms_caller_ids_and_no_balance(state: State, now: datetime) -> dict[str, Any]:
    """The same on an account whose balance is used up."""
    state.balance = 0
    return sms_caller_ids(state, now)


SITUATIONS = {
    "sms-caller-ids": sms_caller_ids,
    "sms-caller-ids-and-no-balance": sms_caller_ids_and_no_balance,
}
ONE = "/{userId}/sms/{smsId}"
CALLER_IDS = f"{ONE}/callerids"
CALLER_ID = f"{CALLER_IDS}/{{callerId}}"
WRITE = ("sms:write", "sms:callerid:write")
ROUTES = (
    Route("getSmsExtensions", "GET", "/{userId}/sms", get_sms_extensions, ("sms:read",)),
    Route("setSmsAlias", "PUT", ONE, set_sms_alias, ("sms:write",)),
    Route(
        "getSmsCallerIds", "GET", CALLER_IDS, get_sms_caller_ids, ("sms:read", "sms:callerid:read")
    ),
    Route("addCallerId", "POST", CALLER_IDS, add_caller_id, WRITE),
    Route("editCallerId", "PUT", CALLER_ID, edit_caller_id, WRITE),
    Route("deleteSmsCallerId", "DELETE", CALLER_ID, delete_sms_caller_id, WRITE),
    Route("verifyCallerId", "POST", f"{CALLER_ID}/verification", verify_caller_id, WRITE),
)
