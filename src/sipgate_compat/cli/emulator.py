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
@click.option(
    "--push-to",
    multiple=True,
    metavar="HOST",
    help="Also push calls to receivers on this host; without it, to this machine only. Repeatable.",
)
@click.option(
    "--push-ca",
    metavar="FILE",
    help="Trust these certificates (PEM) of receivers, for example a self-signed one.",
)
@click.option(
    "--push-timeout",
    type=click.FloatRange(0.01, 30),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a receiver may take; then the call goes on without it.",
)
def emulator(
    host: str,
    port: int,
    quiet: bool,
    push_to: tuple[str, ...],
    push_ca: str | None,
    push_timeout: float,
) -> None:
    """Serve a Classic, a Neo and a migrated account.

    Prints one JSON line when ready: base URL, control URL, and each account's credentials. An
    emulator's answer says nothing about sipgate.

    Calls are pushed to the addresses that an account sets (PUT /settings/sipgateio): to receivers
    on this machine, because whoever reaches the emulator may set them, and it is not to knock at
    other doors in anybody's name. What was pushed is listed under /_emulator/deliveries.
    """
    from ..emulator.push.options import options
    from ..emulator.server import serve

    serve(host=host, port=port, quiet=quiet, push=options(push_to, push_ca, push_timeout))
