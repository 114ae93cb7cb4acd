"""Whatever is sent, the answer is never a 500."""

import http.client
import json
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipgate_compat.emulator.tags import ROUTES

FIELDS = [
    *(
        "value",
        "users",
        "name",
        "deviceIds",
        "sequence",
        "deviceId",
        "targetNumber",
        "alias",
        "url",
    ),
    *("incomingUrl", "whitelist", "forwardings", "phoneNumber", "attended", "enabled", "target"),
]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
IDS = st.sampled_from(
    ["w0", "w1", "w999", "e0", "g0", "p0", "f0", "%00", "..", "%ff", "%25", "x" * 300]
)
QUERIES = st.dictionaries(
    st.sampled_from(
        ["limit", "offset", "type", "types", "from", "to", "position", "connectionIds"]
    ),
    st.text(max_size=12)
    | st.sampled_from(["-1", "1e400", "9" * 30, "e0,x0", "2026-13-01T00:00:00Z"]),
    max_size=3,
)


@pytest.fixture(scope="module")
def client():
    with httpx.Client() as opened:
        yield opened


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    route=st.sampled_from(ROUTES),
    profile=st.sampled_from(["classic", "neo", "migrated"]),
    ids=st.lists(IDS, min_size=3, max_size=3),
    query=QUERIES,
    body=st.none() | ANY_JSON.map(lambda v: json.dumps(v).encode()) | st.binary(max_size=40),
)
def test_no_generated_request_gets_a_500(ready, client, route, profile, ids, query, body):
    path = route.path
    for name, value in zip([p for p in path.split("/") if p.startswith("{")], ids, strict=False):
        path = path.replace(name, value)
    token = ready["accounts"][profile]["access_token"]
    headers = {"Authorization": f"Bearer {token}", "X-Sipgate-Compat-Sandbox": "nasty"}
    query = {key: value.encode("utf-8", "replace") for key, value in query.items()}
    url = f"{ready['base_url']}{path}"
    answer = client.request(route.method, url, headers=headers, params=query, content=body)
    assert answer.status_code < 500 or answer.status_code == 501, answer.text


@pytest.mark.parametrize(
    "method, target, headers, body",
    [
        ("GET", "/v2/%", {}, None),
        ("GET", "/v2/users?%", {}, None),
        ("GET", "/v2/history?" + "&".join(f"a{i}=1" for i in range(3000)), {}, None),
        ("GET", "/v2//users", {}, None),
        ("GET", "/v2/../etc", {}, None),
        ("GET", "/_emulator/journal?limit=x", {}, None),
        ("PUT", "/v2/settings/sipgateio", {"Content-Type": "text/xml"}, b"<a/>"),
        ("PUT", "/v2/settings/sipgateio", {}, b"[" * 100_000),
        ("PUT", "/v2/settings/sipgateio", {}, b'{"incomingUrl": "\\ud800"}'),
        ("GET", "/v2/users", {"Authorization": "Basic \u00ff"}, None),
        ("GET", "/v2/users", {"X-Sipgate-Compat-Sandbox": "x" * 5000}, None),
        ("GET", "/nowhere", {}, None),
        ("BREW", "/v2/users", {}, None),
    ],
)
def test_no_crafted_request_gets_a_500(ready, method, target, headers, body):
    account = ready["accounts"]["classic"]
    sent = {"Authorization": f"Bearer {account['access_token']}", **headers}
    host = urlsplit(ready["base_url"])
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=10)
    connection.request(method, target, body, sent)
    status = connection.getresponse().status
    connection.close()
    assert 200 <= status < 500
