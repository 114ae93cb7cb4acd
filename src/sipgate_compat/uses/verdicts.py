"""What is known of one operation for the requests that were seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..contract.book import Book
from ..contract.cases import Case, cases
from ..contract.model import Actor, Availability, Operation, Profile, Sourced
from .model import Known, PageStatus, Use
from .observed import Observations
from .patterns import CaseReducer, Fit, Pattern, Patterns
from .relation import WITHOUT, Answer, promised, relation
from .seen import Seen
from .words import when

# Whoever asks so is refused on every platform, and an integration that works does not.
NOT_ASKED = (Actor.NOBODY, Actor.STRANGER, Actor.WITHOUT_SCOPE)
IMPLEMENTED = "implemented"
NOT_PLANNED = "not-planned"


@dataclass(frozen=True, slots=True)
class Told:
    """A case held against a request."""

    case: Case
    pattern: Pattern
    fit: Fit
    before: Answer
    after: Answer
    use: Use
    says: str

    @property
    def plain(self) -> bool:
        """True where the request meets the case, and nothing but the request decides that."""
        return self.fit is Fit.YES and not self.pattern.situational


class Verdicts:
    """Judges requests by the contracts of two profiles."""

    def __init__(
        self, book: Book, profile: Profile, moves_from: Profile, observations: Observations
    ) -> None:
        """Args:
        book: all contracts.
        profile: where the integration moves to.
        moves_from: where it works.
        observations: what a run saw there; it goes before what is promised.
        """
        self.book = book
        self.profile, self.moves_from = profile, moves_from
        self.observations = observations
        self.reducer = CaseReducer(book)
        both = [c for c in cases(book, {profile, moves_from}) if _is_own(c)]
        self.before = {each.name: each for each in both if each.profile == moves_from}
        self.patterns: dict[str, Patterns] = {}
        self.cases: dict[str, list[Case]] = {}
        for each in both:
            if each.profile == profile:
                self.cases.setdefault(each.operation.operation, []).append(each)

    def known(
        self, operation: Operation, seen: Iterable[Seen], status: PageStatus | None
    ) -> tuple[Known, ...]:
        """All that is known, worst first.

        Args:
            operation: what was requested.
            seen: its requests.
            status: what the page says of it.
        """
        found = (known for each in seen for known in self._of(operation, each, status))
        merged: dict[tuple[Use, str, str], Known] = {}
        for each in found:
            place = each.use, each.says, each.when
            if place not in merged or each.decides:
                merged[place] = each
        order = list(Use)
        return tuple(sorted(merged.values(), key=lambda k: (not k.decides, order.index(k.use))))

    def _of(self, operation: Operation, seen: Seen, status: PageStatus | None) -> Iterator[Known]:
        has = operation.availability[self.profile]
        own = self.cases[operation.operation]
        if has is not Availability.AVAILABLE:
            yield self._without(operation, own, has, status)
            return
        patterns = self._patterns(operation)
        told = [each for case in own if (each := self._told(case, patterns, seen))]
        spoken = [each for each in told if not _spoken_for(each, told, patterns)]
        has_valid = any(each.case.id == "valid" for each in spoken)
        for each in spoken:
            use, decides = self._weight(each, told, status)
            tells = each.case.id == "valid" or (each.plain and not has_valid)
            if use is not Use.WORKS or tells:
                yield self._known(each, use, decides, patterns)

    def _patterns(self, operation: Operation) -> Patterns:
        name = operation.operation
        if name not in self.patterns:
            self.patterns[name] = Patterns(operation, self.book, self.reducer)
        return self.patterns[name]

    def _without(
        self, operation: Operation, own: list[Case], has: Availability, status: PageStatus | None
    ) -> Known:
        """What is known where the platform does not have the operation, or nobody knows."""
        valid = next(case for case in own if case.id == "valid")
        use = WITHOUT.get(has, Use.NOT_DECIDED)
        if use is Use.REFUSED and status and status.status == NOT_PLANNED:
            use = Use.DISCONTINUED
        by: Sourced = operation.availability_known.get(self.profile, operation)
        return Known(
            use=use,
            says=promised(valid.promise).states,
            decides=True,
            case=valid.address,
            evidence=by.evidence or valid.promise.evidence,
            source=by.source or valid.promise.source,
            observed=self.observations.of(valid),
        )

    def _told(self, case: Case, patterns: Patterns, seen: Seen) -> Told | None:
        pattern = patterns.of(case)
        fit = patterns.fit(pattern.marks, seen)
        if fit is Fit.NO or pattern.actor in NOT_ASKED:
            return None
        before = promised(self.before[case.name].promise)
        after = self.observations.answer(case)
        use, says = relation(before, after, self.moves_from)
        return Told(case, pattern, fit, before, after, use, says)

    def _weight(
        self, told: Told, others: list[Told], status: PageStatus | None
    ) -> tuple[Use, bool]:
        """What a case makes of the operation, and whether it decides."""
        if told.use is Use.WORKS:
            return told.use, True
        if told.plain:
            return told.use, told.use is not Use.NOT_DECIDED or not _answered(told, others)
        use = Use.DIFFERENT if told.use is Use.REFUSED else told.use
        if told.pattern.situational:
            # What failed before is no loss, and a row that is implemented is taken at its word.
            doubtful = status is not None and status.status != IMPLEMENTED
            return use, told.before.succeeds and (use is Use.DIFFERENT or doubtful)
        if use is Use.NOT_DECIDED:
            # Where nobody knows how it was before either, the move changes nothing.
            return use, told.before.succeeds
        return use, not told.before.fails

    def _known(self, told: Told, use: Use, decides: bool, patterns: Patterns) -> Known:
        promise = told.case.promise
        return Known(
            use=use,
            says=told.says,
            when=when(told.pattern, patterns.known, self.book),
            decides=decides,
            case=told.case.address,
            evidence=promise.evidence,
            source=promise.source,
            observed=self.observations.of(told.case),
        )


def _is_own(case: Case) -> bool:
    return case.file.startswith("contracts/operations/")


def _spoken_for(told: Told, others: list[Told], patterns: Patterns) -> bool:
    """Whether another case speaks of the very request, which this one has not."""
    return any(
        other.plain and patterns.contradicts(told.case, other.pattern.marks)
        for other in others
        if other is not told
    )


def _answered(told: Told, others: list[Told]) -> bool:
    """Whether a case that is as special, or more so, is known to be answered."""
    return any(
        other.plain
        and other.after.succeeds
        and (other.pattern.marks > told.pattern.marks or told.case.id != "valid")
        and other.pattern.marks >= told.pattern.marks
        for other in others
        if other is not told
    )
