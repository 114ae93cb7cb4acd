"""sipgate's own Node library works against the emulator as it is."""

import pytest

HOOKS = ["https://hooks.example.com/in", "https://hooks.example.com/out", True]
EVERYWHERE = {
    "who am i": "w0",
    "web users": ["w0", "w1", "w2"],
    "history is dated": [True, True],
    "history between dates": 0,
    "history by id": True,
    "history entry deleted": False,
    "history entries deleted": 0,
    "history entries changed": True,
    "history note": "called back",
    "history as csv": True,
    "fax lines": ["f0"],
    "fax is sent": ["PENDING", "SENT"],
    "text extensions": ["s0"],
    "text is sent": "At nine",
    "text is scheduled": None,
    "call is held": True,
    "call is recorded": True,
    "keys are sent": None,
    "call is transferred": True,
    "call is hung up": True,
    "numbers": True,
    "contact is created": True,
    "contact is changed": True,
    "contact is deleted": False,
    "private contacts are deleted": 0,
    "contacts from csv": True,
    "contact from a card": True,
    "contacts as cards": True,
    "contacts as csv": True,
    "contacts a page at a time": True,
}
CLASSIC = {
    "history of calls": True,
    "click to dial": True,
    "call is muted": True,
    "call is announced to": None,
    "voicemails": True,
    "devices": ["e0", "y0", "x0"],
    "webhook addresses": HOOKS,
    "webhook whitelist": [["g0", "p0"], [], None],
}
NEO = {
    "history of calls": False,
    "devices": ["e0", "y0", "x0"],
}
STORIES = [
    *(("classic", name, value) for name, value in {**EVERYWHERE, **CLASSIC}.items()),
    *(("neo", name, value) for name, value in {**EVERYWHERE, **NEO}.items()),
    ("migrated", "history of calls", True),
]
REFUSED = [
    ("classic", "text from a number nobody registered", "not registered"),
    ("neo", "click to dial", "forbidden"),
    ("neo", "call is muted", "501"),
    ("neo", "call is announced to", "501"),
]


@pytest.mark.parametrize("profile, story, value", STORIES, ids=lambda each: str(each)[:40])
def test_a_story_ends_well(told, profile, story, value):
    assert told("sipgateio", profile)[story] == {"value": value}


@pytest.mark.parametrize("profile, story, reason", REFUSED)
def test_a_refusal_reaches_the_client(told, profile, story, reason):
    assert reason in told("sipgateio", profile)[story]["error"]
