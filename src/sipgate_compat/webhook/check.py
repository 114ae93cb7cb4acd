"""A receiver is told of calls, and its answers are followed as the platform follows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .. import __version__
from ..contract.book import Book
from ..contract.events import EVENTS, EventName, PushApi
from ..contract.model import Profile
from ..errors import Undecided
from ..web import told
from .calls import Call, Fields, covering, encoded, form
from .document import Node
from .grammar import actions, quoted, scheme_of
from .judge import Judge, Judged
from .model import Finding, Push, Said, WebhookCheck, Weight, answer
from .wire import Failed, Received, Silent, Untrusted, Wire

GATHERS = 3
PATIENCE = 2
ENDS = {"Reject", "Hangup"}
ASKED: dict[str, EventName] = {"onAnswer": "answer", "onHangup": "hangup", "onData": "dtmf"}
LISTENING = "an address at which somebody listens"


@dataclass
class Receiver:
    """One profile's conversation with a receiver, and what was found in it."""

    api: PushApi
    profile: Profile
    url: str
    wire: Wire
    limit: float
    asked: frozenset[EventName]
    """Events that were asked for by name; it is undecided where one cannot be sent."""
    events: frozenset[EventName]
    pushes: list[Push] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    late: int = 0
    trusting: set[str] = field(default_factory=set)
    gathered: bool = False

    def __post_init__(self) -> None:
        self.judge = Judge(self.api, self.profile, self.limit)

    def converse(self) -> None:
        """Tell of every call, until the receiver was too slow too often."""
        if urlsplit(self.url).scheme == "http":
            self._plain()
        elif self.wire.ca:
            says = f"{self.wire.ca.name} vouches for the certificate; the platform may not know it"
            accepted = "a certificate of a public authority"
            said = self.judge.said("trusted-certificate", says, accepted, Weight.NOTE)
            self._note(None, None, said)
        for call in covering(self.api):
            if self.late < PATIENCE:
                self._call(call)
        if self.late >= PATIENCE:
            says = f"{self.late} answers did not come in time: the other calls were not told of"
            self._note(None, None, self.judge.said("answer-time", says, "answers in time"))
        for name in EVENTS:
            self._never_sent(name)
        self._not_known()

    def _plain(self) -> None:
        rule = self.api.rule("https-only")
        if rule.owed(self.profile).value:
            says = "the receiver's address is plain http, and nothing would be pushed to it"
            self._note(None, None, self.judge.said(rule.rule, says, "an https address"))

    def _call(self, call: Call) -> None:
        judged = self._push(call, "newCall", self.url)
        root = judged.root if judged else None
        if root is None:
            return
        ended = self._gathers(call, root)
        if call.is_answered and not ended:
            self._follow(call, "answer", root.attributes.get("onAnswer"))
        self._follow(call, "hangup", root.attributes.get("onHangup"))

    def _gathers(self, call: Call, root: Node) -> bool:
        """Press keys for each Gather; True where an answer ends the call."""
        for _ in range(GATHERS):
            gather = _child(root, "Gather")
            if gather is None or "dtmf" not in self.events:
                break
            if not self.gathered:
                self.gathered = True
                self._follow(call, "dtmf", gather.attributes.get("onData"), "")
                self._follow(call, "dtmf", gather.attributes.get("onData"), None)
            judged = self._follow(call, "dtmf", gather.attributes.get("onData"), _keys(gather))
            if judged is None or judged.root is None:
                break
            root = judged.root
        return any(child.name in ENDS for child in root.children)

    def _follow(
        self, call: Call, name: EventName, url: str | None, digits: str | None = None
    ) -> Judged | None:
        """Push to an address that the receiver names, on its own host only."""
        if url is None or name not in self.events or scheme_of(url) is None:
            return None
        host = urlsplit(url).hostname
        if host != urlsplit(self.url).hostname:
            says = f"{name} asks for another host, {quoted(host or '')}, and was not pushed there"
            accepted = "the host that is checked; the platform would push to any"
            said = self.judge.said("pushed-when-asked", says, accepted, Weight.NOTE)
            self._note(call, name, said)
            return None
        return self._push(call, name, url, digits)

    def _push(
        self, call: Call, name: EventName, url: str, digits: str | None = None
    ) -> Judged | None:
        """One push; None where no whole answer came."""
        row = Push(
            profile=self.profile,
            call=call.name,
            event=name,
            direction=call.direction,
            cause=call.cause if name == "hangup" else None,
            url=quoted(told(url), 200),
        )
        try:
            came = self._sent(call, name, url, form(self.api, self.profile, call, name, digits))
        except Failed as error:
            self.late += error.rule == "answer-time"
            self.pushes.append(row.model_copy(update={"error": error.says}))
            self._note(call, name, self.judge.said(_rule(error), error.says, error.accepted))
            return None
        judged = self.judge.judged(name, call.direction, came)
        self.pushes.append(row.model_copy(update=_seen(came, judged)))
        for said in judged.said:
            self._note(call, name, said)
        return judged

    def _sent(self, call: Call, name: EventName, url: str, fields: Fields) -> Received:
        headers = _headers(self.api)
        body, host = encoded(fields), urlsplit(url).netloc
        try:
            return self.wire.post(url, headers, body, trusting=host in self.trusting)
        except Untrusted as error:
            self.trusting.add(host)
            says = f"the certificate is not trusted ({quoted(str(error), 80)}): nothing would come"
            accepted = "a certificate of a public authority; one signed by oneself is refused"
            self._note(call, name, self.judge.said("trusted-certificate", says, accepted))
            return self._sent(call, name, url, fields)
        except Undecided as error:
            if not self.pushes:
                raise Undecided(f"{told(self.url)}: cannot be reached: {error}") from None
            rule = "answer-time" if isinstance(error, Silent) else "status"
            raise Failed(rule, f"nobody listens: {error}", LISTENING) from None

    def _note(self, call: Call | None, name: EventName | None, said: Said) -> None:
        found = Finding(
            profile=self.profile,
            call=call.name if call else None,
            event=name,
            **{each: getattr(said, each) for each in Said.model_fields},
        )
        for i, other in enumerate(self.findings):
            if (other.event, other.rule, other.says) == (name, found.rule, found.says):
                self.findings[i] = other.model_copy(update={"times": other.times + 1})
                return
        self.findings.append(found)

    def _never_sent(self, name: EventName) -> None:
        """Say it where an event was not pushed because no answer asks for it."""
        if name not in self.events or any(push.event == name for push in self.pushes):
            return
        by = self.api.events[name].asked_by
        wanted = {"onAnswer": "Response", "onHangup": "Response", "onData": "a Gather"}[by]
        weight = Weight.UNDECIDED if name in self.asked else Weight.NOTE
        says = f"{name} was not pushed: no answer names an address for it here"
        said = self.judge.said("pushed-when-asked", says, f"{by} of {wanted}", weight)
        self._note(None, name, said)

    def _not_known(self) -> None:
        """Say it where nothing is known of what the platform does with an answer."""
        used = {word for push in self.pushes for word in (push.action or "").split(", ")}
        for name in sorted(used & set(self.api.elements)):
            element = self.api.elements[name]
            unknown = element.owed(self.profile).unknown
            if unknown:
                said = Said(
                    weight=Weight.NOTE,
                    rule="element",
                    says=f"{name}: {unknown}",
                    accepted="what Classic accepts, until somebody has seen it",
                    known=element.known(self.profile),
                )
                self._note(None, None, said)


