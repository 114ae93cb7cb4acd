"""What an answer does to its call.

Where nothing is known of the platform the choice is ours: how long a file plays, that a menu which
never ends is ended, and that what comes too late, for a call that was picked up or is over, does
nothing. After a file the call rings as it would have without it (documented).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..ending import end
from .line import Line
from .plan import Dial, Gather, Hangup, Plan, Play, Reject

PLAYS = timedelta(seconds=2)
MOST_GATHERS = 50
Due = tuple[datetime, str, object]
"""When something falls due, what, and what it is about."""


def follow(line: Line, plan: Plan, now: datetime) -> Iterator[Due]:
    """Do what an answer says; yields what falls due later."""
    line.on_answer = plan.on_answer or line.on_answer
    line.on_hangup = plan.on_hangup or line.on_hangup
    call = line.call
    match plan.action:
        case Dial(numbers, voicemail):
            call.dialling = numbers
            if voicemail and not numbers:
                _to_voicemail(line, now)
        case Play():
            line.playing = True
            yield now + PLAYS, "played", call
        case Gather() as gather:
            yield from _gather(line, gather, now)
        case Reject(reason):
            # The platform's own words for why: busy, or that the called party refused (documented).
            end(line.state, call, now, "FINISHED", "busy" if reason == "busy" else "noAnswer")
        case Hangup():
            end(line.state, call, now, "FINISHED", "normalClearing")
        case None:
            pass


def complaint(line: Line, plan: Plan) -> str | None:
    """Why an answer cannot be followed for this call; None where it can."""
    call = line.call
    if plan.action and (call.finished or call.established):
        return "too late: the call was picked up or is over"
    if isinstance(plan.action, Dial) and call.direction == "OUTGOING":
        targets = len(plan.action.numbers) + plan.action.voicemail
        return "Dial of several targets is for incoming calls only" if targets > 1 else None
    return None


def _to_voicemail(line: Line, now: datetime) -> None:
    """It picks up at once; a call that it records is not listed (specified)."""
    line.call.listed = False
    line.call.pick_up(now, None)
    line.state.tell("answer", line.call)


def _gather(line: Line, gather: Gather, now: datetime) -> Iterator[Due]:
    line.gathered += 1
    if line.gathered > MOST_GATHERS:
        end(line.state, line.call, now, "FINISHED", "congestion")
        return
    line.gather, line.keys = gather, ""
    plays = PLAYS if gather.play else timedelta()
    yield now + plays + timedelta(milliseconds=gather.timeout), "gathered", gather
