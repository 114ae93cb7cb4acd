"""Receivers that are slow, endless, rude or not to be trusted; and what pushes may not do."""

import base64
import json
from contextlib import suppress

import pytest
import trustme
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from sipgate_compat.emulator.push import key
from sipgate_compat.emulator.push.options import options
from sipgate_compat.emulator.push.sources import refused, shown
from sipgate_compat.emulator.seed import seeded
from sipgate_compat.errors import UsageError

from .receiver import receiving, said


def test_a_receiver_that_hangs_is_given_up(hooked):
    line = hooked("classic", timeout=0.05)
    line.receiver.hangs()
    placed = line.tell("calls")
    (row,) = placed["deliveries"]
    assert (placed["state"], row["status"]) == ("ringing", None)
    assert row["error"] == "no answer within 0.05 s; the call goes on without it"
    (entry,) = line.account("GET", "/log/webhooks").json()["items"]
    assert (entry["status"], entry["response"]) == ("0", row["error"])


def test_a_receiver_that_stops_halfway_is_given_up(hooked):
    line = hooked("classic", timeout=0.05)

    def half(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"<Response>")
        line.receiver.ended.wait(30)

    line.receiver.answers["/in"] = half
    assert "no answer within" in line.tell("calls")["deliveries"][0]["error"]


def endless(handler):
    """A gigabyte, as long as somebody takes it."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/xml")
    handler.end_headers()
    for _ in range(1 << 14):
        handler.wfile.write(b" " * (1 << 16))


def bomb(handler):
    """Ten lines that become ten milliard."""
    lines = [f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)]
    text = f'<!DOCTYPE a [<!ENTITY l0 "lol">{"".join(lines)}]><Response>&l9;</Response>'
    said(handler, 200, "application/xml", text.encode())


def zipped(handler):
    """A body that says it is packed; nobody asked for that."""
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Type", "application/xml")
    handler.end_headers()
    handler.wfile.write(b"\x1f\x8b\x08\x00")


def gibberish(handler):
    """No HTTP at all."""
    handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")


def headers(handler):
    """Headers without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(1 << 14):
        handler.wfile.write(b"X-A: " + b"a" * 4096 + b"\r\n")


@pytest.mark.parametrize(
    "answer, error",
    [
        (endless, "more than 65536 bytes"),
        (bomb, "document type"),
        (zipped, "no well-formed XML"),
        (gibberish, "does not speak HTTP"),
        (headers, "does not speak HTTP"),
        (lambda handler: None, "hung up"),
        (lambda handler: said(handler, 500, "text/html", b"<h1>"), "status 500"),
        (lambda handler: said(handler, 200, "text/html", b"<h1>"), "content type"),
    ],
    ids=["endless", "bomb", "zipped", "gibberish", "headers", "nothing", "500", "html"],
)
def test_a_rude_receiver_hurts_nobody(hooked, answer, error):
    line = hooked("classic", timeout=20)
    line.receiver.answers["/in"] = answer
    placed = line.tell("calls")
    assert (placed["state"], len(placed["deliveries"])) == ("ringing", 1)
    assert error in placed["deliveries"][0]["error"]


def test_a_redirect_is_not_followed(hooked, receiver):
    line = hooked("classic")

    def elsewhere(handler):
        handler.send_response(307)
        handler.send_header("Location", f"{receiver.url}/other")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    line.receiver.answers["/in"] = elsewhere
    line.call()
    assert [each.path for each in receiver.got] == ["/in"]
    assert line.delivery["error"] == "status 307 is not followed"


def test_a_receiver_that_is_not_there(hooked):
    line = hooked("classic")
    with receiving() as gone:
        pass
    line.tell("webhooks", incomingUrl=f"{gone.url}/in")
    assert line.tell("calls")["deliveries"][0]["error"] == "the receiver cannot be reached"


@pytest.mark.parametrize("profile", ["classic", "neo", "migrated"])
def test_a_certificate_that_is_not_trusted(hooked, secure, profile):
    line = hooked(profile, incomingUrl=f"{secure.url}/in", ca="")
    (row,) = line.tell("calls")["deliveries"]
    assert "not trusted" in row["error"]
    assert secure.got == []


def test_a_certificate_for_another_name(hooked, secure):
    line = hooked("neo", incomingUrl=secure.url.replace("127.0.0.1", "localhost"))
    assert "not for this name" in line.tell("calls")["deliveries"][0]["error"]


def test_neo_tells_only_over_https(hooked, receiver, control):
    line = hooked("neo")
    line.receiver.says(f'<Response onHangup="{receiver.url}/h"/>')
    line.tell(f"calls/{line.call()}", action="hangup")
    assert line.delivery["error"] == "Neo pushes to https only"
    assert receiver.got == []
    wish = {"account": "neo", "incomingUrl": receiver.url}
    assert control.post("webhooks", json=wish).status_code == 400


def test_other_hosts_are_not_knocked_at(hooked):
    line = hooked("classic", incomingUrl="http://hooks.example.com/in")
    (row,) = line.tell("calls")["deliveries"]
    assert row["error"] == (
        "hooks.example.com is not this machine; start the emulator with --push-to hooks.example.com"
    )


