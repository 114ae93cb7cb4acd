"""Workflows, actions, templates and scripts as they are on disk."""

import yaml

from sipgate_compat.paths import CHECKOUT
from sipgate_compat.yamlfile import JsonScalars

GITHUB = CHECKOUT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted((GITHUB / "actions").glob("*/action.yml"))
FORMS = sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml"))
GITLAB = sorted((CHECKOUT / ".gitlab").glob("*.yml"))
SCRIPTS = sorted((GITHUB / "scripts").iterdir())
SHELL = [path for path in SCRIPTS if path.suffix == ".sh"]
EVERY = [*WORKFLOWS, *ACTIONS, *FORMS, *GITLAB, GITHUB / "dependabot.yml"]


def name(path):
    """A test's id for a file."""
    return path.relative_to(CHECKOUT).as_posix()


def documents(path):
    """The documents of a YAML file; `on` and times stay strings."""
    return list(yaml.load_all(path.read_text(encoding="utf-8"), JsonScalars))


def workflow(file):
    """A workflow by its file's name."""
    return documents(GITHUB / "workflows" / file)[0]


def jobs(document):
    """The jobs of a workflow by name; none of an action."""
    return document.get("jobs", {})


def steps(document):
    """All steps of a workflow or of a composite action."""
    of_jobs = [step for job in jobs(document).values() for step in job.get("steps", [])]
    return of_jobs + document.get("runs", {}).get("steps", [])


def shell_texts():
    """Every piece of shell, by where it stands."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SHELL}
    for path in [*WORKFLOWS, *ACTIONS]:
        for number, step in enumerate(steps(documents(path)[0]), start=1):
            if "run" in step:
                texts[f"{name(path)} step {number}"] = step["run"]
    for path in GITLAB:
        for document in documents(path):
            for job in document.values():
                texts[name(path)] = "\n".join(job.get("script", []))
    return texts
