"""Profile against profile: where the answers to one case differ, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..contract.model import Availability, Profile
from ..run.model import Outcome, Verdict
from .matrix import Row
from .words import plural

PUT = frozenset(Outcome) - {Outcome.SKIPPED, Outcome.ERRORED}


def differs(answers: Iterable[Verdict]) -> bool:
    """Whether profiles answer a case differently: another status, or another promise."""
    put = [each for each in answers if each.verdict in PUT]
    seen = {tuple(one.status for one in each.observed) for each in put}
    said = {(each.promised, each.states) for each in put if each.promised}
    return len(seen) > 1 or len(said) > 1


def sentence(answers: Mapping[Profile, Verdict]) -> str:
    """What differs between the profiles of a case, or that nothing does."""
    put = {profile: each for profile, each in answers.items() if each.verdict in PUT}
    if len(put) < 2:
        return "There is nothing to compare it with."
    groups = _groups({profile: _answer(each) for profile, each in put.items()})
    if not differs(put.values()) or len(groups) == 1:
        return f"{listed(put)} answer alike."
    return f"{'; '.join(f'{listed(names)}: {said}' for said, names in groups.items())}."


def summary(row: Row, differing: int, cases: int) -> str:
    """What an integrator has to know of an operation first."""
    groups = _groups({profile: str(cell.availability) for profile, cell in row.profiles.items()})
    has = "; ".join(f"{word} on {listed(names)}" for word, names in groups.items())
    has = f"{has[:1].upper()}{has[1:]}"
    if len(row.profiles) < 2:
        return f"{has}."
    verb = "differs" if differing == 1 else "differ"
    said = f"{differing} of {plural(cases, 'case')} {verb}" if differing else "no case differs"
    return f"{has}; {said} between the profiles."


def apart(row: Row) -> bool:
    """Whether one profile has an operation that another one refuses or lacks."""
    known = {cell.availability for cell in row.profiles.values()} - {Availability.UNKNOWN}
    return len(known) > 1


def listed(names: Iterable[str]) -> str:
    """``Classic``, ``Classic and Neo``, ``Classic, Neo and Migrated``."""
    words = [each.capitalize() for each in names]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _answer(verdict: Verdict) -> str:
    seen = " → ".join(str(one.status) for one in verdict.observed)
    states = f", {verdict.states}" if verdict.promised else ""
    return f"{seen or ' or '.join(map(str, verdict.promised)) or 'no answer'}{states}"


def _groups(said: Mapping[Profile, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for profile, text in said.items():
        groups.setdefault(text, []).append(profile)
    return groups
