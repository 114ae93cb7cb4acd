"""Notifications: mails and text messages that tell a user of calls, faxes, texts and voicemails."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..answers import Answer, empty, json_answer
from ..asking import Ask, refuse
from ..routing import Handler, Route
from ..state import State, User
from .faxlines import new_faxline
from .sms import SmsExtension, SmsExtensions
from .voicemails import Voicemails

DIRECTIONS, CAUSES = ("INCOMING", "OUTGOING"), ("MISSED", "SUCCESSFUL")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]{2,30}")
# That there is a limit for calls is specified; how many it lets through is our choice.
MOST_FOR_CALLS = 10
GROUPS = {
    "fax": ("emails", "sms", "reports"),
    "voicemail": ("emails", "sms"),
    "call": ("emails", "sms"),
    "sms": ("emails",),
}


@dataclass(slots=True)
class Notification:
    """Whom to tell, and of what."""

    owner: str
    kind: str
    endpoint: str
    group: str
    target: dict[str, Any]


class Notifications:
    """The notifications of an account by id."""

    def __init__(self, state: State) -> None:
        self.by_id: dict[str, Notification] = {}
        target = {"email": "ada@example.com", "direction": "INCOMING"}
        self.add(state, Notification("w0", "fax", "f0", "emails", target))

    def add(self, state: State, made: Notification) -> str:
        """Keep a notification under the next id."""
        made_id = str(7_000_000 + state.count("notification"))
        self.by_id[made_id] = made
        return made_id


def call_endpoints(state: State, user: User) -> dict[str, str]:
    """What rings for a user: phonelines and groups, or, by our own choice, channels on Neo."""
    routings = [p for p in state.phonelines.values() if p.owner == user.id]
    routings += [g for g in state.groups.values() if user.id in g.users]
    channels = [c for c in state.channels.values() if user.id in c.users]
    return {r.id: r.alias for r in routings} | {c.id: c.name for c in channels}


def fax_endpoints(state: State, user: User) -> dict[str, str]:
    """A user's own fax connections and those of the user's groups."""
    groups = {g.id for g in state.groups.values() if user.id in g.users}
    lines = (*state.faxlines.values(), *state.group_faxlines.values())
    return {line.id: line.alias for line in lines if line.owner in {user.id, *groups}}


def sms_endpoints(state: State, user: User) -> dict[str, str]:
    """The extensions at which a user sends and gets text messages."""
    extensions = state.part(SmsExtensions).all.values()
    return {each.id: each.alias for each in extensions if each.owner == user.id}


def voicemail_endpoints(state: State, user: User) -> dict[str, str]:
    """Those of phonelines and groups of a user; none on Neo, for nothing is known of them there."""
    voicemails = state.part(Voicemails).all()
    return {each.id: each.alias for each in voicemails if user.id in each.endpoint.users}


ENDPOINTS: dict[str, Callable[[State, User], dict[str, str]]] = {
    "fax": fax_endpoints,
    "voicemail": voicemail_endpoints,
    "call": call_endpoints,
    "sms": sms_endpoints,
}


def get_notifications(ask: Ask) -> Answer:
    """A user's notifications by kind and endpoint."""
    owner = ask.owner()
    return json_answer({kind: listed(ask.state, owner, kind) for kind in GROUPS})


def listed(state: State, owner: User, kind: str) -> list[dict[str, Any]]:
    """By endpoint; of an endpoint that has been deleted nobody is told any more."""
    aliases, found = ENDPOINTS[kind](state, owner), dict[str, dict[str, Any]]()
    for made_id, each in state.part(Notifications).by_id.items():
        if (each.owner, each.kind) == (owner.id, kind) and each.endpoint in aliases:
            names = {"endpointId": each.endpoint, "endpointAlias": aliases[each.endpoint]}
            entry = found.setdefault(each.endpoint, names | {group: [] for group in GROUPS[kind]})
            entry[each.group].append({"id": made_id, **each.target})
    return list(found.values())


def adding(kind: str, group: str, endpoint: str, *fields: str) -> Handler:
    """A handler that adds a notification whose body has these fields."""

    def add(ask: Ask) -> Answer:
        owner = ask.owner()
        body = ask.fields(dict.fromkeys((endpoint, *fields), str))
        check(body)
        if body[endpoint] not in ENDPOINTS[kind](ask.state, owner):
            raise refuse(404)
        target = {name: body[name] for name in fields}
        if kind == "sms":
            target["direction"] = "INCOMING"  # the list shows it, the wish does not name it
        made = Notification(owner.id, kind, body[endpoint], group, target)
        limit(ask.state, made)
        ask.state.part(Notifications).add(ask.state, made)
        return empty()

    return add


