"""Providers that are wrong in one way each, and the case that notices each."""

from dataclasses import dataclass

import pytest

SENTENCE = "This endpoint requires a sipgate Classic PBX Account"


@dataclass(frozen=True)
class Wrong:
    """What is wrong, and who must notice."""

    fault: dict
    noticed_by: str


PROVIDERS = {
    "refuses an empty DTMF body on neo": Wrong(
        {"operation": "sendCallDtmf", "profile": "neo", "kind": "act-as", "as": "classic"},
        "neo/sendCallDtmf/empty-body",
    ),
    "accepts an empty DTMF body on classic": Wrong(
        {"operation": "sendCallDtmf", "profile": "classic", "kind": "act-as", "as": "neo"},
        "classic/sendCallDtmf/empty-body",
    ),
    "still lists calls in the history of a new account": Wrong(
        {"operation": "getHistory", "profile": "neo", "kind": "act-as", "as": "classic"},
        "neo/getHistory/calls",
    ),
    "lost the calls of a migrated account": Wrong(
        {"operation": "getHistory", "profile": "migrated", "kind": "act-as", "as": "neo"},
        "migrated/getHistory/calls",
    ),
    "lists groups on neo": Wrong(
        {"operation": "getGroups", "profile": "neo", "kind": "act-as", "as": "classic"},
        "neo/getGroups/valid",
    ),
    "refuses groups without the sentence": Wrong(
        {"operation": "getGroups", "profile": "neo", "kind": "status", "status": 403},
        "neo/getGroups/valid",
    ),
    "refuses phonelines on classic": Wrong(
        {"operation": "getPhonelines", "profile": "classic", "kind": "act-as", "as": "neo"},
        "classic/getPhonelines/valid",
    ),
    "accepts plain http webhooks on neo": Wrong(
        {"operation": "setSipgateIoUrls", "profile": "neo", "kind": "act-as", "as": "classic"},
        "neo/setSipgateIoUrls/plain-http",
    ),
    "answers without asking who": Wrong(
        {"operation": "getUserFaxlines", "profile": "neo", "kind": "ignore-credentials"},
        "neo/getUserFaxlines/no-credentials",
    ),
    "enforces no scope": Wrong(
        {"operation": "getCalls", "profile": "neo", "kind": "ignore-scope"},
        "neo/getCalls/missing-scope",
    ),
    "shows a private channel's events to an admin": Wrong(
        {"operation": "getChannelEvents", "profile": "neo", "kind": "ignore-membership"},
        "neo/getChannelEvents/private-channel-and-admin",
    ),
    "forgets a channel's new name": Wrong(
        {"operation": "setChannelName", "profile": "neo", "kind": "ignore-writes"},
        "neo/setChannelName/valid",
    ),
    "forgets to delete a channel": Wrong(
        {"operation": "deleteChannel", "profile": "migrated", "kind": "ignore-writes"},
        "migrated/deleteChannel/valid",
    ),
    "forgets to hang up": Wrong(
        {"operation": "hangupCall", "profile": "classic", "kind": "ignore-writes"},
        "classic/hangupCall/valid",
    ),
    "sends devices without an id": Wrong(
        {
            "operation": "getDevices",
            "profile": "neo",
            "kind": "remove-field",
            "field": "/items/*/id",
        },
        "neo/getDevices/valid",
    ),
    "renames the list of calls": Wrong(
        {
            "operation": "getCalls",
            "profile": "classic",
            "kind": "rename-field",
            "field": "/data",
            "to": "items",
        },
        "classic/getCalls/valid",
    ),
    "sends a flag as text": Wrong(
        {
            "operation": "getCalls",
            "profile": "classic",
            "kind": "set-field",
            "field": "/data/*/muted",
            "value": "false",
        },
        "classic/getCalls/established",
    ),
    "sends null for an event's id": Wrong(
        {
            "operation": "getChannelEvents",
            "profile": "neo",
            "kind": "set-field",
            "field": "/events/*/eventId",
            "value": None,
        },
        "neo/getChannelEvents/valid",
    ),
    "never ends the list of events": Wrong(
        {
            "operation": "getChannelEvents",
            "profile": "neo",
            "kind": "remove-field",
            "field": "/position",
        },
        "neo/getChannelEvents/to-the-end",
    ),
    "sends half of the JSON": Wrong(
        {"operation": "getChannels", "profile": "neo", "kind": "malformed"},
        "neo/getChannels/valid",
    ),
    "falls over on an unknown call": Wrong(
        {"operation": "hangupCall", "profile": "neo", "kind": "status", "status": 500},
        "neo/hangupCall/unknown-call-id",
    ),
}


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_right_provider_raises_no_alarm(name, own_judge, by_address):
    verdict = own_judge.verdict(by_address[PROVIDERS[name].noticed_by])
    assert verdict.verdict == "conforms", verdict.differences


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_wrong_provider_is_noticed(name, wrong, own_judge, by_address):
    provider = PROVIDERS[name]
    wrong(**provider.fault)
    verdict = own_judge.verdict(by_address[provider.noticed_by])
    assert verdict.verdict == "deviates"
    assert verdict.differences


def test_a_provider_that_drops_the_connection_is_not_blamed(wrong, own_judge, by_address):
    wrong(operation="getCalls", profile="neo", kind="drop")
    verdict = own_judge.verdict(by_address["neo/getCalls/valid"])
    assert (verdict.verdict, verdict.differences) == ("errored", ())
