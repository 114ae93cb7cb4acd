"""``sipgate-compat webhook``: a receiver of the Push API under development."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..contract.events import EventName
    from ..contract.model import Profile


@click.group()
def webhook() -> None:
    """A receiver of the Push API under development."""


@webhook.command()
@click.argument("url")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    metavar="NAME",
    help="As which platform: classic, neo or migrated; repeatable. Classic and Neo by default.",
)
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="NAME",
    help="answer, hangup or dtmf beside newCall; repeatable. All by default.",
)
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    metavar="FORM",
    help="text, json, md, or github (annotations).",
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Certificates to trust beside the public ones.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 300),
    metavar="SECONDS",
    help="How long to wait for a whole answer; as long as the platform does by default.",
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output by default.")
def check(
    url: str,
    profiles: tuple[str, ...],
    events: tuple[str, ...],
    form: str,
    ca: Path | None,
    timeout: float | None,
    out: Path | None,
) -> int:
    """Tell a receiver of made-up calls as sipgate would, and judge what it answers.

    URL is the receiver's address, as it would be set in the web app. It is told of calls that come
    in and go out, that are answered or end for every cause, and of keys that are pressed where it
    gathers them. answer, hangup and dtmf go to the addresses that its own answers name, as the
    platform does it, and only where these are on URL's host. All numbers and names are made up.

    Every finding says in one line what would be accepted, and how that is known. Little is known of
    Neo: there, what holds on Classic is assumed, and https is asked for.

    Without HTTPS, or with a certificate that is not trusted, it says what the platform would do and
    goes on. The receiver is reached directly, without a proxy. The pushes are not signed: only
    sipgate can do that.

    \b
    0  every answer is as the platform accepts it
    1  findings
    2  the check could not be made
    3  nobody listens at URL, or an event named with --event could not be sent
    """
    from ..atomic import write_text
    from ..errors import UsageError, nearest
    from ..run import prepare
    from ..web import told
    from ..webhook.check import check as checked
    from ..webhook.check import limit
    from ..webhook.grammar import scheme_of
    from ..webhook.show import WRITERS
    from ..webhook.wire import Wire

    if form not in WRITERS:
        raise UsageError(f"{form}: no such format; {nearest(form, WRITERS)}")
    if scheme_of(url) is None:
        raise UsageError(
            f"{told(url)}: not an address of a receiver; it begins with http:// or https://"
        )
    if ca and not ca.is_file():
        raise UsageError(f"{ca}: no such file")
    as_whom, asked, book = _profiles(profiles), _events(events), prepare.book()
    wait = timeout or max(limit(book.push, profile) for profile in as_whom)
    found = checked(book, url, Wire(wait, ca), as_whom, asked)
    text = WRITERS[form](found).rstrip("\n")
    if out:
        write_text(out, text + "\n")
    else:
        click.echo(text)
    return found.answer.exit_code


def _profiles(given: tuple[str, ...]) -> tuple[Profile, ...]:
    from ..config import check_words, words
    from ..contract.model import PROFILES

    found = words("--profile", given) or ["classic", "neo"]
    check_words("profile", found, PROFILES)
    return tuple(each for each in PROFILES if each in found)


def _events(given: tuple[str, ...]) -> tuple[EventName, ...]:
    from ..config import check_words, words
    from ..contract.events import EVENTS

    found = words("--event", given)
    check_words("event", found, EVENTS)
    return tuple(each for each in EVENTS if each in found)
