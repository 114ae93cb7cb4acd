"""This suite, Schemathesis and Prism's proxy, each looking at one emulator."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx

from sipgate_compat import paths
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.errors import DataError
from sipgate_compat.proof.provider import Break, Provider, honest
from sipgate_compat.run.file import read

from .replayed import Requests, complaints
from .served import prism

ST = str(Path(sys.executable).with_name("st"))
EXAMPLES, BASELINES, LONGEST = 10, 2, 1800
CONFIG = """
[generation]
database = "none"
[phases.coverage]
unexpected-methods = []
[parameters]
"""
# What has to be there for the paths of most operations to lead somewhere.
SITUATIONS = (
    *("an-address", "an-oauth-client", "a-forgotten-password", "automatic-recording"),
    *("a-blocked-number", "a-filled-address-book", "a-quick-dial", "a-parallel-forwarding"),
    *("a-voicemail-with-greetings", "a-porting", "sms-caller-ids", "an-app-event"),
    *("a-notification", "a-channel-with-events", "an-established-call"),
)
ALIASES = {"deviceId": "registerDeviceId", "id": "appEventId", "extension": "registerDeviceId"}


def document(profile: str) -> str:
    """The profile's OpenAPI document."""
    return f"contracts/openapi/{profile}.json"


@dataclass
class Scene:
    """The one provider that all look at: an emulator, or one that can be broken."""

    ready: dict[str, Any]
    folder: Path
    http: httpx.Client
    provider: Provider | None = None

    @property
    def base_url(self) -> str:
        """Of the API."""
        return str(self.ready["base_url"])

    def reset(self, broken: Break = honest) -> None:
        """As at its start, and from now on wrong in one way."""
        if self.provider:
            self.provider.broken = honest
        self.http.post(f"{self.ready['control_url']}/reset").raise_for_status()
        if self.provider:
            self.provider.broken = broken

    def arranged(self, profile: str) -> dict[str, str | int]:
        """Let an account own something of each sort; path parameters by name."""
        found: dict[str, Any] = {}
        for each in SITUATIONS:
            wish = {"account": profile, "situation": each}
            answer = self.http.post(f"{self.ready['control_url']}/arrange", json=wish)
            found |= answer.raise_for_status().json()["values"]
        found |= {name: found[other] for name, other in ALIASES.items() if other in found}
        return {name: value for name, value in found.items() if isinstance(value, str | int)}


@dataclass(frozen=True)
class Whole:
    """One pass over everything."""

    seconds: float
    requests: int
    alarms: tuple[str, ...]


class Looks(Protocol):
    """A tool."""

    name: str
    command: str

    def learn(self, profile: str, tag: str) -> None:
        """See the right provider first, where the tool has a use for that."""

    def noticed(self, profile: str, tag: str) -> str | None:
        """What it noticed, asked about one profile's operations of one tag."""

    def whole(self) -> Whole:
        """One pass over all operations of all profiles."""


def called(command: Sequence[str], cwd: Path) -> tuple[int | None, str]:
    """How a command ended and what it said; None where it did not end in time."""
    try:
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return None, f"no end within {LONGEST} s"
    return done.returncode, (done.stdout + done.stderr)[-800:]


@dataclass
class Suite:
    """sipgate-compat itself, by its command line."""

    scene: Scene
    requests: int
    name: str = "sipgate-compat"
    command: str = "sipgate-compat run --no-allure --base-url BASE"

    def learn(self, profile: str, tag: str) -> None:
        """It has nothing to learn."""

    def run(self, *more: str) -> tuple[str, ...]:
        """The cases that deviate."""
        out = self.scene.folder / "suite"
        (out / "run.jsonl").unlink(missing_ok=True)
        line = [sys.executable, "-m", "sipgate_compat", "run", "--no-allure", "--out", str(out)]
        line += ["--base-url", self.scene.base_url, *more]
        code, said = called(line, self.scene.folder)
        if code not in (0, 1):
            print(f"sipgate-compat: ended with {code}: {said}", file=sys.stderr)
        try:
            found = read(out)
        except DataError:
            return (f"ended with {code}",)
        return tuple(each.case for each in found.verdicts if each.verdict == "deviates")

    def noticed(self, profile: str, tag: str) -> str | None:
        """The first case that deviates."""
        return next(iter(self.run("--profile", profile, "-m", tag)), None)

    def whole(self) -> Whole:
        """A run as anybody calls it."""
        begun = time.perf_counter()
        alarms = self.run()
        return Whole(time.perf_counter() - begun, self.requests, alarms)


