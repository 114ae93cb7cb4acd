"""Calls followed by what is pushed, on all profiles."""

import httpx
import pytest
from click_to_dial import Receiver, State, dialler


@pytest.fixture
def receiver(sipgate_account, sipgate_webhooks):
    """The application's receiver, as the account's owner would have set it in the web app."""
    made = Receiver()
    made.url = sipgate_webhooks.serve(made)
    sipgate_account.push_to(made.url, made.url, ca=sipgate_webhooks.ca)
    return made


def test_a_call_that_comes_in_is_followed(sipgate_account, receiver):
    call = sipgate_account.incoming_call("+4930231250042")
    seen = [receiver.calls[call.id]]
    for happens in (call.pick_up, call.hang_up):
        happens()
        seen.append(receiver.calls[call.id])
    assert seen == [State.UNDER_WAY, State.ESTABLISHED, State.ENDED]
    assert receiver.causes[call.id]


def test_a_call_that_was_clicked_is_followed(sipgate_account, receiver):
    user = sipgate_account.administrator
    with httpx.Client(base_url=sipgate_account.base_url, auth=user.auth, trust_env=False) as http:
        dial = dialler(http)
        call = dial.dial(dial.phones()[0], "+4930231250042")
        sipgate_account.advance(2)
        dial.hang_up(call)
    assert [each.event for each in sipgate_account.deliveries] == ["newCall", "answer", "hangup"]
    assert receiver.calls == {call: State.ENDED}


def test_an_answer_that_was_overtaken_revives_no_call():
    receiver = Receiver()
    for event in ("newCall", "hangup", "answer"):
        receiver.take({"event": event, "callId": "1"})
    assert receiver.calls == {"1": State.ENDED}
