"""``sipgate-compat spec``: OpenAPI documents against each other and against the contracts."""

from __future__ import annotations

import click

from ..errors import Exit
from .limit import ended, fail_on


@click.group()
def spec() -> None:
    """OpenAPI documents: what changed, what the contracts cover.

    A document is a file, a URL or - for standard input; JSON or YAML; Swagger 2 or OpenAPI 3. What
    it refers to outside itself is never fetched.
    """


@spec.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md"]),
    default="text",
    show_default=True,
)
@fail_on
def diff(old: str, new: str, form: str, fail_on: str | None) -> int:
    """What changed from OLD to NEW for a client, worst first.

    Breaking is what a client that keeps to OLD can stumble over, notice what was added, info what
    changes no request and no answer.
    """
    from ..spec.diff import diff as compared
    from ..spec.read import document_at
    from ..spec.show import diff_markdown, diff_text

    found = compared(document_at(old), document_at(new))
    writers = {"text": diff_text, "md": diff_markdown}
    click.echo(found.model_dump_json(indent=2) if form == "json" else writers[form](found))
    return ended((each.severity for each in found.changes), fail_on)


@spec.command()
@click.argument("document")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--fail-on-missing",
    is_flag=True,
    help="Exit 1 where the contracts lack an operation that they do not leave out with a reason.",
)
@click.option(
    "--fail-on-difference",
    is_flag=True,
    help="Exit 1 where anything differs, either way.",
)
def coverage(document: str, form: str, fail_on_missing: bool, fail_on_difference: bool) -> int:
    """Operations of DOCUMENT without contracts, contracts of none, and where both differ.

    For operations in both, parameters, scopes and statuses are compared.
    """
    from ..run import prepare
    from ..spec.coverage import coverage as held
    from ..spec.coverage import coverage_text
    from ..spec.read import document_at

    found = held(document_at(document), prepare.book())
    click.echo(found.model_dump_json(indent=2) if form == "json" else coverage_text(found))
    differs = found.only_in_document or found.only_in_contracts or found.differences
    bad = (fail_on_missing and found.missing) or (fail_on_difference and differs)
    return Exit.FINDING if bad else Exit.FINE
