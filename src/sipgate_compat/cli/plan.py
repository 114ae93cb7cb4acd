"""``sipgate-compat plan``: what a run would send, with no request sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from . import options

if TYPE_CHECKING:
    from ..config import Settings
    from ..contract.cases import Case
    from ..run.plan import PlannedRequest, RunPlan


@click.command()
@click.option("--target", metavar="TARGET", help="live (default) or emulator.")
@options.base_url
@options.profiles
@options.allow
@options.max_cost
@options.keyword
@options.marker
@options.form
def plan(
    target: str | None,
    base_url: str | None,
    profiles: tuple[str, ...],
    allow: tuple[str, ...],
    max_cost: str | None,
    keyword: str | None,
    marker: str | None,
    form: str,
) -> int:
    """Print what a run with the same options would send, by effect, and what it would skip and why.

    Costs are our own estimates. Nothing is sent, and no credentials are needed.
    """
    from ..config import LIVE_URL, settings
    from ..run import prepare
    from ..run.plan import plan as planned

    given = {
        "target": target or "live",
        "base_url": base_url,
        "profiles": profiles,
        "allow": allow,
        "max_cost": max_cost,
    }
    chosen = settings(given)
    url = chosen.base_url or (LIVE_URL if chosen.target == "live" else prepare.DEFAULT_URL)
    made = planned(prepare.book(), chosen, _cases(chosen, keyword, marker), url)
    if form == "json":
        click.echo(made.model_dump_json(indent=2, exclude_none=True))
    else:
        _show(made)
    return 0


def _cases(chosen: Settings, keyword: str | None, marker: str | None) -> list[Case]:
    """The cases that a run would choose; pytest itself reads its expressions."""
    from ..contract.cases import cases
    from ..run import prepare

    every = cases(prepare.book(), chosen.profiles)
    if not keyword and not marker:
        return every
    wanted = _collected(chosen, [*_flag("-k", keyword), *_flag("-m", marker)])
    return [case for case in every if case.address in wanted]


def _flag(name: str, value: str | None) -> list[str]:
    return [name, value] if value else []


def _collected(chosen: Settings, expressions: list[str]) -> set[str]:
    import io
    from contextlib import redirect_stderr, redirect_stdout

    import pytest

    from .. import paths

    found: set[str] = set()

    class Collector:
        """Keeps what was selected."""

        def pytest_collection_finish(self, session: pytest.Session) -> None:
            for item in session.items:
                call: Any = getattr(item, "callspec", None)
                if call is not None and "contract_case" in call.params:
                    found.add(call.params["contract_case"].address)

    arguments = [
        *(str(paths.suite()), "--collect-only", "-q", "--no-header", "--assert=plain"),
        *("-p", "sipgate_compat.run.plugin", "-p", "no:allure_pytest", "-p", "no:cacheprovider"),
        *(f"--compat-profile={each}" for each in chosen.profiles),
        *expressions,
    ]
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main(arguments, plugins=[Collector()])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise UsageError("no case is selected")
    if code:
        wrong = [each for each in said.getvalue().splitlines() if each.startswith("ERROR: ")]
        raise UsageError(wrong[0].removeprefix("ERROR: ") if wrong else "pytest did not start")
    return found


def _show(made: RunPlan) -> None:
    allowed = ", ".join(["read", *made.allowed]) if made.target == "live" else "every effect"
    click.echo(f"{made.target} {made.base_url}, allowed: {allowed}")
    click.echo(f"\n{'profile':10}{'effect':14}{'requests':>8}  estimated EUR")
    for row in made.effects:
        click.echo(f"{row.profile:10}{row.effect:14}{row.requests:8}  {row.estimate:.2f}")
    for case in made.cases:
        if case.requests:
            cost = f"  about {case.estimate:.2f} EUR (estimate)" if case.estimate else ""
            click.echo(f"\n{case.case}{cost}")
        for request in case.requests:
            click.echo(f"  {request.effect:12}{request.method:7}{_target(request)}")
    if made.skips:
        click.echo("\nskipped")
    for skip in made.skips:
        click.echo(f"{skip.cases:6}  {skip.reason}")
    if made.target == "live":
        click.echo("\nOn top come reads that find what is on the account and what a setting was,")
        click.echo("and the requests that undo what a case leaves behind.")
    limit = "" if made.max_cost is None else f" of --max-cost {made.max_cost:.2f}"
    click.echo(
        f"\n{made.put} cases with {made.requests} requests would be put, {made.skipped} skipped; "
        f"about {made.estimate:.2f} EUR{limit} (estimates of contracts/costs.yaml, no prices)"
    )


def _target(request: PlannedRequest) -> str:
    from urllib.parse import urlencode

    query = f"?{urlencode(request.query, doseq=True, safe=',:/$')}" if request.query else ""
    who = "" if request.actor == "admin" else f"  as {request.actor}"
    return f"{request.path}{query}{who}"
