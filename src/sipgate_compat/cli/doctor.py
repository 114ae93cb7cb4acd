"""``sipgate-compat doctor``: are the accounts fit for a live run?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from . import options

if TYPE_CHECKING:
    from ..run.doctor import AccountHealth


@click.command()
@options.live_url
@options.profiles
@options.allow
@options.form
def doctor(
    base_url: str | None, profiles: tuple[str, ...], allow: tuple[str, ...], form: str
) -> int:
    """Look at credentials, address, profile, scopes and clock of each account, by reading alone.

    Ends with 0 where all are fit, 1 where something cannot be verified for want of a scope or a
    right clock, 2 where an account is not fit, 3 where the target cannot be reached.
    """
    import os
    import time

    from ..config import LIVE_URL, settings
    from ..run.doctor import Doctor, Patient
    from ..run.prepare import book

    given = {"target": "live", "base_url": base_url, "profiles": profiles, "allow": allow}
    chosen = settings(given)
    url = chosen.base_url or LIVE_URL
    patients = [
        Patient(book(), chosen, each, url, time.time, os.environ) for each in chosen.profiles
    ]
    found = Doctor(base_url=url, accounts=tuple(each.examine() for each in patients))
    if form == "json":
        click.echo(found.model_dump_json(indent=2, exclude_none=True))
    else:
        click.echo(url)
        for each in found.accounts:
            _show(each)
    return found.exit


def _show(found: AccountHealth) -> None:
    click.echo(f"\n{found.profile}: {found.fitness}")
    for each in found.checks:
        mark = "" if each.state == "good" else f"{each.state.upper()}: "
        click.echo(f"  {each.check:12} {mark}{each.said}")
    for missing in found.missing_scopes:
        click.echo(f"  lacks {' or '.join(missing.any_of)}: {missing.cases} cases need it")
    for untold in found.untold_scopes:
        click.echo(f"  may lack {' or '.join(untold.any_of)}: {untold.cases} cases need it")
    if found.verifiable or found.not_verifiable:
        click.echo(f"  can be verified: {found.verifiable} cases")
        click.echo(f"  cannot: {sum(each.cases for each in found.not_verifiable)} cases")
    for reason, cases in _gathered(found).items():
        click.echo(f"  {cases:6}  {reason}")


def _gathered(found: AccountHealth) -> Counter[str]:
    """The reasons, with requests that are refused alike in one line; `plan` names each of them."""
    from ..run.refusal import NAMELESS, NOT_OURS

    alike = {NOT_OURS: f"a request {NOT_OURS}", NAMELESS: f"a request {NAMELESS}"}
    counts = Counter[str]()
    for skip in found.not_verifiable:
        said = [text for end, text in alike.items() if skip.reason.endswith(end)]
        counts[said[0] if said else skip.reason] += skip.cases
    return counts
