"""Runs made for tests of the history."""

from sipgate_compat.form import form
from sipgate_compat.history.reduced import reduced
from sipgate_compat.run.file import footer, text
from sipgate_compat.run.model import Account, Answered, Header, OperationInfo, Run, Verdict

CASE = "neo/getHistory/valid"
ACCOUNT = "0123456789ab"


def answered(status=200, body=None, content_type="application/json", **more):
    seen = form(body) if isinstance(body, dict | list) else None
    return Answered(
        operation="getHistory",
        request="GET /history",
        status=status,
        content_type=content_type if body is not None else "",
        body=body,
        **{"form": seen, **more},
    )


def verdict(*answers, case=CASE, outcome="conforms", **more):
    return Verdict(
        case=case,
        profile=case.split("/")[0],
        operation=case.split("/")[1],
        given="an-account",
        verdict=outcome,
        states="the events are listed",
        evidence="assumed",
        file="contracts/operations/history/getHistory.yaml",
        observed=answers or (answered(),),
        **more,
    )


def run(*verdicts, finished="2026-11-20T03:00:00Z", target="live", changes=(), **more):
    verdicts = verdicts or (verdict(),)
    operation = OperationInfo(
        operation="getHistory",
        method="GET",
        path="/history",
        tag="history",
        summary="Lists events",
        effect="read",
        profiles={},
    )
    header = Header(
        version="0.1.0",
        target=target,
        base_url="http://127.0.0.1:8080/v2",
        profiles=tuple(dict.fromkeys(each.profile for each in verdicts)),
        planned=len(verdicts),
        contracts="0123456789ab",
        edition="2026-11-23-en",
        allowed=(),
        operations=(operation,),
        claims=(),
        rtcm=(),
        **more,
    )
    return Run(header=header, verdicts=verdicts, footer=footer(verdicts, finished, tuple(changes)))


def night(number, *verdicts, **more):
    """The reduced run of a night in November."""
    finished = f"2026-11-{number:02}T03:00:00Z"
    made = run(*verdicts, finished=finished, **more)
    return reduced(made, f"{number:064x}", finished)


def file(folder, made):
    """The run's file in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "run.jsonl"
    path.write_text(text(made), encoding="utf-8")
    return path


def account(*profiles):
    return {"classic": Account(account=ACCOUNT, profiles=profiles, how="GET /groups answers so")}
