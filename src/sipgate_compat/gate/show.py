"""A gate's answer for a terminal, as Markdown, and as annotations of GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..report.annotation import Annotation, Level, lines
from ..report.markdown import code, escaped
from ..report.words import printable
from ..run.model import Named, Outcome
from .model import Answer, Gate, Reason, Weight

SHOWN = 20
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
LEVELS: dict[Weight, Level] = {
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
    shown = lines(_annotations(gate), "--format json names them all")
    return "\n".join([*shown, printable(f"{gate.answer}: {SAID[gate.answer]}")])


def _annotations(gate: Gate) -> Iterator[Annotation]:
    for each in gate.reasons:
        title = f"gate {TITLES[each.weight]}: {each.case or each.kind}"
        promised = f"\npromised ({each.evidence}): {each.states}" if each.states else ""
        yield Annotation(LEVELS[each.weight], title, each.says + promised)


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
