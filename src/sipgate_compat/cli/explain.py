"""``sipgate-compat explain``: all we know of one operation."""

from __future__ import annotations

import click


@click.command()
@click.argument("operation")
def explain(operation: str) -> None:
    """All we know of one operation per profile, with sources and what to use instead.

    OPERATION is an operationId or "METHOD /path", as "PUT /calls/{callId}/hold", or an event of the
    Push API: newCall, answer, hangup, dtmf.

    Each case stands with the answer that each profile owes and, in brackets, how that is known:
    documented, specified, observed or assumed, on which page and when it was read there.
    """
    from ..report.explain import page
    from ..run import prepare
    from .paint import say

    say(page(prepare.book(), operation))
