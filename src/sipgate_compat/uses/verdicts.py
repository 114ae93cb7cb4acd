"""What is known of one operation for the requests that were seen of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..contract.book import Book
from ..contract.cases import Case, own_cases
from ..contract.model import Actor, Availability, Evidence, Operation, Profile, Sourced
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


@dataclass(frozen=True, slots=True)
class Own:
    """The cases of one operation, where it is moved to and where it is moved from."""

    after: dict[str, Case]
    before: dict[str, Case]
    patterns: Patterns


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

    def known(
        self, operation: Operation, seen: Iterable[Seen], status: PageStatus | None
    ) -> tuple[Known, ...]:
        """All that is known, worst first.

        Args:
            operation: what was requested.
            seen: its requests.
            status: what the page says of it.
        """
        own = Own(
            own_cases(self.book, operation, self.profile),
            own_cases(self.book, operation, self.moves_from),
            Patterns(operation, self.book, self.reducer),
        )
        found = (known for each in seen for known in self._of(operation, own, each, status))
        merged: dict[tuple[Use, str, str], Known] = {}
        for each in found:
            place = each.use, each.says, each.when
            if place not in merged or each.decides:
                merged[place] = each
        order = list(Use)
        return tuple(sorted(merged.values(), key=lambda k: (not k.decides, order.index(k.use))))

    def _of(
        self, operation: Operation, own: Own, seen: Seen, status: PageStatus | None
    ) -> Iterator[Known]:
        has = operation.availability[self.profile]
        if has is not Availability.AVAILABLE:
            yield self._without(operation, own.after["valid"], has, status)
            return
        told = [each for case in own.after.values() if (each := self._told(case, own, seen))]
        spoken = [each for each in told if not _spoken_for(each, told, own.patterns, seen)]
        has_valid = any(each.case.id == "valid" for each in spoken)
        for each in spoken:
            use, decides = self._weight(each, told, status)
            tells = each.case.id == "valid" or (each.plain and not has_valid)
            if use is not Use.WORKS or tells:
                yield self._known(each, use, decides, own.patterns)

    def _without(
        self, operation: Operation, valid: Case, has: Availability, status: PageStatus | None
    ) -> Known:
        """What is known where the platform does not have the operation, or nobody knows."""
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

    def _told(self, case: Case, own: Own, seen: Seen) -> Told | None:
        pattern = own.patterns.of(case)
        fit = own.patterns.fit(pattern.marks, seen)
        if fit is Fit.NO or pattern.actor in NOT_ASKED:
            return None
        before = promised(own.before[case.id].promise)
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
        # That nobody knows is our own reading, whoever has the rest of the case.
        evidence = promise.evidence if told.after.known else Evidence.ASSUMED
        return Known(
            use=use,
            says=told.says,
            when=when(told.pattern, patterns.known, self.book),
            decides=decides,
            case=told.case.address,
            evidence=evidence,
            source=promise.source,
            observed=self.observations.of(told.case),
        )


def _spoken_for(told: Told, others: list[Told], patterns: Patterns, seen: Seen) -> bool:
    """Whether a more special case speaks of the request, which this one's own is unlike."""
    return any(
        other.plain
        and other.pattern.marks > told.pattern.marks
        and patterns.contradicts(told.case, other.pattern.marks, seen)
        for other in others
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
