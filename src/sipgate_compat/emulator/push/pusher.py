"""The pushes of all accounts: those of one call in their order, by the emulator's clock."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from ..clock import Clock, iso
from ..state import Call, State
from . import form
from .deliveries import Deliveries, Delivery, answer_text, log
from .following import complaint, follow
from .line import Line, Wishes
from .options import Options
from .plan import NoAnswer, Plan, Reply
from .sources import address, refused

AT_ONCE = 64  # deliveries under way; the others wait, and hanging receivers take no more sockets
KEPT = 10_000  # calls that go on; whoever never hangs up is told nothing more in the end
FOLLOWED = ("newCall", "dtmf")
Step = Callable[[], Awaitable[None]]
Due = tuple[datetime, int, Line, str, object]


class Pusher:
    """Takes what happened to calls, and pushes it without holding up who let it happen.

    Args:
        clock: the emulator's time.
        options: what may be pushed to, and how long.
    """

    def __init__(self, clock: Clock, options: Options) -> None:
        self.clock = clock
        self.options = options
        self.deliveries = Deliveries()
        self.lines: dict[tuple[str, str | None, str], Line] = {}
        self.tasks: dict[asyncio.Task[None], Line] = {}
        self.dues: list[Due] = []
        self.count = 0
        self.timer: asyncio.TimerHandle | None = None
        self.gate = asyncio.Semaphore(AT_ONCE)

    # --- what happens

    def take(self, account: str, sandbox: str | None, state: State) -> None:
        """What happened to an account's calls is to be pushed."""
        happened, state.happened = state.happened, []
        now = self.clock.now()
        for what, call in happened:
            line = self.line(account, sandbox, call)
            if what == "newCall" and (url := address(state, call)):
                line = Line(account, sandbox, state, call)
                self._keep(line)
                self._then(line, partial(self._new_call, line, url, now, call.answers_at))
                # It is put through when the receiver has been heard, or was given up.
                call.answers_at = None
            elif what == "answer" and line:
                self._then(line, partial(self._answer, line, now))
            elif what == "hangup" and line:
                self._then(line, partial(self._hangup, line, now))

    def _keep(self, line: Line) -> None:
        self.lines[line.account, line.sandbox, line.call.id] = line
        if len(self.lines) > KEPT:
            del self.lines[next(iter(self.lines))]

    def line(self, account: str, sandbox: str | None, call: Call) -> Line | None:
        """A call that is pushed; one of the same id that a reset made anew is another."""
        found = self.lines.get((account, sandbox, call.id))
        return found if found and found.call is call else None

    def press(self, line: Line, keys: str) -> None:
        """The person at the other end presses keys."""
        self._then(line, partial(self._press, line, keys, self.clock.now()))

    # --- when it happens

    async def settle(self, line: Line | None = None) -> None:
        """Wait until nothing is under way: of one call, or of all."""
        while busy := [task for task, each in self.tasks.items() if line in (None, each)]:
            await asyncio.wait(busy)

    async def catch_up(self) -> None:
        """Let happen what has fallen due, one after the other, and wait for it."""
        while self.dues and self.dues[0][0] <= self.clock.now():
            await self.settle(self._next())
        self._arm()

    def forget(self, account: str | None = None) -> None:
        """Stop whatever is under way: of one account, or of all, and then its past as well."""
        for task, line in self.tasks.items():
            if account in (None, line.account):
                task.cancel()
        kept = [line for line in self.lines.values() if account not in (None, line.account)]
        self.lines = {(line.account, line.sandbox, line.call.id): line for line in kept}
        self.dues = [due for due in self.dues if account not in (None, due[2].account)]
        heapq.heapify(self.dues)
        if account is None:
            self.deliveries = Deliveries()

    def _then(self, line: Line, step: Step) -> None:
        line.last = asyncio.get_running_loop().create_task(self._after(line.last, line, step))
        self.tasks[line.last] = line
        line.last.add_done_callback(lambda task: self.tasks.pop(task, None))

    async def _after(self, before: asyncio.Task[None] | None, line: Line, step: Step) -> None:
        if before:
            await asyncio.wait([before])
        await step()
        self.take(line.account, line.sandbox, line.state)

    def _later(self, line: Line, moment: datetime, what: str, about: object) -> None:
        self.count += 1
        heapq.heappush(self.dues, (moment, self.count, line, what, about))
        self._arm()

    def _arm(self) -> None:
        """Wake when the next thing falls due; a frozen clock is turned by hand."""
        if self.timer:
            self.timer.cancel()
            self.timer = None
        if self.dues and not self.clock.frozen:
            seconds = (self.dues[0][0] - self.clock.now()).total_seconds()
            self.timer = asyncio.get_running_loop().call_later(max(0.0, seconds), self._ring)

    def _ring(self) -> None:
        while self.dues and self.dues[0][0] <= self.clock.now():
            self._next()
        self._arm()

    def _next(self) -> Line:
        moment, _, line, what, about = heapq.heappop(self.dues)
        self._then(line, partial(self._due, line, what, about, moment))
        return line

    # --- what is done

    async def _new_call(
        self, line: Line, url: str, now: datetime, answers_at: datetime | None
    ) -> None:
        call = line.call
        await self._push(line, "newCall", form.new_call(line.state, call), url, now)
        if answers_at:
            line.rings_for = answers_at - now
            self._ring_on(line, self.clock.now())

    def _ring_on(self, line: Line, now: datetime) -> None:
        """What a client started is picked up by itself, when nothing else is done with it."""
        if line.rings_for and not (line.call.finished or line.gather or line.playing):
            line.call.answers_at = now + line.rings_for
            self._later(line, line.call.answers_at, "picked up", line.call)

    async def _answer(self, line: Line, now: datetime) -> None:
        line.gather, line.playing = None, False
        if line.told_answer:
            return
        line.told_answer = True
        if line.on_answer:
            fields = form.answer(line.state, line.call)
            await self._push(line, "answer", fields, line.on_answer, now)

    async def _hangup(self, line: Line, now: datetime) -> None:
        call = line.call
        if call.established and not line.told_answer:
            await self._answer(line, call.established)
        self.lines.pop((line.account, line.sandbox, call.id), None)
        if line.on_hangup:
            fields = form.hangup(call, call.cause or "normalClearing")
            await self._push(line, "hangup", fields, line.on_hangup, now)

    async def _press(self, line: Line, keys: str, now: datetime) -> None:
        line.keys += keys
        if line.gather and len(line.keys) >= line.gather.digits:
            await self._gathered(line, now)

    async def _gathered(self, line: Line, now: datetime) -> None:
        gather, line.gather = line.gather, None
        if gather and not line.call.finished:
            fields = form.dtmf(line.call, line.keys[: gather.digits])
            await self._push(line, "dtmf", fields, gather.on_data, now)
            self._ring_on(line, now)

    async def _due(self, line: Line, what: str, about: object, moment: datetime) -> None:
        call = line.call
        if call.finished:
            return
        if what == "gathered" and line.gather is about:
            await self._gathered(line, moment)
        elif what == "played" and line.playing:
            line.playing = False
            self._ring_on(line, moment)
        elif what == "picked up" and call.is_established(moment):
            call.pick_up(moment, None)
            await self._answer(line, moment)

    async def _push(
        self, line: Line, event: str, fields: form.Fields, url: str, now: datetime
    ) -> None:
        """Push, write it down, and follow the answer."""
        begun = self.clock.now()
        made = self.deliveries.add(
            iso(now), line.account, line.sandbox, line.call.id, event, url, fields
        )
        reply = await self._sent(line.state, made)
        made.status, made.error = reply.status, reply.error
        if reply.error is not None:
            log(line.state, made, reply.error, "")
            return
        plan, xml_error = _read(reply)
        log(line.state, made, answer_text(reply), xml_error)
        trouble = xml_error or (complaint(line, plan) if event in FOLLOWED else None)
        if trouble:
            made.meaning, made.error = "not followed", trouble
        elif event not in FOLLOWED:
            made.meaning = "noted"
        else:
            made.meaning = str(plan)
            for due in follow(line, plan, now + (self.clock.now() - begun)):
                self._later(line, *due)

    async def _sent(self, state: State, made: Delivery) -> Reply:
        if reason := refused(state, made.url, self.options.hosts):
            return Reply(error=reason)
        from .sending import post

        wishes, body = state.part(Wishes), form.encoded(made.fields)
        ca, seconds = wishes.ca or self.options.ca, wishes.seconds or self.options.seconds
        async with self.gate:
            return await post(made.url, body, ca, wishes.signed, seconds)


def _read(reply: Reply) -> tuple[Plan, str]:
    """What an answer asks for, or what is wrong with it."""
    from .xml import read

    if not 200 <= (reply.status or 0) < 300:
        return Plan(), f"status {reply.status} is not followed"
    try:
        return read(reply.content_type, reply.body), ""
    except NoAnswer as error:
        return Plan(), str(error)