def check(body: dict[str, Any]) -> None:
    """Each field is what its name says, or 400."""
    fits = (
        body.get("direction", "INCOMING") in DIRECTIONS,
        body.get("cause", "MISSED") in CAUSES,
        EMAIL.fullmatch(body.get("email", "nobody@example.com")),
        NUMBER.fullmatch(body.get("number", "+493023125")),
    )
    if not all(fits):
        raise refuse(400)


def limit(state: State, made: Notification) -> None:
    """403 where an endpoint has as many notifications of calls as it may."""
    place = (made.owner, made.kind, made.endpoint)
    kept = state.part(Notifications).by_id.values()
    same = [n for n in kept if (n.owner, n.kind, n.endpoint) == place]
    if made.kind == "call" and len(same) >= MOST_FOR_CALLS:
        raise refuse(403)


def delete_notification(ask: Ask) -> Answer:
    """Tell a user no more."""
    kept = ask.state.part(Notifications).by_id
    ask.owned(kept, "notificationId")
    del kept[ask.path["notificationId"]]
    return empty()


def a_notification(state: State, now: datetime) -> dict[str, Any]:
    """The administrator and a member have one notification each."""
    given = no_notifications(state, now)
    target, kept = {"email": "told@example.com", "direction": "INCOMING"}, state.part(Notifications)
    own = kept.add(state, Notification("w0", "fax", "f0", "emails", dict(target)))
    other = kept.add(state, Notification("w1", "sms", "s1", "emails", target))
    return {**given, "notificationId": own, "memberNotificationId": other}


def no_notifications(state: State, now: datetime) -> dict[str, Any]:
    """Nobody is told of anything; of what the administrator could be told there are two each."""
    state.part(Notifications).by_id.clear()
    new_faxline(state, "w0")
    extensions = state.part(SmsExtensions).all
    second = f"s{len(extensions)}"
    extensions[second] = SmsExtension(second, "w0", "Second SMS of Ada")
    return {"smsId": "s0", "voicemailId": "v0"}


SITUATIONS = {"a-notification": a_notification, "no-notifications": no_notifications}
BASE, WRITE = "/{userId}/notifications", ("notifications:write",)
FAX, VOICEMAIL, CALL, SMS = (f"{BASE}/{kind}" for kind in GROUPS)
fax_email = adding("fax", "emails", "faxlineId", "direction", "email")
fax_report = adding("fax", "reports", "faxlineId", "email")
fax_sms = adding("fax", "sms", "faxlineId", "direction", "number")
sms_email = adding("sms", "emails", "endpointId", "email")
voicemail_email = adding("voicemail", "emails", "voicemailId", "email")
voicemail_sms = adding("voicemail", "sms", "voicemailId", "number")
call_email = adding("call", "emails", "endpointId", "direction", "cause", "email")
call_sms = adding("call", "sms", "endpointId", "direction", "cause", "number")
ROUTES = (
    Route("getNotifications", "GET", BASE, get_notifications, ("notifications:read",)),
    Route("deleteNotification", "DELETE", f"{BASE}/{{notificationId}}", delete_notification, WRITE),
    Route("addFaxEmailNotification", "POST", f"{FAX}/email", fax_email, WRITE),
    Route("addFaxReportEmailNotification", "POST", f"{FAX}/report", fax_report, WRITE),
    Route("addFaxSmsNotification", "POST", f"{FAX}/sms", fax_sms, WRITE),
    Route("addSmsEmailNotification", "POST", f"{SMS}/email", sms_email, WRITE),
    Route("addVoicemailEmailNotification", "POST", f"{VOICEMAIL}/email", voicemail_email, WRITE),
    Route("addVoicemailSmsNotification", "POST", f"{VOICEMAIL}/sms", voicemail_sms, WRITE),
    Route("createEmailNotificationForCall", "POST", f"{CALL}/email", call_email, WRITE),
    Route("createSmsNotificationForCall", "POST", f"{CALL}/sms", call_sms, WRITE),
)
