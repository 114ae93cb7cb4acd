"""Runs made for tests of the writers."""

from sipgate_compat.contract.model import Deviation, Source
from sipgate_compat.run.file import footer
from sipgate_compat.run.model import (
    Answered,
    ClaimInfo,
    Difference,
    Header,
    OperationInfo,
    ProfileInfo,
    RtcmRow,
    Run,
    Stale,
    Verdict,
)

PROFILES = ("classic", "neo", "migrated")
SOURCE = Source(page="what-changes-with-neo", section="RTCM", read="2026-11-23")


def make_operation(
    operation="sendCallDtmf",
    tag="rtcm",
    path="/calls/{callId}/dtmf",
    status="implemented",
    **more,
):
    info = ProfileInfo(
        documented_status=status,
        availability="available",
        evidence="documented",
        source=SOURCE,
    )
    return OperationInfo(
        operation=operation,
        method="POST",
        path=path,
        tag=tag,
        effect="rings",
        profiles=dict.fromkeys(PROFILES, info),
        **{"summary": "Sends keys to a call", **more},
    )


def make_verdict(profile="neo", case="empty-body", verdict="conforms", **more):
    operation = more.pop("operation", "sendCallDtmf")
    return Verdict(
        case=f"{profile}/{operation}/{case}",
        profile=profile,
        operation=operation,
        verdict=verdict,
        **{
            "given": "an-established-call",
            "states": "an empty body is accepted",
            "evidence": "documented",
            "source": SOURCE,
            "promised": (204,),
            "file": f"contracts/operations/rtcm/{operation}.yaml",
            "observed": (Answered(operation=operation, request="POST /x", status=204),),
            "curl": "curl -i https://api.sipgate.com/v2/calls",
            **more,
        },
    )


def deviating(**more):
    return make_verdict(
        verdict="deviates",
        claims=("dtmf-empty-body",),
        differences=(Difference(pointer="/status", expected=204, observed=400),),
        **more,
    )


def make_run(*verdicts, operations=None, claims=None, target="emulator", **more):
    verdicts = verdicts or (make_verdict(),)
    claim = ClaimInfo(
        claim="dtmf-empty-body",
        section="RTCM",
        states="an empty body is 400 on Classic and 204 on Neo",
        profiles=PROFILES,
        cases=("sendCallDtmf/empty-body",),
    )
    row = RtcmRow(
        method="POST",
        path="/calls/{callId}/dtmf",
        status="implemented",
        status_text="Implemented",
        since="2026-11-23",
        edition="2026-11-23-en",
    )
    header = Header(
        version="0.1.0",
        target=target,
        base_url="http://127.0.0.1:8080/v2",
        profiles=PROFILES,
        planned=len(verdicts),
        contracts="0123456789ab",
        edition="2026-11-23-en",
        allowed=(),
        operations=tuple(operations or (make_operation(),)),
        claims=tuple(claims if claims is not None else (claim,)),
        rtcm=more.pop("rtcm", (row,)),
        **more,
    )
    return Run(header=header, verdicts=verdicts, footer=footer(verdicts, "2026-11-23T09:00:00Z"))


def with_stale(run, text):
    """The run with a known deviation that has to go; whatever it says is this text."""
    said = dict.fromkeys(("case", "reason", "link"), text)
    entry = Deviation.model_construct(
        target="live", since="2026-01-01", until="implemented", **said
    )
    stale = (Stale.model_construct(deviation=entry, why="expired", said=text),)
    return run.model_copy(update={"footer": run.footer.model_copy(update={"stale": stale})})
