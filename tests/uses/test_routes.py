"""Real addresses mean operations."""

import pytest

from sipgate_compat.uses.routes import Routes


def find(book, method, address, hosts=(), strict=True):
    routes = Routes(book, frozenset(hosts))
    place = routes.place(address)
    found = place and routes.find(method, place, strict)
    return found and found.operation.operation


@pytest.mark.parametrize(
    "method, address, operation",
    [
        ("PUT", "https://api.sipgate.com/v2/calls/123/hold?x=1", "setCallHold"),
        ("PUT", "https://API.sipgate.com:443/v2/calls/123/hold/", "setCallHold"),
        ("GET", "https://api.sipgate.com/v2//users", "getAllUsers"),
        ("GET", "/v2/users/w0", "getUser"),
        ("HEAD", "/v2/users/w0", "getUser"),
        ("GET", "/v3/devices?userId=w0", "getDevicesV3"),
        ("GET", "https://gateway.example.com/sipgate/v3/devices", "getDevicesV3"),
        ("GET", "http://127.0.0.1:8090/v2/w0/devices", "getDevices"),
        ("GET", "/sipgate/history", "getHistory"),
        ("GET", "/history", "getHistory"),
        ("GET", "/w7/numbers", "getUserNumbers"),
        ("GET", "/v2/contacts/internal", "getAllContacts"),
        ("GET", "/v2/contacts/%C3%A4", "getContact"),
        ("GET", "https://api.sipgate.com/v2/", "getUrls"),
    ],
)
def test_an_address_means_an_operation(book, method, address, operation):
    assert find(book, method, address) == operation


@pytest.mark.parametrize(
    "method, address",
    [
        ("GET", "https://crm.example.com/api/v2/users/5"),
        ("GET", "https://notapi.sipgate.com.example.com/users"),
        ("GET", "/shop/numbers"),
        ("GET", "/"),
        ("PATCH", "/v2/users/w0"),
        ("GET", "/v2/" + "a/" * 5000),
        ("GET", "https://[broken/v2/users"),
    ],
    ids=["another-api", "a-lookalike", "another-path", "root", "method", "endless", "no-address"],
)
def test_what_is_no_operation_is_none(book, method, address):
    assert find(book, method, address) is None


def test_a_host_that_is_named_counts_as_the_api(book):
    address = "https://gateway.example.com/tel/v2/users/w0"
    assert find(book, "GET", address) is None
    assert find(book, "GET", address, hosts=["gateway.example.com"]) == "getUser"


@pytest.mark.parametrize(
    "method, path, nearest",
    [
        ("PUT", "/v2/calls/8f3e/holdd", "PUT /calls/{callId}/hold"),
        ("PATCH", "/v2/users/w0", "PUT /users/{userId}/role"),
    ],
)
def test_the_nearest_operation_is_named_and_the_path_is_not(book, method, path, nearest):
    routes = Routes(book)
    segments = routes.place(path).segments
    assert routes.nearest(method, segments).split("/")[1:3] == nearest.split("/")[1:3]
    assert "8f3e" not in routes.template(segments)
    assert "w0" not in routes.template(segments)
