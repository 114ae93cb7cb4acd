#!/usr/bin/env python3
"""Take the steps of `sipgate-compat monitor issues --format json` with GitHub's command `gh`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def commands(step: dict[str, Any]) -> Iterator[tuple[list[str], str]]:
    """The arguments of gh for one step, each with its standard input."""
    title = ["--title", step["title"]] if step.get("title") else []
    text = ["--body-file", "-"]
    match step["do"]:
        case "open":
            yield ["create", *title, *text, "--label", step["label"]], step["body"]
        case "update":
            yield ["edit", str(step["number"]), *title, *text], step["body"]
        case "reopen":
            yield ["edit", str(step["number"]), *title, *text], step["body"]
            yield ["reopen", str(step["number"]), "--comment", step["comment"]], ""
        case "close":
            said = ["--comment", step["comment"], "--reason", "completed"]
            yield ["close", str(step["number"]), *said], ""
        case other:
            raise SystemExit(f"apply.py: {other}: no such step")


def main(path: str) -> None:
    """Take all steps in order; the first that fails ends it, the next night takes the rest."""
    plan = json.loads(Path(path).read_text(encoding="utf-8"))
    repository = ["--repo", os.environ["GITHUB_REPOSITORY"]]
    for step in plan["steps"]:
        for arguments, text in commands(step):
            subprocess.run(
                ["gh", "issue", *arguments, *repository], input=text, text=True, check=True
            )
    if plan["held_back"]:
        sys.stdout.write(f"::warning::{plan['held_back']} more contradictions were not opened\n")


if __name__ == "__main__":
    main(sys.argv[1])