def check(
    book: Book,
    url: str,
    wire: Wire,
    profiles: Sequence[Profile],
    asked: Iterable[EventName] = (),
) -> WebhookCheck:
    """Tell a receiver of calls as each profile would.

    Args:
        book: the contracts.
        url: the receiver's address.
        wire: how it is reached.
        profiles: the platforms to be.
        asked: events to send beside newCall; all by default.

    Raises:
        Undecided: nobody listens there.
    """
    named = frozenset(asked)
    first: frozenset[EventName] = frozenset({"newCall"})
    events = named | first if named else frozenset(EVENTS)
    receivers = [
        Receiver(book.push, profile, url, wire, limit(book.push, profile), named, events)
        for profile in profiles
    ]
    for receiver in receivers:
        receiver.converse()
    findings = sorted(_findings(receivers), key=lambda found: list(Weight).index(found.weight))
    return WebhookCheck(
        answer=answer(findings),
        url=told(url),
        profiles=tuple(profiles),
        events=tuple(name for name in EVENTS if name in events),
        contracts=book.digest,
        version=__version__,
        pushes=tuple(push for receiver in receivers for push in receiver.pushes),
        findings=tuple(findings),
    )


def limit(api: PushApi, profile: Profile) -> float:
    """Seconds after which a receiver is given up; those of Classic where nothing is known."""
    return float(api.value("answer-time", profile))


def _findings(receivers: Iterable[Receiver]) -> Iterator[Finding]:
    for receiver in receivers:
        yield from receiver.findings


def _headers(api: PushApi) -> dict[str, str]:
    """What a push of Classic carries; of Neo's headers nothing is known."""
    return {
        "Accept": "application/xml, text/plain, text/html",
        "Accept-Charset": "utf-8",
        "User-Agent": str(api.value("user-agent", "classic")),
        str(api.value("jobs-header", "classic")): "http://www.sipgate.de/jobs",
        "Content-Type": str(api.value("form-encoded", "classic")),
        "Accept-Encoding": "gzip,deflate",
    }


def _seen(came: Received, judged: Judged) -> dict[str, object]:
    kind = came.headers.get("content-type")
    return {
        "status": came.status,
        "content_type": quoted(kind) if kind else None,
        "size": len(came.body),
        "seconds": round(came.seconds, 3),
        "action": ", ".join(actions(judged.root)) or None if judged.root else None,
    }


def _child(root: Node, name: str) -> Node | None:
    return next((child for child in root.children if child.name == name), None)


def _keys(gather: Node) -> str:
    """As many keys as a Gather waits for, up to five."""
    wanted = gather.attributes.get("maxDigits", "1")
    return "12345"[: max(1, int(wanted))] if wanted.isascii() and wanted.isdigit() else "1"


def _rule(error: Failed) -> str:
    return {"tls": "trusted-certificate", "encoding": "content-type"}.get(error.rule, error.rule)
