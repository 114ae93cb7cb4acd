"""``sipgate-compat emulator``: the built-in double of the platform."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    default=8080,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 picks a free one.",
)
@click.option("--quiet", is_flag=True, help="Log nothing.")
def emulator(host: str, port: int, quiet: bool) -> None:
    """Serve a Classic, a Neo and a migrated account.

    Prints one JSON line when ready: base URL, control URL, and each account's credentials. An
    emulator's answer says nothing about sipgate.
    """
    from ..emulator.server import serve

    serve(host=host, port=port, quiet=quiet)