@pytest.mark.parametrize(
    "url, allowed",
    [
        ("http://127.0.0.1:1/", True),
        ("http://127.9.9.9/", True),
        ("https://localhost/", True),
        ("http://[::1]:80/a", True),
        ("https://allowed.example.com/", True),
        ("https://ALLOWED.example.com/", True),
        ("http://0.0.0.0/", False),
        ("http://169.254.169.254/latest", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1@hooks.example.com/", False),
        ("http://2130706433/", False),
        ("http://[::ffff:10.0.0.1]/", False),
        ("http://[::1", False),
        ("http://127.0.0.1:99999/", False),
        ("file:///etc/passwd", False),
        ("//127.0.0.1/", False),
    ],
)
def test_which_addresses_are_pushed_to(url, allowed):
    reason = refused(seeded("classic"), url, options(["Allowed.example.com"], None, 5).hosts)
    assert (reason is None) == allowed


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1\\@hooks.example.com/", "http://hooks.example.com\\@127.0.0.1/x y"]
)
def test_an_address_with_two_readings_is_not_pushed_to(hooked, url):
    line = hooked("classic")
    body = {"incomingUrl": url, "outgoingUrl": ""}
    with suppress(AssertionError):
        assert line.account("PUT", "/settings/sipgateio", json=body).status_code == 400
        return
    assert line.tell("calls")["deliveries"][0]["error"]


def test_an_address_that_cannot_be_read_is_not_shown():
    assert shown("http://[::1") == "…"
    assert "?" in shown("http://a/\ud800")


@pytest.mark.parametrize("profile", ["classic", "neo"])
def test_a_signature_is_verified_with_the_key_that_is_shown(hooked, control, profile):
    line = hooked(profile)
    line.call()
    told = control.get("push-key").json()
    public = serialization.load_pem_public_key(told["publicKey"].encode())
    signature = base64.b64decode(line.last.headers[told["header"]])
    public.verify(signature, line.last.body, padding.PKCS1v15(), hashes.SHA256())
    assert (told["algorithm"], public.key_size) == ("RSA-SHA256", 4096)


def test_an_account_whose_pushes_are_not_signed(hooked):
    line = hooked("neo", signed=False)
    line.call()
    assert "X-Sipgate-Signature" not in line.last.headers


def test_the_key_is_one():
    """Here its primes are checked; a start skips that."""
    assert key.numbers().private_key().public_key().public_numbers() == key.numbers().public_numbers


@pytest.mark.parametrize(
    "wish, status, complaint",
    [
        ({"incomingUr": ""}, 400, "did you mean 'incomingUrl'?"),
        ({"incomingUrl": 1}, 400, "incomingUrl"),
        ({"incomingUrl": "ftp://a"}, 400, "http"),
        ({"incomingUrl": "http://127.0.0.1/\ud800"}, 400, "cannot be read"),
        ({"account": ["classic"]}, 404, "account ['classic']"),
        ({"timeout": 0}, 400, "0.01 to 30"),
        ({"timeout": True}, 400, "timeout"),
        ({"timeout": float("nan")}, 400, "0.01 to 30"),
        ({"ca": "x"}, 400, "PEM"),
        ({"sources": "p0"}, 400, "sources"),
        ({"sources": ["p9"]}, 404, "source 'p9'"),
        ({"sources": [["p0"]]}, 404, "source ['p0']"),
    ],
)
def test_a_wish_for_pushes_that_makes_no_sense(control, wish, status, complaint):
    content = json.dumps({"account": "classic", **wish})
    answer = control.post("webhooks", content=content)
    assert (answer.status_code, complaint in answer.json()["error"]) == (status, True)


@pytest.mark.parametrize(
    "path, wish, complaint",
    [
        ("calls", {"direction": "up"}, "known: in, out"),
        ("calls", {"userId": ["w0"]}, "user ['w0']"),
        ("calls", {"channelId": {}}, "channel {}"),
        ("calls/{call}", {"action": "hangup", "cause": "bored"}, "cause 'bored'"),
        ("calls/{call}", {"action": "dtmf", "digits": "x"}, "digits"),
        ("calls/{call}", {"action": "pickup", "userId": "w9"}, "user 'w9'"),
    ],
)
def test_a_wish_for_a_call_that_makes_no_sense(hooked, control, path, wish, complaint):
    line = hooked("classic")
    line.receiver.says('<Response><Gather onData="{url}/data"/></Response>')
    who = {"account": "classic", "sandbox": line.account.sandbox}
    answer = control.post(path.format(call=line.call()), json=who | wish)
    assert complaint in answer.json()["error"], answer.text


def test_names_that_no_encoding_has(hooked):
    line = hooked("classic")
    wish = {"from": "\ud800", "account": "classic", "sandbox": line.account.sandbox}
    assert line.account.control.post("calls", content=json.dumps(wish)).status_code == 201
    assert line.see("calls")[-1]["from"] == "?"


def test_a_reset_stops_what_is_under_way(control, receiver):
    receiver.hangs()
    wish = {"account": "classic", "incomingUrl": f"{receiver.url}/in", "timeout": 30}
    control.post("webhooks", json=wish)
    call = control.post("calls", json={"account": "classic", "wait": False}).json()["callId"]
    control.post("reset", json={"account": "classic"})
    rows = control.get("deliveries", params={"wait": "true", "callId": call}).json()["deliveries"]
    assert not receiver.ended.is_set()
    assert [each["status"] for each in rows] in ([], [None])


@pytest.mark.parametrize(
    "content, complaint",
    [(None, "No such file"), (b"\xff", "no text"), (b"certificates", "no certificates in PEM")],
    ids=["no file", "bytes", "text"],
)
def test_certificates_that_are_none(tmp_path, content, complaint):
    file = tmp_path / "ca.pem"
    if content:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=complaint):
        options([], str(file), 5)


def test_certificates_of_an_option(tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "ca.pem")
    assert "BEGIN CERTIFICATE" in options([], str(tmp_path / "ca.pem"), 5).ca


def test_a_patience_that_is_none():
    with pytest.raises(UsageError, match=r"0\.01 to 30"):
        options([], None, 0)
