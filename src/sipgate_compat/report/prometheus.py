"""A run as a text file for Prometheus' node exporter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ..contract.model import Profile
from ..run.model import Failure, Outcome, Run, Verdict
from .contradictions import contradictions
from .matrix import Matrix
from .words import printable

PREFIX = "sipgate_compat"
# What says that the API was not to be reached; a refusal is an answer.
AWAY = (Failure.NETWORK, Failure.SERVER)
QUANTILES = (0.5, 0.9, 0.99)


@dataclass(frozen=True, slots=True)
class Sample:
    """One value; `suffix` belongs to the family's name."""

    labels: Mapping[str, str]
    value: float
    suffix: str = ""


def prometheus(run: Run, matrix: Matrix) -> str:
    """All families; a time that a run does not know is left out."""
    own = {"target": matrix.target}
    return "".join(
        [
            *_family("info", "gauge", "What was put to what.", [Sample(_info(matrix), 1)]),
            *_family("up", "gauge", "Whether the API answered.", _up(run, own)),
            *_family("cases", "gauge", "Cases by verdict.", _cases(run, own)),
            *_family(
                "contradictions",
                "gauge",
                "Documented, specified and observed against each other.",
                _contradictions(run, matrix, own),
            ),
            *_family("stale_known_deviations", "gauge", "To be taken out.", _stale(matrix, own)),
            *_family(
                "last_run_timestamp_seconds", "gauge", "When the run ended.", _ended(run, own)
            ),
            *_family(
                "last_success_timestamp_seconds",
                "gauge",
                "When the run ended, where it could tell of every case.",
                _ended(run, own) if _told(run) else [],
            ),
            *_family("run_duration_seconds", "gauge", "How long it took.", _duration(run, own)),
            *_family("request_duration_seconds", "summary", "Of answers.", _requests(run, own)),
        ]
    )


def _family(name: str, kind: str, said: str, samples: Iterable[Sample]) -> Iterator[str]:
    lines = [f"{PREFIX}_{name}{each.suffix}{_labels(each)} {each.value:.15g}\n" for each in samples]
    if lines:
        yield f"# HELP {PREFIX}_{name} {said}\n# TYPE {PREFIX}_{name} {kind}\n"
        yield from lines


def _labels(sample: Sample) -> str:
    return "{" + ",".join(f'{k}="{_value(v)}"' for k, v in sample.labels.items()) + "}"


def _value(text: str) -> str:
    """A label's value; backslash, quote and line feed are what the format escapes."""
    text = printable(text).replace("\r", "\ufffd")
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _info(matrix: Matrix) -> dict[str, str]:
    return {
        "target": matrix.target,
        "version": matrix.version,
        "contracts": matrix.contracts,
        "edition": matrix.edition,
    }


def _by_profile(run: Run) -> dict[Profile, list[Verdict]]:
    found: dict[Profile, list[Verdict]] = {profile: [] for profile in run.header.profiles}
    for each in run.verdicts:
        found.setdefault(each.profile, []).append(each)
    return found


def _up(run: Run, own: dict[str, str]) -> Iterator[Sample]:
    """A profile none of whose cases was put says nothing of the API."""
    for profile, verdicts in _by_profile(run).items():
        put = [each for each in verdicts if each.verdict is not Outcome.SKIPPED]
        if put:
            up = any(each.observed and each.failure not in AWAY for each in put)
            yield Sample({**own, "profile": profile}, int(up))


def _cases(run: Run, own: dict[str, str]) -> Iterator[Sample]:
    for profile, verdicts in _by_profile(run).items():
        counts = Counter(each.verdict for each in verdicts)
        for outcome in Outcome:
            labels = {**own, "profile": profile, "verdict": outcome.value}
            yield Sample(labels, counts[outcome])


def _contradictions(run: Run, matrix: Matrix, own: dict[str, str]) -> Iterator[Sample]:
    counts: dict[tuple[Profile, str], int] = defaultdict(int)
    for each in contradictions(run, matrix):
        for profile in each.profiles:
            counts[profile, each.verdict.value if each.verdict else "papers"] += 1
    for profile in run.header.profiles:
        for kind in (Outcome.DEVIATES.value, Outcome.KNOWN.value, "papers"):
            labels = {**own, "profile": profile, "kind": kind}
            yield Sample(labels, counts[profile, kind])


def _stale(matrix: Matrix, own: dict[str, str]) -> list[Sample]:
    return [Sample(own, len(matrix.stale))]


def _told(run: Run) -> bool:
    """Whether the run did its work, whatever it found."""
    return not run.footer.left_out and not run.footer.summary.get(Outcome.ERRORED)


def _ended(run: Run, own: dict[str, str]) -> list[Sample]:
    end = _seconds(run.footer.finished)
    return [] if end is None else [Sample(own, end)]


def _duration(run: Run, own: dict[str, str]) -> list[Sample]:
    begin, end = _seconds(run.header.started), _seconds(run.footer.finished)
    return [] if begin is None or end is None else [Sample(own, end - begin)]


def _requests(run: Run, own: dict[str, str]) -> Iterator[Sample]:
    for profile, verdicts in _by_profile(run).items():
        answers = (answer.milliseconds for each in verdicts for answer in each.observed)
        taken = sorted(each / 1000 for each in answers if each is not None)
        if taken:
            labels = {**own, "profile": profile}
            for quantile in QUANTILES:
                value = taken[min(len(taken) - 1, int(quantile * len(taken)))]
                yield Sample({**labels, "quantile": f"{quantile:g}"}, value)
            yield Sample(labels, sum(taken), "_sum")
            yield Sample(labels, len(taken), "_count")


def _seconds(time: str | None) -> float | None:
    """Since 1970; a reproducible run has no times."""
    if not time:
        return None
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
