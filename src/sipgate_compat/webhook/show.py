"""A check for a terminal, as Markdown, and as annotations of GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..report.annotation import Annotation, Level, lines
from ..report.markdown import code, escaped
from ..report.words import plural, printable
from .model import Answer, Finding, Push, WebhookCheck, Weight

SAID = {
    Answer.FINE: "the receiver answers as the platform accepts it",
    Answer.FINDINGS: "the receiver does what the platform does not accept",
    Answer.UNDECIDED: "something could not be told",
}
TITLES = {Weight.FINDING: "findings", Weight.UNDECIDED: "undecided", Weight.NOTE: "notes"}
LEVELS: dict[Weight, Level] = {
    Weight.FINDING: "error",
    Weight.UNDECIDED: "warning",
    Weight.NOTE: "notice",
}


def text(check: WebhookCheck) -> str:
    """The answer first, then each finding in a line, then what was sent."""
    return "\n".join(printable(line) for line in _lines(check))


def _lines(check: WebhookCheck) -> Iterator[str]:
    yield f"{check.answer}: {SAID[check.answer]}"
    yield from _facts(check)
    for weight, found in _groups(check):
        yield ""
        yield f"{TITLES[weight]} ({len(found)}):"
        yield from (f"  {_sentence(each)}" for each in found)
    yield ""
    yield f"sent ({len(check.pushes)}):"
    yield from (f"  {_sent(push)}" for push in check.pushes)


def markdown(check: WebhookCheck) -> str:
    """The answer as a heading, the findings as a list, what was sent as a table."""
    return "\n".join(_markdown(check)) + "\n"


def _markdown(check: WebhookCheck) -> Iterator[str]:
    yield f"## {check.answer}: {SAID[check.answer]}"
    yield ""
    yield from (f"- {escaped(fact)}" for fact in _facts(check))
    for weight, found in _groups(check):
        yield ""
        yield f"### {TITLES[weight].capitalize()} ({len(found)})"
        yield ""
        yield from (f"- {escaped(_sentence(each))}" for each in found)
    yield ""
    yield "### Sent"
    yield ""
    yield "| profile | call | event | to | what came |"
    yield "| --- | --- | --- | --- | --- |"
    for push in check.pushes:
        cells = (push.profile, push.call, _event(push), code(push.url), escaped(_came(push)))
        yield f"| {' | '.join(cells)} |"


def github(check: WebhookCheck) -> str:
    """Annotations within GitHub's limits, and the answer in a line of its own."""
    shown = lines(_annotations(check), "--format json names them all")
    return "\n".join([*shown, printable(f"{check.answer}: {SAID[check.answer]}")])


def _annotations(check: WebhookCheck) -> Iterator[Annotation]:
    for weight, found in _groups(check):
        for each in found:
            yield Annotation(LEVELS[weight], f"webhook {_where(each)}", _sentence(each))


def _facts(check: WebhookCheck) -> Iterator[str]:
    yield f"receiver: {check.url}; contracts {check.contracts}"
    for profile in check.profiles:
        own = [push for push in check.pushes if push.profile == profile]
        calls = plural(len({push.call for push in own}), "call")
        slowest = max((push.seconds or 0 for push in own), default=0)
        pushes = f"{len(own)} push{'' if len(own) == 1 else 'es'}"
        yield f"as {profile}: {calls}, {pushes}, slowest answer {slowest:.3f} s"


def _groups(check: WebhookCheck) -> Iterator[tuple[Weight, list[Finding]]]:
    for weight in Weight:
        own = [each for each in check.findings if each.weight is weight]
        if own:
            yield weight, own


def _sentence(found: Finding) -> str:
    times = f" ({found.times} times)" if found.times > 1 else ""
    return (
        f"{_where(found)}: {found.says}{times}. Accepted: {found.accepted} "
        f"[{found.rule}: {found.known.said}]"
    )


def _where(found: Finding) -> str:
    return " ".join(filter(None, (found.profile, found.call, found.event)))


def _sent(push: Push) -> str:
    return f"{push.profile} {push.call} {_event(push)} to {push.url}: {_came(push)}"


def _event(push: Push) -> str:
    return f"{push.event} ({push.cause})" if push.cause else push.event


def _came(push: Push) -> str:
    if push.error:
        return push.error
    parts = [str(push.status), push.content_type, f"{push.size} bytes", f"{push.seconds:.3f} s"]
    return ", ".join(filter(None, [*parts, push.action]))


WRITERS: dict[str, Callable[[WebhookCheck], str]] = {
    "text": text,
    "json": lambda check: check.model_dump_json(indent=2),
    "md": markdown,
    "github": github,
}
