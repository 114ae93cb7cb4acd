"""The files beside Allure's results that say where, by whom and in which groups."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

from ... import __version__
from ...atomic import write_text
from ...config import Settings
from ...contract.book import Book
from ...report.words import printable
from .category import categories

# What a properties file would take for the end of a key, a comment or an escape.
SIGN = re.compile(r"[\\:=#!]|^\s|[^ -~]")


def write(folder: Path, book: Book, settings: Settings, shown_url: str) -> None:
    """Write ``environment.properties``, ``categories.json`` and ``executor.json``.

    Args:
        folder: where the results are.
        book: all contracts.
        settings: those of the run.
        shown_url: where requests went, as reports show it.
    """
    write_text(folder / "environment.properties", environment(book, settings, shown_url))
    write_text(folder / "categories.json", _json(categories()))
    write_text(folder / "executor.json", _json(executor(os.environ)))


def environment(book: Book, settings: Settings, shown_url: str) -> str:
    """What was put to what, by which versions; nothing of it changes from one run to the next."""
    allowed = settings.allow if settings.target == "live" else ("everything",)
    said = {
        "target": settings.target,
        "base_url": shown_url,
        "profiles": ", ".join(settings.profiles),
        "allowed": ", ".join(allowed) or "read",
        "edition": book.newest.name,
        "contracts": book.digest,
        "sipgate_compat": __version__,
        "python": platform.python_version(),
    }
    return "".join(f"{key}={_property(value)}\n" for key, value in said.items())


def _property(value: str) -> str:
    return SIGN.sub(lambda found: _escaped(found[0]), printable(value))


def _escaped(sign: str) -> str:
    if " " <= sign <= "~":
        return f"\\{sign}"
    units = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def executor(environ: Mapping[str, str]) -> dict[str, str | int]:
    """Who put the cases: a pipeline of GitHub or GitLab by its own variables, else somebody."""
    if environ.get("GITHUB_ACTIONS") == "true":
        return _filled(_github(environ))
    if environ.get("GITLAB_CI") == "true":
        return _filled(_gitlab(environ))
    return {"name": "sipgate-compat", "type": "local", "reportName": "sipgate-compat"}


def _github(environ: Mapping[str, str]) -> dict[str, str]:
    home = f"{environ.get('GITHUB_SERVER_URL', '')}/{environ.get('GITHUB_REPOSITORY', '')}"
    number = environ.get("GITHUB_RUN_NUMBER", "")
    return {
        "name": "GitHub Actions",
        "type": "github",
        "url": home,
        "buildOrder": number,
        "buildName": f"{environ.get('GITHUB_WORKFLOW', 'workflow')} #{number}",
        "buildUrl": f"{home}/actions/runs/{environ.get('GITHUB_RUN_ID', '')}",
    }


def _gitlab(environ: Mapping[str, str]) -> dict[str, str]:
    number = environ.get("CI_PIPELINE_IID", "")
    return {
        "name": "GitLab CI",
        "type": "gitlab",
        "url": environ.get("CI_PROJECT_URL", ""),
        "buildOrder": number,
        "buildName": f"{environ.get('CI_JOB_NAME', 'job')} #{number}",
        "buildUrl": environ.get("CI_JOB_URL", ""),
    }


def _filled(said: Mapping[str, str]) -> dict[str, str | int]:
    """What a pipeline says of itself; an order that is no number and an address of no page go."""
    kept: dict[str, str | int] = {"reportName": "sipgate-compat"}
    for key, value in said.items():
        if key == "buildOrder":
            kept |= {key: int(value)} if value.isdecimal() else {}
        elif not key.lower().endswith("url") or value.startswith(("https://", "http://")):
            kept[key] = printable(value)
    return kept


def _json(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