@dataclass
class Schemathesis:
    """`st run` on a profile's document, less what it complains of on the right provider."""

    scene: Scene
    name: str = "Schemathesis"
    command: str = (
        "st --config-file REAL-IDS run contracts/openapi/PROFILE.json -u BASE "
        f"-H 'Authorization: Bearer TOKEN' -n {EXAMPLES} --generation-deterministic "
        "--continue-on-failure --baseline FILE"
    )

    def run(self, profile: str, report: Path, *more: str) -> dict[str, Any]:
        """Its JSON report."""
        config = self.scene.folder / "schemathesis.toml"
        known = self.scene.arranged(profile)
        lines = [f'"path.{name}" = {json.dumps(value)}\n' for name, value in known.items()]
        config.write_text(CONFIG + "".join(lines), encoding="utf-8")
        token = self.scene.ready["accounts"][profile]["access_token"]
        line = [ST, "--config-file", str(config), "run", str(paths.CHECKOUT / document(profile))]
        line += ["-u", self.scene.base_url, "-H", f"Authorization: Bearer {token}"]
        line += ["-n", str(EXAMPLES), "--generation-deterministic", "--continue-on-failure"]
        line += ["--report", "json", "--report-json-path", str(report), *more]
        report.unlink(missing_ok=True)
        code, said = called(line, self.scene.folder)
        if not report.is_file():
            print(f"st: ended with {code}: {said}", file=sys.stderr)
            errors = [{"title": f"ended with {code}"}]
            return {"failures": [], "errors": errors, "test_cases": {"generated": 0}}
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found

    def baseline(self, profile: str, tag: str) -> Path:
        """Where it keeps what it accepts."""
        return self.scene.folder / f"baseline-{profile}-{tag}.json"

    def learn(self, profile: str, tag: str) -> None:
        """Accept what it complains of on the right provider."""
        kept, report = self.baseline(profile, tag), self.scene.folder / "st.json"
        for _ in range(0 if kept.is_file() else BASELINES):
            self.scene.reset()
            accept = ("--baseline", str(kept), "--baseline-update")
            self.run(profile, report, "--include-tag", tag, *accept)

    def noticed(self, profile: str, tag: str) -> str | None:
        """A failure that is not accepted."""
        report, kept = self.scene.folder / "st.json", self.baseline(profile, tag)
        found = self.run(profile, report, "--include-tag", tag, "--baseline", str(kept))
        return next(iter(failures(found)), None)

    def whole(self) -> Whole:
        """One pass over each document, nothing subtracted."""
        begun, sent, alarms = time.perf_counter(), 0, []
        for profile in PROFILES:
            self.scene.reset()
            found = self.run(profile, self.scene.folder / "st.json")
            sent += found["test_cases"]["generated"]
            alarms += [f"{profile}: {each}" for each in failures(found)]
        return Whole(time.perf_counter() - begun, sent, tuple(alarms))


def failures(report: dict[str, Any]) -> list[str]:
    """One line for each operation and kind of failure, errors among them."""
    found = [f"{o}: {each['title']}" for each in report["failures"] for o in each["operations"]]
    return found + [f"error: {each.get('title', each)}" for each in report["errors"]]


@dataclass
class Prism:
    """Prism's validation proxy, with the suite's own requests sent through it."""

    scene: Scene
    requests: Requests
    name: str = "Prism's proxy"
    command: str = (
        "prism proxy contracts/openapi/PROFILE.json BASE --errors --validate-request false"
    )
    open: dict[str, tuple[AbstractContextManager[tuple[str, int]], str]] = field(
        default_factory=dict
    )
    right: dict[tuple[str, str], list[frozenset[str]]] = field(default_factory=dict)

    def serving(self, profile: str) -> AbstractContextManager[tuple[str, int]]:
        """A proxy; requests that are wrong on purpose pass, for the answer is what is looked at."""
        flags = ("--errors", "--validate-request", "false")
        return prism("proxy", str(paths.CHECKOUT / document(profile)), self.scene.base_url, *flags)

    def url(self, profile: str) -> str:
        """Of the proxy for a profile, which is started once."""
        if profile not in self.open:
            context = self.serving(profile)
            self.open[profile] = (context, context.__enter__()[0])
        return self.open[profile][1]

    def close(self) -> None:
        """End all proxies."""
        while self.open:
            self.open.popitem()[1][0].__exit__(None, None, None)

    def heard(self, profile: str, tag: str) -> list[frozenset[str]]:
        """Its complaints about the answer to each request."""
        requests = self.requests.get((profile, tag), [])
        return complaints(self.scene.http, self.url(profile), requests)

    def learn(self, profile: str, tag: str) -> None:
        """Note what it complains of on the right provider."""
        if (profile, tag) not in self.right:
            self.scene.reset()
            self.right[profile, tag] = self.heard(profile, tag)

    def noticed(self, profile: str, tag: str) -> str | None:
        """A complaint that it did not have about the right one's answer to the same request."""
        pairs = zip(self.heard(profile, tag), self.right[profile, tag], strict=True)
        return next((plain(min(now - then)) for now, then in pairs if now - then), None)

    def whole(self) -> Whole:
        """All requests through a proxy of each profile, its start included."""
        begun, sent, alarms = time.perf_counter(), 0, dict[str, None]()
        for profile in PROFILES:
            self.scene.reset()
            with self.serving(profile) as (url, _):
                for (owner, tag), requests in self.requests.items():
                    if owner != profile:
                        continue
                    sent += len(requests)
                    for found in complaints(self.scene.http, url, requests):
                        alarms |= {f"{profile} {tag}: {plain(each)}": None for each in found}
        return Whole(time.perf_counter() - begun, sent, tuple(alarms))


def plain(message: str) -> str:
    """A message without the position in a list."""
    return re.sub(r"\.\d+", ".*", message)
