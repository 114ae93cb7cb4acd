"""Pure: measured values as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .model import Bench, Circumstances, Endurance, Figure, Fuzz, Looked, Peers, Tool

HELD = {True: "yes", False: "**no**", None: ""}
SHOWN = 5


def told(known: Circumstances) -> str:
    """The sentence that stands above each table."""
    versions = ", ".join(f"{name} {version}" for name, version in known.versions.items())
    return (
        f"{known.date}, commit {known.commit}, {known.machine}, {known.cores} cores, "
        f"load {known.load:.1f} at the beginning; {versions}. `{known.command}`"
    )


def bench(found: Bench) -> Iterator[str]:
    """Each figure beside what it is to reach."""
    yield told(found.circumstances)
    yield f"{found.cases} cases, {found.requests} requests."
    yield ""
    yield "| figure | least | median | to reach | reached |"
    yield "| --- | --- | --- | --- | --- |"
    for each in found.figures:
        cells = (each.name, amount(each, each.least), amount(each, each.median), reach(each))
        yield f"| {' | '.join(cells)} | {HELD[each.held]} |"


def amount(figure: Figure, value: float) -> str:
    """A value with as many digits as mean something."""
    digits = 0 if value >= 100 else 1 if value >= 20 else 2
    return f"{value:,.{digits}f} {figure.unit}"


def reach(figure: Figure) -> str:
    """What a figure is to reach, in short."""
    if figure.reach is None:
        return ""
    sign = "≤" if figure.reach.sense == "at most" else "≥"
    return f"{sign} {figure.reach.value:g} {figure.unit}"


def peers(found: Peers) -> Iterator[str]:
    """What each tool notices, how often it cries wolf, and how long it takes."""
    yield told(found.circumstances)
    yield ""
    names = [each.name for each in found.tools]
    yield f"| provider is wrong in | providers | {' | '.join(names)} |"
    yield "| --- |" + " --- |" * (len(names) + 1)
    drawn = [each for each in found.providers if not each.by_hand]
    for kind in dict.fromkeys(each.kind for each in drawn):
        yield _noticed(kind, [each for each in drawn if each.kind == kind], names)
    if by_hand := [each for each in found.providers if each.by_hand]:
        yield _noticed("written by hand", by_hand, names)
    yield _noticed("**all of these**", found.providers, names)
    yield _line("complaints about the right one", [str(len(t.alarms)) for t in found.tools])
    yield _line("seconds for one pass, all profiles", [_seconds(each) for each in found.tools])


def _noticed(label: str, chosen: Sequence[Looked], names: Sequence[str]) -> str:
    counts = [sum(each.noticed.get(name) is not None for each in chosen) for name in names]
    shares = " | ".join(f"{n} ({n / max(1, len(chosen)):.0%})" for n in counts)
    return f"| {label} | {len(chosen)} | {shares} |"


def _line(label: str, cells: Sequence[str]) -> str:
    return f"| {label} | | {' | '.join(cells)} |"


def _seconds(tool: Tool) -> str:
    return f"{sorted(tool.seconds)[len(tool.seconds) // 2]:.0f}"


def complaints(found: Peers) -> Iterator[str]:
    """How each tool was called, and some of what it says of the right provider."""
    for tool in found.tools:
        yield f"- {tool.name}: `{tool.command}`"
        yield from (f"  - {each}" for each in tool.alarms[:SHOWN])
        if len(tool.alarms) > SHOWN:
            yield f"  - and {len(tool.alarms) - SHOWN} more"
    missed = [each for each in found.providers if each.noticed.get(found.tools[0].name) is None]
    yield f"- not noticed by {found.tools[0].name}: {_names(missed)}"


def _names(missed: Sequence[Looked]) -> str:
    return "; ".join(each.name for each in missed) or "none"


def endurance(found: Endurance) -> Iterator[str]:
    """What was endured, and for how long."""
    walks, writers = found.emulator, found.history
    yield told(found.circumstances)
    yield ""
    yield "| endured | figure | to reach |"
    yield "| --- | --- | --- |"
    yield f"| minutes under load | {walks.minutes:g} | |"
    yield f"| requests | {walks.requests:,} | |"
    yield f"| faults injected | {walks.faults:,} | |"
    yield f"| steps compared with the model | {walks.steps:,} | |"
    yield f"| disagreements with the model | {len(walks.disagreements)} | 0 |"
    yield f"| 5xx of its own | {len(walks.server_errors)} | 0 |"
    yield f"| memory at the end | {walks.memory[-1]:.0f} MiB | |"
    grown = "too short to tell" if walks.growth is None else f"{walks.growth:.1f} MiB"
    yield f"| growth once journal and sandboxes are full | {grown} | ≤ {walks.limit:g} MiB |"
    yield f"| history: writers at once | {writers.processes} | |"
    yield f"| history: kills | {writers.kills} | |"
    yield f"| history: runs stored | {writers.stored:,} | |"
    yield f"| history: runs lost | {len(writers.lost)} | 0 |"
    yield f"| history: runs by halves | {len(writers.halves)} | 0 |"
    yield f"| history: integrity check | {writers.integrity} | ok |"


def fuzz(found: Fuzz) -> Iterator[str]:
    """What was sent to each profile, and what came back."""
    yield told(found.circumstances)
    yield ""
    kinds = ("2xx", "4xx", "5xx")
    yield f"| profile | requests | {' | '.join(kinds)} | all allowed, account intact |"
    yield "| --- |" + " --- |" * (len(kinds) + 2)
    for each in found.passes:
        counts = [sum(n for s, n in each.statuses.items() if s[0] == kind[0]) for kind in kinds]
        shown = " | ".join(f"{n:,}" for n in (each.requests, *counts))
        yield f"| {each.profile}, {each.suite} | {shown} | {HELD[each.passed]} |"
    every = sum(each.requests for each in found.passes)
    yield f"| **all** | {every:,} | | | | {HELD[found.held]} |"
