"""What both passes share: a document, an emulator, one client, and checks of our own.

Told by the environment, for pytest is started anew for each pass: ``FUZZ_PROFILE``,
``FUZZ_EXAMPLES`` (generated requests for each operation), ``FUZZ_SEED`` and ``FUZZ_PATHS`` (a
pattern of the paths that are put under fire).
"""

import hashlib
import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import schemathesis

from sipgate_compat.client import address
from sipgate_compat.emulator.server import emulating

PROFILE = os.environ.get("FUZZ_PROFILE", "neo")
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
SEED = int(os.environ.get("FUZZ_SEED", "42"))
PATHS = os.environ.get("FUZZ_PATHS", "")
DOCUMENT = Path(__file__).parents[2] / "contracts" / "openapi" / f"{PROFILE}.json"
SENTENCE = "This endpoint requires a sipgate Classic PBX Account"
SHOWN = ("/users", "/w0/devices", "/w0/faxlines", "/channels", "/groups", "/history", "/numbers")
OURS = {"authorization", "host"}
PLACES = {
    "path.userId": "w0",
    "path.deviceId": "e0",
    "path.phonelineId": "p0",
    "path.groupId": "g0",
    "path.faxlineId": "f0",
    "path.smsId": "s0",
}
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": SEED,
        "generation": {
            "mode": "all",
            "max-examples": EXAMPLES,
            "deterministic": True,
            "database": "none",
        },
        "phases": {"coverage": {"unexpected-methods": []}},
        "parameters": PLACES,
        "checks": {
            # Some of what Neo lacks is promised as 501; our own check looks at the promise.
            "not_a_server_error": {"enabled": False},
            # It sends by a client of its own, and the suite asks this of every operation.
            "ignored_auth": {"enabled": False},
            # What is valid by its form may still name a thing that is not there.
            "positive_data_acceptance": {"enabled": False},
            # Clients send null for what they leave out, and the emulator forgives it. What is
            # refused beyond that is promised by conventions, case by case.
            "negative_data_rejection": {"enabled": False},
        },
        "operations": [
            {
                # Whether a revoked porting is gone or stays with another status is not known.
                "include-operation-id": "revokePorting",
                "checks": {"use_after_free": {"enabled": False}},
            },
            {
                "include-operation-id": "getPorting",
                "checks": {"use_after_free": {"enabled": False}},
            },
        ],
    }
)


def schema():
    """The profile's document, or the part of it that is asked for."""
    found = schemathesis.openapi.from_path(DOCUMENT, config=CONFIG)
    # Not `include`: what CONFIG says of single operations counts as one that includes all.
    return found.exclude(lambda context: not re.search(PATHS, context.operation.path))


class Arena:
    """An emulator under fire, and what came back from it."""

    def __init__(self, ready):
        self.ready = ready
        account = ready["accounts"][PROFILE]
        self.secrets = (account["token"], account["access_token"])
        headers = {"Authorization": f"Bearer {account['access_token']}"}
        self.http = httpx.Client(headers=headers, timeout=10)
        self.reader = httpx.Client(verify=False)
        self.statuses = Counter()
        self.seeded = self.snapshot()
        self.sent = hashlib.sha256()

    def send(self, case):
        """Put one generated request through our client."""
        wish = case.as_transport_kwargs(base_url=self.ready["base_url"])
        parts = urlsplit(wish["url"])
        target = parts.path.removeprefix("/v2") + (f"?{parts.query}" if parts.query else "")
        response = self.http.request(
            case.method,
            address(self.ready["base_url"], target),
            headers={k: v for k, v in wish["headers"].items() if k.lower() not in OURS},
            content=wish.get("data"),
            json=wish.get("json"),
        )
        self.statuses[response.status_code] += 1
        self.sent.update(f"{case.method} {target} {response.request.content!r}\n".encode())
        return response

    def snapshot(self):
        """What every account shows of itself."""
        shown = {}
        for profile, account in self.ready["accounts"].items():
            for path in SHOWN:
                auth = (account["token_id"], account["token"])
                answer = self.reader.get(f"{self.ready['base_url']}{path}", auth=auth)
                shown[profile, path] = (answer.status_code, answer.text)
        return shown

    def control(self, method, verb, **more):
        """Ask the control plane."""
        return self.http.request(method, f"{self.ready['control_url']}/{verb}", **more)


_open = []


def arena():
    """The one arena of a pytest process, opened when it is first needed."""
    if not _open:
        context = emulating()
        _open.append((Arena(context.__enter__()), context))
    return _open[0][0]


def close():
    """Stop the emulator, if there is one."""
    while _open:
        found, context = _open.pop()
        found.http.close()
        found.reader.close()
        context.__exit__(None, None, None)


@schemathesis.check
def no_server_error_but_a_promised_one(ctx, response, case):
    """Whatever is sent, the answer is no 5xx, unless the document itself promises it."""
    promised = case.operation.definition.raw["responses"]
    assert response.status_code < 500 or str(response.status_code) in promised


@schemathesis.check
def the_platform_denies(ctx, response, case):
    """What a profile refuses is refused whatever is asked, in the platform's own words."""
    raw = case.operation.definition.raw
    texts = [r for r in raw["responses"].values() if "text/plain" in r.get("content", {})]
    if raw["x-sipgate-availability"] == "refused" and texts and response.status_code == 403:
        assert response.text == SENTENCE


@schemathesis.check
def no_secret_comes_back(ctx, response, case):
    """No answer holds the credentials with which it was asked."""
    assert not [secret for secret in arena().secrets if secret in response.text]
