"""``sipgate-compat explain``: all we know of one operation."""

from __future__ import annotations

import click


@click.command()
@click.argument("operation")
def explain(operation: str) -> None:
    """All we know of one operation per profile, with sources and what to use instead.

    OPERATION is an operationId or "METHOD /path", or an event of the Push API: newCall, answer,
    hangup, dtmf.
    """
    from ..report.explain import page
    from ..run import prepare

    click.echo(page(prepare.book(), operation))
