"""Is an account fit for a live run, and what can be verified with it? Only reads, no secrets."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field

from ..client import Answer, Client, Credentials, Wire, wire
from ..config import PREFIX, Settings, credentials, pseudonym_key
from ..contract.book import Book
from ..contract.cases import Case, cases
from ..contract.model import Profile
from ..desk import Counter
from ..errors import CompatError, Exit, Undecided
from ..model import Frozen
from . import prepare
from . import scopes as scope
from .accounts import pseudonym
from .failure import Unclear
from .plan import RunPlan, SkipCount, plan
from .recognise import expect, recognise
from .refusal import Skip
from .target import LiveTarget, check_live

Fitness = Literal["fit", "partly", "not-fit", "unreachable"]
EXITS: dict[Fitness, Exit] = {
    "not-fit": Exit.FAILED,
    "unreachable": Exit.UNDECIDED,
    "partly": Exit.FINDING,
    "fit": Exit.FINE,
}
MOST_SKEW = 60.0
USED_UP = (
    " is used up by this look: the realm gave another one, and a run needs a new one each time"
)
UNTOLD = (
    "{} of them no read can try, above all those to write: a token that does not show its scopes "
    "has them or not, and only a case that needs one tells; an OAuth2 access token shows its own"
)


class Check(Frozen):
    """One thing that was looked at."""

    check: str
    state: Literal["good", "doubtful", "bad", "unknown"]
    said: str


class MissingScope(Frozen):
    """Scopes of which a token has none, or nobody can tell, and how many cases need one."""

    any_of: tuple[str, ...]
    cases: int


class AccountHealth(Frozen):
    """What was found of one account."""

    profile: Profile
    fitness: Fitness
    account: str | None = None
    checks: tuple[Check, ...]
    missing_scopes: tuple[MissingScope, ...] = ()
    untold_scopes: tuple[MissingScope, ...] = ()
    verifiable: int = 0
    not_verifiable: tuple[SkipCount, ...] = ()


class Doctor(Frozen):
    """What `doctor` prints."""

    schema_: Literal["schemas/doctor-1.json"] = Field("schemas/doctor-1.json", alias="schema")
    base_url: str
    accounts: tuple[AccountHealth, ...]

    @property
    def exit(self) -> Exit:
        """The exit code of the worst account."""
        found = {each.fitness for each in self.accounts}
        return next((code for fitness, code in EXITS.items() if fitness in found), Exit.FAILED)


class Patient:
    """One account under examination.

    Args:
        now: seconds since 1970, by our own clock.
        environment: where credentials are looked for.
    """

    def __init__(
        self,
        book: Book,
        settings: Settings,
        profile: Profile,
        base_url: str,
        now: Callable[[], float],
        environment: Mapping[str, str],
    ) -> None:
        self.book, self.settings, self.profile = book, settings, profile
        self.base_url, self.now, self.environment = base_url, now, environment
        self.checks: list[Check] = []
        self.missing: tuple[MissingScope, ...] = ()
        self.untold: tuple[MissingScope, ...] = ()
        self.lacking = Counts[str]()
        self.account: str | None = None

    def examine(self) -> AccountHealth:
        """Look at one thing after the other, as far as it goes."""
        step, client = "address", None
        unreachable = False
        try:
            desk = prepare.desk(self.settings, self.base_url)
            client = Client(self.base_url, desk=desk, manners=prepare.manners(self.settings))
            self._address()
            step = "credentials"
            own = prepare.kept(self._credentials(), desk)
            step = "reachable"
            answer = client.send(Wire("GET", "/authorization/userinfo", {}, None, own))
            self._note("reachable", "good", f"answers {answer.status}")
            self._clock(answer)
            step = "accepted"
            check_live(self.base_url, answer, own.variable)
            self.account = pseudonym(answer.body, pseudonym_key(self.environment))
            self._note("accepted", "good", "the credentials are accepted")
            if own.variable in desk.keepers and desk.keepers[own.variable].rotated:
                self._note("renewal", "doubtful", f"{own.variable}_REFRESH_TOKEN{USED_UP}")
            step = "profile"
            self._profile(client, own)
            step = "scopes"
            self._scopes(client, own, str(answer.body["sub"]))
            step = "situations"
            self._situations(own, desk)
        except Undecided as error:
            unreachable = True
            self._note(step, "bad", str(error))
        except CompatError as error:
            self._note(step, "bad", str(error))
        finally:
            if client:
                client.close()
        return self._health(unreachable)

    def _note(
        self, check: str, state: Literal["good", "doubtful", "bad", "unknown"], said: str
    ) -> None:
        self.checks.append(Check(check=check, state=state, said=said))

    def _address(self) -> None:
        parts = urlsplit(self.base_url)
        if not parts.path.rstrip("/").endswith("/v2"):
            self._note("address", "doubtful", f"{self.base_url} does not end with /v2")
        elif parts.scheme == "https":
            self._note("address", "good", "https, and its certificate is verified")
        else:
            self._note("address", "good", "plain http, which is for loopback only")

    def _credentials(self) -> Credentials:
        own = credentials(self.profile, self.environment, self.settings.token_url)
        prefix = f"{PREFIX}_{self.profile.upper()}_"
        names = sorted(n for n, value in self.environment.items() if n.startswith(prefix) and value)
        self._note("credentials", "good", ", ".join(names))
        return own

    def _clock(self, answer: Answer) -> None:
        shown = answer.headers.get("date")
        try:
            theirs = parsedate_to_datetime(shown).timestamp() if shown else None
        except ValueError:
            theirs = None
        if theirs is None:
            self._note("clock", "unknown", "the answer shows no date")
            return
        skew = self.now() - theirs
        way = "ahead of" if skew > 0 else "behind"
        said = f"{abs(skew):.0f} s {way} the clock of the target"
        self._note("clock", "good" if abs(skew) <= MOST_SKEW else "doubtful", said)

    def _profile(self, client: Client, own: Credentials) -> None:
        found = recognise(lambda path: _get(client, own, path), own, self.book.profiles)
        expect(self.profile, found, own.variable)
        several = len(found.profiles) > 1
        said = f"{' or '.join(found.profiles)}: {found.how}"
        self._note("profile", "unknown" if several else "good", said)

    def _scopes(self, client: Client, own: Credentials, user: str) -> None:
        wanted = scope.needed(self.put)
        claims, untold = scope.claimed(own.bearer()), list[scope.AnyOf]()
        if claims is not None:
            missing, how = scope.lacking(wanted, claims), "read from the token"
        else:
            paths = scope.probes(self.book.operations.values(), self.profile)
            asked = {scopes: some for scopes, some in paths.items() if scopes in wanted}
            there = scope.tried(lambda path: _get(client, own, path), asked, user)
            missing = [each for each, has in there.items() if not has]
            how = f"tried with {len(there)} kinds of reads"
            untold = [each for each in wanted if each not in there]
        self.missing = tuple(MissingScope(any_of=e, cases=wanted[e]) for e in sorted(missing))
        self.untold = tuple(MissingScope(any_of=e, cases=wanted[e]) for e in sorted(untold))
        said = f"{len(wanted)} are needed, {len(missing)} missing; {how}"
        self._note("scopes", "doubtful" if missing else "good", said)
        if untold:
            self._note("more scopes", "unknown", UNTOLD.format(len(untold)))

    def _situations(self, own: Credentials, desk: Counter) -> None:
        """Look for what the cases' first requests need to be there."""
        allowed = frozenset(str(each) for each in self.settings.allow)
        manners, known = prepare.manners(self.settings), {self.profile: own}
        live = LiveTarget(self.base_url, known, allowed, self.book.situations, desk, manners)
        without = self._without_scope()
        try:
            for case in self.put:
                if case.address not in without and (why := _lacking(live, case)):
                    self.lacking[why] += 1
        finally:
            live.client.close()
        said = f"{len(live.found)} kinds of things were looked for, {len(self.lacking)} lack"
        self._note("situations", "good", said)

    @cached_property
    def every(self) -> list[Case]:
        """All cases of the profile."""
        return cases(self.book, (self.profile,))

    @cached_property
    def made(self) -> RunPlan:
        """What a run would put and skip, whatever the token may do."""
        return plan(self.book, self.settings, self.every, self.base_url)

    @cached_property
    def put(self) -> list[Case]:
        """The cases that a run would put."""
        put = {each.case for each in self.made.cases if each.skipped is None}
        return [case for case in self.every if case.address in put]

    def _health(self, unreachable: bool) -> AccountHealth:
        states = {each.state for each in self.checks}
        fitness: Fitness = "partly" if "doubtful" in states else "fit"
        if "bad" in states:
            fitness = "unreachable" if unreachable else "not-fit"
        lost, skips = len(self._without_scope()), self.made.skips
        lacks = tuple(SkipCount(reason=why, cases=n) for why, n in self.lacking.most_common())
        skips = (*lacks, *skips)
        if lost:
            skips = (SkipCount(reason="the token lacks a scope, see above", cases=lost), *skips)
        able = fitness in ("fit", "partly")
        return AccountHealth(
            profile=self.profile,
            fitness=fitness,
            account=self.account,
            checks=tuple(self.checks),
            missing_scopes=self.missing,
            untold_scopes=self.untold,
            verifiable=self.made.put - lost - self.lacking.total() if able else 0,
            not_verifiable=skips if able else (),
        )

    def _without_scope(self) -> frozenset[str]:
        missing = {each.any_of for each in self.missing}
        lost = (c for c in self.put if any(s.operation.scope in missing for s in c.steps))
        return frozenset(each.address for each in lost)


def _lacking(live: LiveTarget, case: Case) -> str | None:
    """Why the first request of a case cannot be made of what the account has."""
    first = case.steps[0]
    try:
        wire(first.operation, first.request, live.values(case), None)
    except (Skip, Unclear) as error:
        return str(error)
    return None


def _get(client: Client, own: Credentials, path: str) -> Answer:
    return client.send(Wire("GET", path, {}, None, own))
