"""``sipgate-compat sweep``: clean up what a killed run left on live accounts."""

from __future__ import annotations

import click

from ..errors import Exit, UsageError
from . import options


@click.command()
@options.ledger
@options.live_url
@options.profiles
@click.option("--dry-run", is_flag=True, help="Read only, and say what would be done.")
@options.form
def sweep(
    ledger: str | None, base_url: str | None, profiles: tuple[str, ...], dry_run: bool, form: str
) -> int:
    """Remove what earlier runs created and put back what they set, by the ledger alone.

    Ends with 0 where all is as it was, with 1 where something is left.
    """
    from ..client import Client
    from ..config import LIVE_URL, credentials, settings
    from ..run import prepare
    from ..run.ledger import Ledger
    from ..run.sweep import sweep as swept

    given = {"target": "live", "ledger": ledger, "base_url": base_url, "profiles": profiles}
    chosen = settings(given)
    notes = Ledger(chosen.ledger)
    if ledger and not notes.path.exists():
        raise UsageError(f"{ledger}: no such ledger; runs keep one where --ledger says")
    with notes.idle():
        wanted = {each.noted.profile for each in notes.open()}
        url = chosen.base_url or LIVE_URL
        # Its own budget was the run's; cleaning up after it has none.
        desk = prepare.desk(chosen.model_copy(update={"max_requests": None, "max_time": None}), url)
        own = {
            each: prepare.kept(credentials(each, token_url=chosen.token_url), desk)
            for each in chosen.profiles
            if each in wanted
        }
        client = Client(url, desk=desk, manners=prepare.manners(chosen))
        try:
            done = swept(prepare.book(), notes, client, own, dry_run)
        finally:
            client.close()
    if form == "json":
        click.echo(done.model_dump_json(indent=2, exclude_none=True))
    else:
        for step in done.steps:
            said = f"LEFT: {step.left}" if step.left else step.done
            click.echo(f"{step.profile:9} {step.what}: {said}")
        click.echo(f"{len(done.steps)} open in {done.ledger}, {done.left} left")
    return Exit.FINDING if done.left else Exit.FINE
