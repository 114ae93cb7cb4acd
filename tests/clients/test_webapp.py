"""The web app's own client works against the emulator as it is."""

import pytest

EVERYWHERE = {
    "who am i": "w0",
    "users, with a slash at the end": ["w0", "w1", "w2"],
    "a user": "w0",
    "role and location": True,
    "a user is deleted": False,
    "account and balance": ["string", True],
    "identity": "object",
    "texts of an unknown language": "object",
    "links, terms, properties, events": True,
    "call restrictions": True,
    "restrictions": 1,
    "fax line": ["Second fax", False],
    "webhooks": "https://hooks.example.com/w",
    "register device": ["Conference room", "030", True, True, True, False],
    "external device": "+4930231250002",
    "contingents of a mobile device": True,
    "history": ["seen", True, True, 0],
    "history as a file": True,
    "an entry is deleted": False,
    "numbers": "f0",
    "quick dial": False,
    "portings": True,
    "contacts": False,
    "contacts from csv": 0,
    "text extension": "Texts of Ada",
    "fax": "SENT",
    "notifications": [True, 0],
    "blocked callers": [True, False],
    "oauth clients": False,
}
CLASSIC = {
    "phoneline": ["Weekend", ["e0"], "+4930231250001", False],
    "parallel forwarding": "Away",
    "voicemail and greeting": [True, False],
    "voicemails": True,
    "webhooks of a phoneline": "https://hooks.example.com/p",
    "groups": 2,
    "group fax lines": True,
    "automatic recording": True,
    "click to dial": "string",
}
STORIES = [
    *(("classic", name, value) for name, value in {**EVERYWHERE, **CLASSIC}.items()),
    *(("neo", name, value) for name, value in EVERYWHERE.items()),
]
ONLY_CLASSIC = ["phoneline", "parallel forwarding", "webhooks of a phoneline", "groups"]


@pytest.mark.parametrize("profile, story, value", STORIES, ids=lambda each: str(each)[:40])
def test_a_story_ends_well(told, profile, story, value):
    assert told("webapp", profile)[story] == {"value": value}


@pytest.mark.parametrize("story", [*ONLY_CLASSIC, "click to dial"])
def test_what_neo_lacks_is_refused(told, story):
    assert told("webapp", "neo")[story]["error"]["status"] == 403


@pytest.mark.parametrize("profile", ["classic", "neo"])
def test_what_no_document_knows_is_not_found(told, profile):
    assert told("webapp", profile)["what no document knows"]["error"]["status"] == 404
