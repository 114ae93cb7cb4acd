"""The command ``sipgate-compat``: one module per verb, imported when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from .. import __version__
from ..errors import CompatError, Exit, nearest

# verb → module:command, and the line that `--help` shows without importing it
VERBS = {
    "run": ("run:run", "Put the contracts to a target and write the reports."),
    "emulator": ("emulator:emulator", "Serve a Classic, a Neo and a migrated account."),
    "edition": ("edition:edition", "The help page as data: import, diff, timeline."),
    "diff": ("diff:diff", "What changed between two runs."),
    "changes": ("changes:changes", "The change log of page, specification and behaviour."),
    "spec": ("spec:spec", "OpenAPI documents: what changed, what the contracts cover."),
    "merge": ("merge:merge", "One run of several shards or profiles."),
    "gate": ("gate:gate", "One yes or no from a run, or for what an integration uses."),
    "record": ("record:record", "Note what an integration uses of the API: a local proxy."),
    "history": ("history:history", "Runs over time: add, show, drift, timeline, matrix, baseline."),
    "report": ("report:report", "Render a run again."),
    "explain": ("explain:explain", "All we know of one operation, with sources."),
    "webhook": ("webhook:webhook", "Check a receiver of the Push API: play the provider."),
    "monitor": ("monitor:monitor", "For unattended runs: the tracker's issues, the heartbeat."),
    "plan": ("plan:plan", "What a run would send, without sending it."),
    "sweep": ("sweep:sweep", "Clean up what a killed run left on live accounts."),
    "doctor": ("doctor:doctor", "Are credentials, profile, scopes and clock fit for a live run?"),
    "openapi": ("openapi:openapi", "The OpenAPI document of one profile."),
}


class Verbs(click.Group):
    """A group whose commands are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of their use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f".{module}", __name__), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Answer an unknown verb with the nearest known one."""
        if args and not args[0].startswith("-") and args[0] not in VERBS:
            raise click.UsageError(f"{args[0]}: no such verb; {nearest(args[0], VERBS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, text) for verb, (_, text) in VERBS.items()])


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sipgate-compat")
def cli() -> None:
    """Contract tests and compatibility monitoring for the sipgate REST API.

    Exit codes: 0 fine, 1 a finding, 2 the job could not be done, 3 undecided, 130 interrupted.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command and end with its exit code; errors are one line on standard error."""
    try:
        code = cli.main(arguments, prog_name="sipgate-compat", standalone_mode=False)
    except CompatError as error:
        click.echo(f"sipgate-compat: {error}", err=True)
        sys.exit(int(error.exit_code))
    except click.ClickException as error:
        error.show()
        sys.exit(int(Exit.FAILED))
    except (click.Abort, KeyboardInterrupt):
        click.echo("sipgate-compat: interrupted", err=True)
        sys.exit(int(Exit.INTERRUPTED))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(int(Exit.FINE))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"sipgate-compat: {where}{error.strerror or error}", err=True)
        sys.exit(int(Exit.FAILED))
    sys.exit(int(code or Exit.FINE))
