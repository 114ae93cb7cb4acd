"""What redaction costs: microseconds per body, on the emulator's answers and on a live account's.

python benchmarks/redaction.py
"""

import json
import time

from sipgate_compat.client import Answer
from sipgate_compat.config import Settings
from sipgate_compat.contract.cases import cases
from sipgate_compat.observation import Redactor
from sipgate_compat.redaction.public import public
from sipgate_compat.run import prepare

ROUNDS = 5


def bodies(judge, chosen):
    """Every answer that the emulator gives to some cases."""
    found = []
    send = judge.target.client.send

    def listening(request, extra=None):
        answer = send(request, extra)
        found.append(answer)
        return answer

    judge.target.client.send = listening
    for case in chosen:
        judge.verdict(case)
    return [each for each in found if each.text]


def cost(redact, answers):
    """The least microseconds per answer."""
    least = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for answer in answers:
            redact(answer)
        least = min(least, time.perf_counter() - begun)
    return least / len(answers) * 1e6


def main():
    book, settings = prepare.book(), Settings(profiles=("classic",))
    with prepare.serving(settings) as url:
        judge = prepare.judge(settings, prepare.target(settings, url, book), url, book)
        answers = bodies(judge, cases(book, settings.profiles))
        secrets = judge.redactor.secrets.values
    begun = time.perf_counter()
    known = public(book)
    took = (time.perf_counter() - begun) * 1000

    def kept(redactor):
        def redact(answer: Answer):
            return redactor.body(answer.body, answer.text, answer.content_type)

        return redact

    size = sum(len(each.text) for each in answers) / len(answers)
    print(f"{len(answers)} bodies of {size:.0f} characters on average, {len(secrets)} secrets")
    print(f"emulator: {cost(kept(Redactor(secrets)), answers):.1f} µs per body")
    live = Redactor(secrets[:3], personal=True, public=known)
    print(
        f"live:     {cost(kept(live), answers):.1f} µs per body, {took:.0f} ms for what is public"
    )
    parse = cost(lambda answer: json.loads(json.dumps(answer.body)), answers)
    print(f"(writing and reading the same as JSON: {parse:.1f} µs)")


if __name__ == "__main__":
    main()
