"""Events that are pushed to an application in a consumer's test."""

import pytest

from sipgate_compat.testing import ControlError

FOLLOW = b'<Response onAnswer="%s" onHangup="%s"/>'


@pytest.fixture
def wsgi(sipgate_webhooks):
    """A WSGI application that wants to hear more of each call, and where it is."""

    def app(environ, start):
        url = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}/more".encode()
        start("200 OK", [("Content-Type", "application/xml")])
        return [FOLLOW % (url, url)]

    return sipgate_webhooks.serve(app)


def test_a_call_is_pushed_and_followed(sipgate_account, sipgate_webhooks, wsgi):
    sipgate_account.push_to(f"{wsgi}/in", ca=sipgate_webhooks.ca)
    call = sipgate_account.incoming_call("+4930231250042")
    call.pick_up()
    call.hang_up()
    seen = sipgate_account.deliveries
    assert [(each.event, each.call, each.status) for each in seen] == [
        (event, call.id, 200) for event in ("newCall", "answer", "hangup")
    ]
    assert [each.url.removeprefix(wsgi) for each in seen] == ["/in", "/more", "/more"]
    assert seen[0].fields["from"] == "4930231250042"


def test_an_outgoing_call_is_pushed_elsewhere(sipgate_account, sipgate_webhooks, wsgi):
    sipgate_account.push_to(f"{wsgi}/in", f"{wsgi}/out", ca=sipgate_webhooks.ca)
    sipgate_account.outgoing_call("+4930231250042")
    (pushed,) = sipgate_account.deliveries
    assert (pushed.url, pushed.fields["direction"]) == (f"{wsgi}/out", "out")


def test_keys_that_are_pressed_are_pushed(sipgate_account, sipgate_webhooks):
    def asks(environ, start):
        url = f"https://{environ['HTTP_HOST']}/keys"
        start("200 OK", [("Content-Type", "application/xml")])
        return [f'<Response><Gather onData="{url}" maxDigits="2"/></Response>'.encode()]

    sipgate_account.push_to(sipgate_webhooks.serve(asks), ca=sipgate_webhooks.ca)
    sipgate_account.incoming_call().press("42")
    pressed = [each.fields["dtmf"] for each in sipgate_account.deliveries if each.event == "dtmf"]
    assert pressed == ["42"]


def test_an_asgi_application_is_served_too(sipgate_account, sipgate_webhooks):
    async def app(scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

    sipgate_account.push_to(sipgate_webhooks.serve(app), ca=sipgate_webhooks.ca)
    sipgate_account.incoming_call()
    assert [each.status for each in sipgate_account.deliveries] == [204]


def test_an_authority_that_nobody_trusts_is_told(sipgate_account, wsgi):
    sipgate_account.push_to(wsgi)
    sipgate_account.incoming_call()
    (pushed,) = sipgate_account.deliveries
    assert (pushed.status, "certificate" in pushed.error) == (None, True), pushed.error


@pytest.mark.parametrize("profile", ["neo", "migrated"])
def test_neo_takes_no_plain_http(request, profile):
    account = request.getfixturevalue(f"sipgate_{profile}")
    with pytest.raises(ControlError, match="https"):
        account.push_to("http://127.0.0.1:1/in")


def test_a_test_begins_without_webhooks(sipgate_account):
    sipgate_account.incoming_call()
    assert sipgate_account.deliveries == ()
