"""A receiver is told of calls as the platform does it, and its answers are followed."""

import re

import pytest

from sipgate_compat.contract.model import PROFILES
from sipgate_compat.errors import Undecided
from sipgate_compat.webhook.calls import covering
from sipgate_compat.webhook.check import check
from sipgate_compat.webhook.push import complaints
from sipgate_compat.webhook.wire import Wire

from .receivers import gathering, receiving, reply, subscribed


def test_a_good_receiver_is_fine(checked):
    found, _ = checked(subscribed)
    assert (found.answer, found.answer.exit_code) == ("fine", 0)
    assert [each.weight for each in found.findings] == ["note"]  # it gathers nothing


def test_every_event_is_pushed_to_where_it_was_asked_for(checked):
    _, pushes = checked(subscribed)
    assert {(each.event, each.path) for each in pushes} == {
        ("newCall", "/in"),
        ("answer", "/answer"),
        ("hangup", "/hangup"),
    }


def test_every_cause_ends_a_call(api, checked):
    _, pushes = checked(subscribed)
    causes = [each.fields["cause"][0] for each in pushes if each.event == "hangup"]
    assert set(causes) == set(api.events["hangup"].field("cause").values)


def test_only_answered_calls_are_told_as_answered(api, checked):
    _, pushes = checked(subscribed)
    answered = sum(each.event == "answer" for each in pushes)
    assert answered == sum(call.is_answered for call in covering(api)) < len(covering(api))


def test_calls_come_in_and_go_out(checked):
    _, pushes = checked(subscribed)
    assert {each.fields["direction"][0] for each in pushes} == {"in", "out"}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("behave", [subscribed, gathering], ids=["subscribed", "gathering"])
def test_what_is_pushed_keeps_the_contract(api, checked, profile, behave):
    _, pushes = checked(behave, profiles=[profile])
    broken = [complaints(api, profile, each.headers, each.body) for each in pushes]
    assert not [each for each in broken if each]


@pytest.mark.parametrize(
    "key, values",
    [
        ("from", ["anonymous"]),
        ("from", ["4930231250002"]),
        ("userId[]", ["w0", "w1", "w2"]),
        ("userId[]", ["w0"]),
        ("diversion", ["4930231250003"]),
    ],
    ids=["anonymous", "a-number", "several-users", "one-user", "diverted"],
)
def test_callers_and_users_are_of_all_kinds(checked, key, values):
    _, pushes = checked(subscribed)
    assert values in [each.fields.get(key) for each in pushes if each.event == "newCall"]


def test_a_forwarded_call_is_another_one_that_names_the_first(checked):
    _, pushes = checked(subscribed)
    calls = [each.fields for each in pushes if each.event == "newCall"]
    (second,) = [each for each in calls if each["origCallId"] != each["callId"]]
    assert second["origCallId"] in [each["callId"] for each in calls]
    assert second["diversion"]


def test_a_gather_gets_keys_an_empty_field_and_none(checked):
    _, pushes = checked(gathering)
    keys = [each.fields.get("dtmf") for each in pushes if each.event == "dtmf"]
    assert keys[:3] == [[""], None, ["123"]]


def test_numbers_are_made_up_everywhere(checked):
    _, pushes = checked(gathering, profiles=["classic", "neo"])
    said = b"\n".join(each.body for each in pushes)
    numbers = re.findall(rb"49\d{6,}", said)
    assert numbers
    assert all(number.startswith(b"493023125") for number in numbers)


def test_names_travel_in_utf_8(checked):
    _, pushes = checked(subscribed)
    names = [each.fields["user[]"] for each in pushes if each.event == "newCall"]
    assert ["Ada Amsel", "Bo Birke", "Zoë Größer & Söhne"] in names


def test_another_host_is_not_followed(checked):
    def elsewhere(push):
        return reply('<Response onHangup="https://hooks.example.com/hangup"/>')

    found, pushes = checked(elsewhere)
    assert {each.path for each in pushes} == {"/in"}
    assert "hooks.example.com" in " ".join(each.says for each in found.findings)


def test_plain_http_is_a_finding_on_neo_only(findings):
    assert not findings(subscribed, profiles=["classic"])
    assert {rule for rule, _ in findings(subscribed, profiles=["neo"])} == {"https-only"}


def test_an_event_asked_for_by_name_that_cannot_be_sent_is_undecided(checked):
    found, _ = checked(lambda push: reply("<Response/>"), asked=["hangup"])
    assert (found.answer, found.answer.exit_code) == ("undecided", 3)


def test_only_the_events_asked_for_are_sent(checked):
    _, pushes = checked(subscribed, asked=["hangup"])
    assert {each.event for each in pushes} == {"newCall", "hangup"}


def test_credentials_in_the_address_are_sent_and_never_shown(book):
    with receiving(subscribed) as server:
        url = server.base.replace("//", "//ada:s3cret%21@") + "/in?key=h1dden"
        found = check(book, url, Wire(5), ["classic"])
    assert server.pushes[0].headers["authorization"] == "Basic YWRhOnMzY3JldCE="
    assert server.pushes[0].path == "/in?key=h1dden"
    assert not re.search("s3cret|h1dden", found.model_dump_json())


def test_a_certificate_signed_by_oneself_is_a_finding_and_the_check_goes_on(checked):
    found, pushes = checked(subscribed, tls=True, profiles=["neo"])
    (finding,) = [each for each in found.findings if each.weight == "finding"]
    assert finding.rule == "trusted-certificate"
    assert "self-signed" in finding.says
    assert "nothing would come" in finding.says
    assert {each.event for each in pushes} == {"newCall", "answer", "hangup"}


def test_a_certificate_that_is_vouched_for_is_fine(checked):
    from .receivers import CERTIFICATE

    found, _ = checked(subscribed, tls=True, profiles=["neo"], ca=CERTIFICATE)
    assert found.answer == "fine"


def test_nobody_listening_is_undecided(book):
    with receiving(subscribed) as server:
        url = server.base
    with pytest.raises(Undecided, match="cannot be reached"):
        check(book, url, Wire(1), ["classic"])


def test_what_neo_does_with_an_action_is_said_not_to_be_known(checked):
    def hanging_up(push):
        return reply("<Response><Hangup/></Response>")

    found, _ = checked(hanging_up, profiles=["neo"])
    assert ("element", "note") in {(each.rule, each.weight) for each in found.findings}


def test_a_call_that_the_answer_ends_is_not_told_as_answered(checked):
    def rejecting(push):
        return reply(f'<Response onAnswer="{push.base}/answer"><Reject/></Response>')

    _, pushes = checked(rejecting)
    assert {each.event for each in pushes} == {"newCall"}


def test_what_is_found_again_is_listed_once(checked):
    found, _ = checked(lambda push: reply("<response/>"))
    (finding,) = [each for each in found.findings if each.weight == "finding"]
    assert finding.times == len({each.call for each in found.pushes}) > 1
