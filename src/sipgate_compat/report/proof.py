"""The README's table of what the suite notices and what it keeps silent about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..proof.result import Noise, Row, Sensitivity
from .words import plural

SENSITIVITY = "reports/sensitivity.json"
NOISE = "reports/noise.json"


def proof(root: Path, contracts: str) -> str:
    """What the newest passes said.

    Args:
        root: of the repository.
        contracts: the digest of the contracts as they are now.
    """
    sensitivity = Sensitivity.model_validate_json((root / SENSITIVITY).read_bytes())
    noise = Noise.model_validate_json((root / NOISE).read_bytes())
    lines = [*noticed(sensitivity, contracts), "", silent(noise, contracts)]
    return "\n".join(["", *lines, "", ""])


def noticed(found: Sensitivity, contracts: str) -> Iterator[str]:
    """The score by kind."""
    yield "| what a provider breaks | made of the contracts | noticed | by hand | noticed |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for row in found.rows:
        yield _row(str(row.kind).replace("-", " "), row)
    yield _row("**together**", _together(found.rows))
    yield ""
    unknown = sum(sum(each.values()) for each in found.nothing_promised.values())
    whole = sum(1 for each in found.unobservable if not each.fields)
    fields = sum(len(each.fields) for each in found.unobservable)
    yield (
        f"`make sensitivity`, {found.date}, {found.cases} cases, "
        f"{_state(found.contracts, contracts)}. {unknown} steps of cases promise nothing, so "
        f"nothing can be broken there; of {whole} writes and {fields} fields of others "
        f"nothing can be read back. [{SENSITIVITY}]({SENSITIVITY}) names them."
    )


def silent(found: Noise, contracts: str) -> str:
    """How much was put without an alarm."""
    raised = sum(each.alarms for each in found.changes) + sum(each.alarms for each in found.runs)
    moments = plural(len({each.moment for each in found.runs}), "moment")
    busiest = max((each.load for each in found.runs), default=0)
    return (
        f"`make noise`, {found.date}, {_state(found.contracts, contracts)}: "
        f"{plural(len(found.changes), 'harmless change')} to every case and "
        f"{plural(len(found.runs), 'clean run')} (random order, two workers, "
        f"{moments}{_crossed(found)}, load up to {busiest} a core) raised "
        f"**{plural(raised, 'alarm') if raised else 'no alarm'}**."
    )


def _crossed(found: Noise) -> str:
    """By whose clock the runs met their moments."""
    crossed = sum(each.crossed for each in found.runs)
    if not crossed:
        return " by the emulator's clock alone"
    where = "each run" if crossed == len(found.runs) else plural(crossed, "run")
    return f" by the emulator's clock and, in {where}, by the runner's own"


def _row(name: str, row: Row) -> str:
    made = (row.generated, _share(row.generated_noticed, row.generated))
    hand = (row.by_hand, _share(row.by_hand_noticed, row.by_hand))
    return f"| {name} | {made[0] or '–'} | {made[1]} | {hand[0] or '–'} | {hand[1]} |"


def _share(noticed: int, of: int) -> str:
    """A percentage that is a hundred where none is missing, and only there."""
    if not of:
        return "–"
    return "100 %" if noticed == of else f"{min(99.9, 100 * noticed / of):.1f} %"


def _together(rows: tuple[Row, ...]) -> Row:
    return Row(
        kind=rows[0].kind,
        generated=sum(each.generated for each in rows),
        generated_noticed=sum(each.generated_noticed for each in rows),
        by_hand=sum(each.by_hand for each in rows),
        by_hand_noticed=sum(each.by_hand_noticed for each in rows),
    )


def _state(kept: str, now: str) -> str:
    """Which state of the contracts was put."""
    return f"contracts `{kept}`" if kept == now else f"an earlier state of the contracts (`{kept}`)"
