"""``sipgate-compat record``: notes what an integration uses of the API."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The recording."
)
@click.option(
    "--listen",
    default="127.0.0.1:8090",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen; port 0 picks a free one.",
)
@click.option(
    "--target",
    default="https://api.sipgate.com",
    show_default=True,
    metavar="URL",
    help="Where requests go on to: the API, or an emulator without its /v2.",
)
def record(out: Path, listen: str, target: str) -> None:
    """Note what an integration uses of the API, while it works as always.

    Listens on this machine and forwards every request to the API as it came. Let the integration
    take http://127.0.0.1:8090/v2 for https://api.sipgate.com/v2, let it do what it does, and end
    this with Ctrl-C. Then ask:

    \b
      sipgate-compat gate --uses FILE --profile neo

    Noted are operations, the parameters and fields that the API knows, and of what kind each value
    is: `true`, `CALL`, the id of a device. Never noted are values, bodies, headers, credentials,
    numbers and ids, so the file can be shown to anybody. Each kind of request is written when it
    is first seen, and nothing is lost however this ends; a file that is there is gone on with.

    Prints one JSON line when ready. What can reach the address can use the API through it, with
    credentials of its own; leave it on loopback.
    """
    from ..recorder.server import address, serve
    from ..run import prepare
    from ..web import is_loopback

    host, _ = address(listen)
    if not is_loopback(host):
        click.echo(
            f"sipgate-compat: {host} is no loopback address: others can reach the proxy, and what "
            "they send to it is not encrypted",
            err=True,
        )
    serve(prepare.book(), listen, target, out, prepare.now())
