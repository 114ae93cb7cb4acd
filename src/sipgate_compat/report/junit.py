"""JUnit XML that strict parsers read: one suite per profile, one case per case.

Elements, attributes and their order are those of the schema that Jenkins publishes: it has
properties of a suite and none of a case, so what a case has to say besides its failure is output.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from ..run.model import Outcome, Run, Stale, Verdict
from .matrix import Matrix
from .message import failure, stale
from .words import printable, quiet

ELEMENTS = {Outcome.DEVIATES: "failure", Outcome.ERRORED: "error", Outcome.SKIPPED: "skipped"}


def junit(run: Run, matrix: Matrix) -> str:
    """All verdicts; a known deviation is no failure, and what could not be told is an error."""
    root = Xml.Element("testsuites", name=f"sipgate-compat {printable(matrix.target)}")
    for profile in matrix.profiles:
        own = [verdict for verdict in run.verdicts if verdict.profile == profile]
        started = {"timestamp": run.header.started[:19]} if run.header.started else {}
        suite = Xml.SubElement(root, "testsuite", {"name": profile, **_counts(own), **started})
        _properties(suite, _said(matrix))
        for verdict in own:
            _case(suite, verdict)
    if matrix.stale:
        _stale(root, matrix.stale)
    Xml.indent(root)
    # The older commands of GitHub's runner are taken wherever they stand.
    text = Xml.tostring(root, encoding="unicode", xml_declaration=False).replace("##[", "##&#91;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _said(matrix: Matrix) -> dict[str, str]:
    return {
        "target": matrix.target,
        "base-url": matrix.base_url,
        "contracts": matrix.contracts,
        "edition": matrix.edition,
        "version": matrix.version,
    }


def _stale(root: Xml.Element, entries: tuple[Stale, ...]) -> None:
    """Known deviations that have to go fail the run, so each is a failure of its own."""
    many = str(len(entries))
    counts = {"tests": many, "failures": many, "errors": "0", "skipped": "0", "time": "0.000"}
    suite = Xml.SubElement(root, "testsuite", {"name": "deviations.yaml", **counts})
    for each in entries:
        name = printable(each.deviation.case)
        case = Xml.SubElement(
            suite, "testcase", classname="deviations.yaml", name=name, time="0.000"
        )
        made = Xml.SubElement(case, "failure", message=printable(each.said), type=each.why)
        made.text = stale(each)


def _counts(verdicts: list[Verdict]) -> dict[str, str]:
    def count(outcome: Outcome) -> str:
        return str(sum(1 for each in verdicts if each.verdict is outcome))

    seconds = sum(each.milliseconds or 0 for each in verdicts) / 1000
    return {
        "tests": str(len(verdicts)),
        "failures": count(Outcome.DEVIATES),
        "errors": count(Outcome.ERRORED),
        "skipped": count(Outcome.SKIPPED),
        "time": f"{seconds:.3f}",
    }


def _case(suite: Xml.Element, verdict: Verdict) -> None:
    name = verdict.case.rsplit("/", 1)[1]
    seconds = (verdict.milliseconds or 0) / 1000
    case = Xml.SubElement(
        suite,
        "testcase",
        classname=f"{verdict.profile}.{printable(verdict.operation)}",
        name=printable(name),
        time=f"{seconds:.3f}",
        status=verdict.verdict.value,
    )
    kind = ELEMENTS.get(verdict.verdict)
    if kind == "skipped":
        Xml.SubElement(case, kind, message=printable(verdict.reason or ""))
    elif kind:
        said = printable(verdict.states)
        made = Xml.SubElement(case, kind, message=said, type=str(verdict.verdict))
        made.text = printable(failure(verdict))
    if verdict.claims or verdict.notes or verdict.verdict is Outcome.KNOWN:
        Xml.SubElement(case, "system-out").text = quiet(printable("\n".join(_told(verdict))))


def _told(verdict: Verdict) -> Iterator[str]:
    if verdict.verdict is Outcome.KNOWN:
        yield f"known: {verdict.reason}"
    if verdict.claims:
        yield f"claims: {', '.join(verdict.claims)}"
    yield from (f"note: {each}" for each in verdict.notes)


def _properties(parent: Xml.Element, values: dict[str, str]) -> None:
    made = Xml.SubElement(parent, "properties")
    for name, value in values.items():
        Xml.SubElement(made, "property", name=name, value=printable(value))
