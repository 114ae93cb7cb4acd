"""``--fail-on``: from which severity on a change is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from ..errors import Exit

if TYPE_CHECKING:
    from ..change.model import Severity

Command = TypeVar("Command", bound=Callable[..., object])


def fail_on(command: Command) -> Command:
    """The option."""
    return click.option(
        "--fail-on",
        type=click.Choice(["breaking", "notice", "info"]),
        help="Exit 1 where a change is as bad as this, or worse.",
    )(command)


def ended(severities: Iterable[Severity], limit: str | None) -> Exit:
    """The exit code of a verb that found changes."""
    from ..change.model import Severity

    rank = Severity(limit).rank if limit else -1
    return Exit.FINDING if any(each.rank <= rank for each in severities) else Exit.FINE
