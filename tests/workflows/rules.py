"""What must hold of a workflow or an action; each rule gives its complaints."""

import re

from .files import jobs, steps

PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"\$/\.github/(?:workflows/[\w-]+\.yml|actions/[\w-]+)")
# The only rights to change anything, by workflow and job.
WRITES = {
    ("monitor", "keep"): {"contents"},
    ("monitor", "publish"): {"pages", "id-token"},
    ("monitor", "issues"): {"issues"},
    ("monitor", "alive"): {"actions"},
    ("pages", "deploy"): {"pages", "id-token"},
}
UNSAFE = {"pull_request_target", "workflow_run", "issue_comment", "issues"}


def unpinned(text, document):
    """Actions are pinned by commit with the version as a comment, or are our own."""
    for used in re.findall(r"^\s*(?:- )?uses: (.+)$", text, re.MULTILINE):
        if not PIN.fullmatch(used) and not OURS.fullmatch(used):
            yield f"{used}: not pinned"


def excessive(text, document):
    """Nothing is allowed at the top; each job has its own rights and few may write."""
    if not jobs(document):
        return
    if document.get("permissions") != {}:
        yield "permissions at the top are not {}"
    for job, content in jobs(document).items():
        rights = content.get("permissions")
        if not isinstance(rights, dict):
            yield f"{job}: has no permissions of its own"
            continue
        writing = {right for right, level in rights.items() if level != "read"}
        for right in sorted(writing - WRITES.get((document["name"], job), set())):
            yield f"{job}: may write {right}"


def endless(text, document):
    """Every job ends."""
    for job, content in jobs(document).items():
        if "uses" not in content and not 1 <= content.get("timeout-minutes", 0) <= 60:
            yield f"{job}: has no timeout up to an hour"


def uncontrolled(text, document):
    """What starts by itself does not run twice at once."""
    if (
        jobs(document)
        and set(document["on"]) != {"workflow_call"}
        and "concurrency" not in document
    ):
        yield "has no concurrency"


def leaky(text, document):
    """A checkout leaves no credentials behind."""
    for step in steps(document):
        kept = step.get("with", {}).get("persist-credentials") is not False
        if "actions/checkout@" in step.get("uses", "") and kept:
            yield "a checkout keeps its credentials"


def injectable(text, document):
    """No expression stands inside a script: what it gives would be run."""
    for step in steps(document):
        if "${{" in step.get("run", ""):
            yield f"an expression stands inside a script: {step['run'].splitlines()[0]}"


def exposed(text, document):
    """Code of others never meets a secret."""
    events = set(document.get("on", {}))
    for event in sorted(events & UNSAFE):
        yield f"runs on {event}"
    if "pull_request" in events and "secrets." in text:
        yield "pull requests meet secrets"


RULES = (unpinned, excessive, endless, uncontrolled, leaky, injectable, exposed)
