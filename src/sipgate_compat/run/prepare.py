"""What a run needs before its first case: contracts, a target that answers, the right accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryFile

from .. import paths
from ..client import Credentials, Wire
from ..config import LIVE_URL, Settings, credentials, pseudonym_key
from ..contract import book as contract
from ..contract.book import Book
from ..contract.model import Profile
from ..desk import UNLIMITED, Counter, Desk, Limits, interval
from ..errors import CompatError, DataError, NotTheApi, UsageError, place
from ..manners import PAUSES, WATCHES, Manners
from ..observation import Redactor
from ..redaction.public import public
from ..web import checked, is_loopback, user_agent
from .accounts import OLD, Past, Watch, pseudonym
from .guard import Guard
from .judge import Judge
from .ledger import Ledger
from .recognise import Recognised, expect, recognise
from .target import EmulatorTarget, LiveTarget, Target, check_live

LIVE_RATE = "5/s"
DEFAULT_URL = "http://127.0.0.1:8080/v2"


@lru_cache(maxsize=4)
def book(root: Path | None = None) -> Book:
    """The contracts, read once in a process."""
    found = contract.load(root or paths.contracts())
    if not found.editions:
        raise DataError(f"{found.root / 'editions'}: no editions here; a run needs the help page")
    return found


def today() -> str:
    """The day, ISO."""
    return datetime.now(UTC).date().isoformat()


def now() -> str:
    """This moment, ISO, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def writable(folder: Path) -> None:
    """Make a folder for reports where it is missing.

    Raises:
        UsageError: it cannot be made, is a file, or may not be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"{folder}: no reports can go there: {error.strerror}") from None


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The base URL of a run; starts an emulator where none is named."""
    if settings.base_url:
        yield settings.base_url
    elif settings.target == "live":
        yield LIVE_URL
    else:
        from ..emulator.child import emulating

        with emulating() as ready:
            yield ready["base_url"]


def desk(settings: Settings, base_url: str | None = None) -> Desk:
    """The desk at which all requests of a run are asked for.

    Args:
        settings: of the run.
        base_url: where requests go; what is on this machine may be asked at any pace.
    """
    url = base_url or settings.base_url or LIVE_URL
    local = settings.target == "emulator" or is_loopback(checked(url).hostname)
    pace = settings.rate or (UNLIMITED if local else LIVE_RATE)
    return Desk(Limits(interval(pace), settings.max_requests, settings.max_time))


def manners(settings: Settings) -> Manners:
    """How a live account is asked."""
    return Manners(PAUSES, WATCHES, user_agent(settings.contact))


def target(
    settings: Settings,
    base_url: str,
    book: Book,
    counter: Counter | None = None,
    run: str | None = None,
    day: str | None = None,
) -> Target:
    """A target that answers and whose accounts are what they are called.

    Args:
        settings: of the run.
        base_url: where requests go.
        book: all contracts.
        counter: the desk of the run, where one is open already.
        run: names a live run in its ledger; its workers share it.
        day: of the run, ISO; its workers share it too.

    Raises:
        Refused, NotTheApi, Undecided, UsageError: why no case can be put.
    """
    counter = counter or desk(settings, base_url)
    if settings.target == "emulator":
        emulator = EmulatorTarget(base_url, counter)
        missing = [p for p in settings.profiles if p not in emulator.accounts]
        if missing:
            raise UsageError(f"{base_url}: has no account {missing[0]}")
        return emulator
    known = {
        p: kept(credentials(p, token_url=settings.token_url), counter) for p in settings.profiles
    }
    allowed = frozenset(str(effect) for effect in settings.allow)
    live = LiveTarget(base_url, known, allowed, book.situations, counter, manners(settings))
    live.watch = Watch(_look(live, book), day or today())
    for profile, each in known.items():
        try:
            _check(live, base_url, profile, each, book, settings.history)
        except CompatError:
            raise
        except Exception as error:
            # A traceback would show to everybody what an account answers.
            raise NotTheApi(f"{base_url}: cannot be understood: {place(error)}") from None
    live.guard = Guard(
        book,
        Ledger(settings.ledger),
        live.client,
        live.by_profile,
        lambda profile: live.watch.known[profile].account,
        run,
        settings.max_cost,
    )
    return live


def swept(settings: Settings) -> None:
    """What an earlier run left behind is cleaned up before another one writes.

    Raises:
        UsageError: there is something left.
    """
    if settings.target != "live" or not settings.allow:
        return
    left = len(Ledger(settings.ledger).open())
    if left:
        raise UsageError(
            f"{settings.ledger}: an earlier run left {left} things or settings behind; "
            f"clean up first: sipgate-compat sweep --ledger {settings.ledger}"
        )


def kept(own: Credentials, counter: Counter) -> Credentials:
    """Credentials whose token the desk renews, where there is a grant."""
    if own.grant is None:
        return own
    counter.keep(own.grant)
    return replace(own, source=partial(counter.access, own.grant.variable))


def _check(
    live: LiveTarget,
    base_url: str,
    profile: Profile,
    own: Credentials,
    book: Book,
    history: Path | None,
) -> None:
    request = Wire("GET", "/authorization/userinfo", {}, None, own)
    answer = live.client.send(request)
    check_live(base_url, answer, own.variable)
    found = recognise(lambda path: live.get(profile, path), own, book.profiles)
    account = pseudonym(answer.body, pseudonym_key())
    live.watch.begin(profile, account, found)
    if profile in found.profiles:
        return
    past = _past(history, account) if profile == OLD else None
    if not live.watch.migrated(profile, found, past):
        expect(profile, found, own.variable, _hint(profile, history))


def _look(live: LiveTarget, book: Book) -> Callable[[Profile], Recognised]:
    """Recognise by answers alone: what a token says of itself is as old as the token."""

    def look(profile: Profile) -> Recognised:
        bare = Credentials(live.by_profile[profile].variable)
        return recognise(lambda path: live.get(profile, path), bare, book.profiles)

    return look


def _past(history: Path | None, account: str | None) -> Past | None:
    if history is None or account is None:
        return None
    from ..history.accounts import past

    return past(history, account)


def _hint(profile: Profile, history: Path | None) -> str:
    if profile != OLD:
        return ""
    if history is None:
        return "; if it was migrated, the history of earlier runs tells: name it with --history"
    return f"; {history} has no run in which this account was Classic"


def _redactor(settings: Settings, target: Target, secrets: list[str], book: Book) -> Redactor:
    """Pseudonyms of a live account are made with its own secret, or with one for all runs."""
    if not isinstance(target, LiveTarget):
        return Redactor(secrets)
    common = pseudonym_key()
    keys: dict[str, str] = {
        p: common or "".join(each.secrets()) for p, each in target.by_profile.items()
    }
    more = [common] if common else []
    later = target.client.desk.issued
    known = public(book)
    return Redactor([*secrets, *more], personal=True, public=known, keys=keys, later=later)


def judge(
    settings: Settings, target: Target, base_url: str, book: Book, day: str | None = None
) -> Judge:
    """A judge over a target that is ready; a day that is not told is today."""
    secrets: list[str] = []
    if isinstance(target, LiveTarget):
        secrets = [value for each in target.by_profile.values() for value in each.secrets()]
    elif isinstance(target, EmulatorTarget):
        users = [user for a in target.accounts.values() for user in a["users"].values()]
        secrets = [user[key] for user in users for key in ("token", "access_token")]
    redactor = _redactor(settings, target, secrets, book)
    shown = base_url if settings.base_url or settings.target == "live" else DEFAULT_URL
    return Judge(book, target, redactor, day or today(), shown)
