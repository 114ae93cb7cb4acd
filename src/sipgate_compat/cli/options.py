"""Options that several verbs have, said once."""

from __future__ import annotations

import click

base_url = click.option("--base-url", metavar="URL", help="An emulator or API that already runs.")
live_url = click.option("--base-url", metavar="URL", help="The API (default: that of sipgate).")
profiles = click.option(
    "--profile", "profiles", multiple=True, metavar="NAME", help="Only this; repeatable."
)
allow = click.option(
    "--allow",
    multiple=True,
    metavar="EFFECTS",
    help="What a live run may do besides reading: write,destructive,charges,rings.",
)
max_cost = click.option(
    "--max-cost", metavar="EUR", help="What a live run may cost at most, estimated."
)
ledger = click.option(
    "--ledger",
    metavar="FILE",
    help="Where live runs note what they write (default reports/ledger.jsonl).",
)
keyword = click.option(
    "-k", "keyword", metavar="WORD", help="Only cases whose id matches; as in pytest."
)
marker = click.option("-m", "marker", metavar="MARK", help="Only marked cases; as in pytest.")
form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
