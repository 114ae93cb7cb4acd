"""Where witnesses contradict each other, the case names the one that weighs less."""

import pytest

DISPUTES = [
    ("classic/getCalls/ringing", "home-assistant"),
    ("classic/getCalls/without-rtcm-read", "sipgate-labs-skill"),
    ("classic/getSetting/of-a-phoneline", "openapi-2022"),
    ("classic/getSetting/of-a-phoneline", "sipgate-mcp"),
    ("classic/hangupCall/ringing", "sipgate-labs-skill"),
    ("classic/getUsers/no-credentials", "sipgate-labs-skill"),
    ("classic/newCall/without-a-caller", "sipgate-labs-skill"),
    ("classic/sendCallDtmf/empty-body", "openapi-2022"),
    ("classic/setCallHold/ringing", "openapi-2022"),
    ("classic/setCallRecording/announcement-left-out", "sipgate-labs-skill"),
    ("neo/getCalls/established", "our-reading"),
    ("neo/getChannelEvents/private-channel-and-ordinary-member", "payload-plugins"),
    ("neo/getDevices/type-app", "payload-plugins"),
    ("neo/getHistory/device-as-connection", "sipgate-mcp"),
    ("neo/getHistory/missed-calls", "sipgate-labs-skill"),
    ("neo/getHistory/states-of-a-fax", "account-measurements"),
    ("neo/getNumbers/endpoints", "swagger-2026"),
    ("neo/getSipgateIoUrls/valid", "zammad-docs"),
    ("neo/getPhonelineVoicemails/valid", "sipgate-mcp"),
    ("neo/newCall/valid", "j-lawyer"),
    ("neo/newCall/valid", "sipgate-labs-skill"),
    ("neo/setCallMute/valid", "our-reading"),
    ("neo/setCallMuted/valid", "payload-plugins"),
    ("neo/setCallRecording/announcement-left-out", "openapi-2022"),
    ("neo/setCallRecording/without-announcement", "payload-plugins"),
    ("neo/startCall/in-a-chosen-channel", "what-changes-with-neo"),
    ("neo/startCall/number-with-plus", "j-lawyer"),
    ("neo/startCall/valid", "crm-integration"),
    ("neo/startCallAnnouncement/valid", "sipgate-labs-skill"),
]


@pytest.mark.parametrize("address, witness", DISPUTES)
def test_a_contradiction_is_not_decided_silently(every_case, address, witness):
    steps = next(case.steps for case in every_case if case.address == address)
    disputed = [each for step in steps for each in step.promise.expectation.disputed]
    assert witness in {each.source.page for each in disputed}
