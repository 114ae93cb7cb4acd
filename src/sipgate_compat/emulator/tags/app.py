"""What sipgate's own web app asks for: events, links, properties, texts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ..answers import Answer, items, json_answer
from ..asking import Ask, refuse
from ..routing import INTERNAL, Route
from ..state import State
from . import users
from .restrictions import words

APP = "https://app.sipgate.com"
ELSEWHERE = {
    "loginUrl": "https://login.sipgate.com",
    "helpdeskUrl": "https://help.sipgate.de",
    "contactsHelpCenterUrl": "https://help.sipgate.de/contacts",
    "nonEWRHelpcenterUrl": "https://help.sipgate.de/outside-europe",
    "consoleWebUrl": "https://console.sipgate.com",
}
LINKS = words("""
accountsUrl accountTopUpUrl accountSettingsUrl adminIvrSettings adminProductSettingsUrl
adminPublicPhonesUrl affiliateUrl appsUrl basicUrl bookConnectionUrl bookFaxlineUrl bookPhonelineUrl
bookPhonenumberUrl contactsUrl presenceUrl presenceContainerUrl faxAppUrl faxRescueUrl
featureStoreUrl feedbackFormUrl forwardingsUrl helpdeskPhoneConfigurationUrl whatsNewUrl
legacyTokenAuthenticateUrl logoutUrl notificationsUrl personalSettingsUrl phonestatsUrl rescueUrl
simquadratUrl startUpPageUrl supportUrl teamUrl tokenAuthenticateUrl userSettingsUrl mnpFaqUrl
sendFaxUrl logoTargetUrl brandUrl contractUpsellingUrl logoutPageUrl testProgrammeUrl wbciOptInUrl
chatbotUrl dataContingentTacUrl microsoftTeamsUrl callPackageTacUrl paymentSettingsUrl
trunkingContingentAdvertisementUrl
""")
PROPERTIES = {
    "identityVerificationRequired": False,
    "verificationLetterCodeRequired": False,
    "showSipCredentials": True,
    "showRegisterDndOption": True,
    "showDisplaySingleLineOption": True,
    "showClick2DialButton": True,
    "showVerificationLetter": False,
    "hasDedicatedAdminArea": True,
    "showSimRelevantOptions": True,
    "showESimOptions": True,
    "showEventTimeToLiveHint": False,
    "showNettoPrices": True,
    "showBasicLogo": False,
    "showSimquadratLogo": False,
    "identityVerificationRequiredForMobile": True,
    "chatbotHuman": False,
    "chatbotUsingInformalLanguage": False,
    "multiSimProduct": True,
    "productWithoutBaseFee": False,
    "voipOnlyProduct": False,
    "mobileOnlyProduct": False,
}
ENGLISH = {
    "calls.none": "No calls yet",
    "devices.title": "Telephones",
    "fax.sent": "The fax has been sent",
    "login.title": "Sign in",
}
TEXTS = {
    "de_DE": {
        "calls.none": "Noch keine Anrufe",
        "devices.title": "Telefone",
        "fax.sent": "Das Fax ist verschickt",
        "login.title": "Anmelden",
    },
    "en_GB": ENGLISH,
}


class Events:
    """What the web app has yet to tell the account's people, by number."""

    def __init__(self, state: State) -> None:
        self.by_id: dict[str, dict[str, Any]] = {}
        self.add(state, "WELCOME")

    def add(self, state: State, name: str) -> str:
        """One more thing to tell."""
        event_id = str(state.count("app-event"))
        self.by_id[event_id] = {
            "eventId": event_id,
            "eventType": "HINT",
            "eventName": name,
            "payload": {"page": "start"},
        }
        return event_id


def get_events(ask: Ask) -> Answer:
    """All that is yet to be told."""
    return items(ask.state.part(Events).by_id.values())


def delete_event(ask: Ask) -> Answer:
    """Take one thing as told; the rest is listed."""
    if not re.fullmatch(r"[0-9]{1,10}", ask.path["id"]):
        raise refuse(400)
    events = ask.state.part(Events).by_id
    del events[ask.find(events, "id")["eventId"]]
    return items(events.values())


def link(name: str) -> str:
    """The page of the web app that a link is named after."""
    words = re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name.removesuffix("Url")).lower()
    return f"{APP}/{words}"


def get_links(ask: Ask) -> Answer:
    """Where the pages of the web app stand."""
    return json_answer({name: link(name) for name in LINKS} | ELSEWHERE)


def get_properties(ask: Ask) -> Answer:
    """What the web app shows and hides."""
    return json_answer(PROPERTIES)


def get_tac(ask: Ask) -> Answer:
    """Have the terms been accepted?"""
    return json_answer({"accepted": True})


def get_users(ask: Ask) -> Answer:
    """All users, in the shape of the user list, which is all that the document shows."""
    return items(users.shown(ask.state, each) for each in ask.state.users.values())


def get_language(ask: Ask) -> Answer:
    """The web app's texts; English for a language that nobody has heard of (observed)."""
    return json_answer(TEXTS.get(ask.path["language"], ENGLISH))


def an_app_event(state: State, now: datetime) -> dict[str, Any]:
    """One thing is yet to be told."""
    return {"appEventId": state.part(Events).add(state, "NEW_FEATURE")}


SITUATIONS = {"an-app-event": an_app_event}
ROUTES = (
    Route("getEvents", "GET", "/app/events", get_events, INTERNAL),
    Route("deleteEvent", "DELETE", "/app/events/{id}", delete_event, INTERNAL),
    Route("getLinks", "GET", "/app/links", get_links, open=True),
    # The one operation of which the document says that either scope will do.
    Route("getProperties", "GET", "/app/properties", get_properties, ("all", *INTERNAL)),
    Route("getTac", "GET", "/app/tacs", get_tac, INTERNAL),
    Route("getUsers", "GET", "/app/users", get_users, INTERNAL),
    Route("getLanguage", "GET", "/translations/{language}", get_language, open=True),
)
