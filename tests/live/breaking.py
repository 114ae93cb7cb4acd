"""A plugin for pytest: a judge that falls over every answer, with all of it in the exception."""

from sipgate_compat.run.judge import Judge


def judged(self, step, values, answer, findings):
    raise KeyError(answer.text, dict(answer.headers), values)


Judge._judged = judged
