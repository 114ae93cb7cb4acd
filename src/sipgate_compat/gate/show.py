"""A gate's answer for a terminal, as Markdown, and as annotations of GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..report.markdown import code, escaped
from ..report.words import printable
from ..run.model import Named, Outcome
from .model import Answer, Gate, Reason, Weight

SHOWN = 20
# GitHub keeps ten errors, ten warnings and ten notices of a step, and drops the rest in silence.
ANNOTATIONS = 10
SAID = {
    Answer.OPEN: "the gate is open",
    Answer.CLOSED: "the gate is closed",
    Answer.UNFIT: "the gate cannot answer: the runs are not what it needs",
    Answer.UNDECIDED: "the gate is undecided: something could not be told",
}
TITLES = {
    Weight.UNFIT: "keeps it from answering",
    Weight.CLOSES: "closes it",
    Weight.UNDECIDED: "leaves it undecided",
    Weight.NOTED: "noted",
}
COMMANDS = {
    Weight.UNFIT: "error",
    Weight.CLOSES: "error",
    Weight.UNDECIDED: "warning",
    Weight.NOTED: "notice",
}


def text(gate: Gate) -> str:
    """The answer first, then each reason in a line."""
    return "\n".join(printable(line) for line in _lines(gate))


def _lines(gate: Gate) -> Iterator[str]:
    yield f"{gate.answer}: {SAID[gate.answer]}"
    yield from _facts(gate)
    for weight, reasons in _groups(gate):
        yield ""
        yield f"{TITLES[weight]} ({len(reasons)}):"
        for each in reasons[:SHOWN]:
            yield f"  {_sentence(each)}"
            if each.states and weight is not Weight.NOTED:
                yield f"    promised: {each.states} ({each.evidence})"
        if len(reasons) > SHOWN:
            yield f"  … and {len(reasons) - SHOWN} more; all are in --format json"


def markdown(gate: Gate) -> str:
    """The answer as a heading, then the facts and the reasons as lists."""
    return "\n".join(_markdown(gate)) + "\n"


def _markdown(gate: Gate) -> Iterator[str]:
    yield f"## {escaped(str(gate.answer))}: {escaped(SAID[gate.answer])}"
    yield ""
    for fact in _facts(gate):
        yield f"- {escaped(fact)}"
    for weight, reasons in _groups(gate):
        yield ""
        yield f"### {TITLES[weight].capitalize()} ({len(reasons)})"
        yield ""
        for each in reasons[:SHOWN]:
            subject = f"{code(each.case)}: " if each.case else ""
            states = f" Promised ({each.evidence}): {escaped(each.states)}." if each.states else ""
            yield f"- {subject}{escaped(each.says)}.{states}"
        if len(reasons) > SHOWN:
            yield f"- … and {len(reasons) - SHOWN} more"


def github(gate: Gate) -> str:
    """Annotations within GitHub's limits, and the answer in a line of its own."""
    return "\n".join([*_annotations(gate), printable(f"{gate.answer}: {SAID[gate.answer]}")])


def _annotations(gate: Gate) -> Iterator[str]:
    left = dict.fromkeys(COMMANDS.values(), ANNOTATIONS)
    for each in gate.reasons:
        command = COMMANDS[each.weight]
        if left[command]:
            left[command] -= 1
            title = f"gate {TITLES[each.weight]}: {each.case or each.kind}"
            promised = f"\npromised ({each.evidence}): {each.states}" if each.states else ""
            yield f"::{command} title={property_(title)}::{data(each.says + promised)}"


def data(value: str) -> str:
    """A text as the message of an annotation."""
    return printable(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_(value: str) -> str:
    """A text as a property of an annotation."""
    return data(value).replace(":", "%3A").replace(",", "%2C")


def _facts(gate: Gate) -> Iterator[str]:
    yield f"run: {_run(gate.run)}"
    if gate.baseline:
        yield f"baseline: {_run(gate.baseline)}"
    counts = ", ".join(f"{gate.counts[each]} {each}" for each in Outcome if gate.counts.get(each))
    yield f"profiles {', '.join(gate.profiles) or 'none'}: {counts or 'no case'}"
    strict = "counts" if gate.strict else "does not count"
    yield f"closes on {', '.join(gate.fail_on)}; evidence `assumed` {strict}"


def _run(run: Named) -> str:
    when = f", started {run.started}" if run.started else ""
    return (
        f"{run.target} {run.base_url}, {run.cases} cases, contracts {run.contracts}, "
        f"page {run.edition}{when}"
    )


def _sentence(reason: Reason) -> str:
    subject = reason.case or reason.kind
    return f"{subject}: {' '.join(reason.says.split())}"


def _groups(gate: Gate) -> Iterator[tuple[Weight, list[Reason]]]:
    for weight in Weight:
        own = [each for each in gate.reasons if each.weight is weight]
        if own:
            yield weight, own


WRITERS: dict[str, Callable[[Gate], str]] = {
    "text": text,
    "json": lambda gate: gate.model_dump_json(indent=2),
    "md": markdown,
    "github": github,
}
