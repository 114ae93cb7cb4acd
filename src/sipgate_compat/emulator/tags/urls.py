"""The first page of the API: where everything stands, as templates below the base path."""

from __future__ import annotations

from ..answers import Answer, json_answer
from ..asking import Ask
from ..routing import Route

LINE = "/{userId}/phonelines/{phonelineId}"
VOICEMAIL = f"{LINE}/voicemails/{{voicemailId}}"
CLIENTS = "/authorization/oauth2/clients"
DEVICE, DEVICES = "/devices/{deviceId}", "/{userId}/devices"
NOT_OF_THIS_API = {
    "authorizationTokenUrl": (
        "https://login.sipgate.com/auth/realms/third-party/protocol/openid-connect/token"
    ),
    "crmBridgeUrl": "https://crm.sipgate.com",
}
URLS = {
    "accountUrl": "/account",
    "accountVerifiedUrl": "/account/verified",
    "addressUrl": "/addresses/{addressId}",
    "addressesUrl": "/addresses",
    "addressNumbersUrl": "/addresses/{addressId}/numbers",
    "authorizationOauthClientsUrl": CLIENTS,
    "authorizationOauthClientUrl": f"{CLIENTS}/{{clientId}}",
    "balanceUrl": "/balance",
    "getCallRestrictionsUrl": "/callrestrictions",
    "callRestrictionsUrl": "/{userId}/callrestrictions/{restriction}",
    "contactsUrl": "/contacts",
    "internalContactsUrl": "/contacts/internal",
    "deviceCallerIdUrl": f"{DEVICE}/callerid",
    "deviceUrl": DEVICE,
    "devicesTariffAnnouncementUrl": f"{DEVICE}/tariffannouncement",
    "devicesSingleRowDisplayUrl": f"{DEVICE}/singlerowdisplay",
    "deviceSimOrdersUrl": f"{DEVICES}/{{deviceId}}/sim/orders",
    "faxlinesUrl": "/{userId}/faxlines",
    "faxlineUrl": "/{userId}/faxlines/{faxlineId}",
    "faxlineNumbersUrl": "/{userId}/faxlines/{faxlineId}/numbers",
    "groupsUrl": "/groups",
    "groupDetailUrl": "/groups/{groupId}",
    "groupUserUrl": "/groups/{groupId}/users",
    "groupDevicesUrl": "/groups/{groupId}/devices",
    "groupNumbersUrl": "/groups/{groupId}/numbers",
    "historyEntryUrl": "/history/{entryId}",
    "historyUrl": "/history",
    "notificationsUrl": "/{userId}/notifications",
    "numberUrl": "/numbers/{numberId}",
    "numbersUrl": "/numbers",
    "webuserNumbersUrl": "/{userId}/numbers",
    "addDirectDialUrl": "/numbers/quickdial",
    "changeDirectDialUrl": "/numbers/quickdial/{numberId}",
    "deleteDirectDialUrl": "/numbers/quickdial/{numberId}",
    "phonelineUrl": LINE,
    "phonelineBlockAnonymousUrl": f"{LINE}/blockanonymous",
    "phonelineDevicesUrl": f"{LINE}/devices",
    "phonelineForwardingsUrl": f"{LINE}/forwardings",
    "phonelineNumbersUrl": f"{LINE}/numbers",
    "phonelinesParallelForwardingUrl": f"{LINE}/parallelforwardings/{{parallelForwardingId}}",
    "phonelinesParallelForwardingsUrl": f"{LINE}/parallelforwardings",
    "phonelineSipgateIoUrl": f"{LINE}/sipgateio",
    "phonelineSipgateIoLogUrl": f"{LINE}/sipgateio/log",
    "phonelineVoicemailGreetingUrl": f"{VOICEMAIL}/greetings/{{greetingId}}",
    "phonelineVoicemailGreetingsUrl": f"{VOICEMAIL}/greetings",
    "phonelineVoicemailUrl": VOICEMAIL,
    "phonelineVoicemailsUrl": f"{LINE}/voicemails",
    "phonelinesUrl": "/{userId}/phonelines",
    "phonelineDetailUrl": LINE,
    "portingUrl": "/portings/{portingId}",
    "portingsUrl": "/portings",
    "restrictionsUrl": "/restrictions",
    "sessionsCallUrl": "/sessions/calls",
    "settingsSipgateioUrl": "/settings/sipgateio",
    "smsUrl": "/{userId}/sms",
    "smsCallerIdsUrl": "/{userId}/sms/{smsId}/callerids",
    "translationsUrl": "/translations/{language}",
    "userInfoUrl": "/authorization/userinfo",
    "userUrl": "/users/{userId}",
    "userBusyOnBusyUrl": "/users/{userId}/busyonbusy",
    "userDefaultDeviceUrl": "/users/{userId}/defaultdevice",
    "userDevicesUrl": DEVICES,
    "userDeviceSimUrl": f"{DEVICES}/{{deviceId}}/sim",
    "userExternalDevicesUrl": f"{DEVICES}/external",
    "userMobileDevicesUrl": f"{DEVICES}/mobile",
    "userRegisterDevicesUrl": f"{DEVICES}/register",
    "userRoleUrl": "/users/{userId}/role",
    "usersUrl": "/users",
    "voicemailsUrl": "/voicemails",
    "voicemailDetailUrl": "/voicemails/{voicemailId}",
}


def get_urls(ask: Ask) -> Answer:
    """Where everything stands."""
    return json_answer(URLS | NOT_OF_THIS_API)


ROUTES = (Route("getUrls", "GET", "/", get_urls, open=True),)
