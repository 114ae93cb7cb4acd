"""Runs are kept once, in any order, and give the same lives."""

import itertools
import random

import pytest

from sipgate_compat.errors import DataError
from sipgate_compat.history.add import add
from sipgate_compat.history.read import middle, named, recent, runs, seen
from sipgate_compat.history.reduced import of_file
from sipgate_compat.history.store import opened
from sipgate_compat.history.timeline import timeline

from .make import CASE, answered, file, night, run, verdict


def dump(db):
    tables = ("run", "series", "form", "verdict", "stretch", "account")
    return {each: db.execute(f"SELECT * FROM {each}").fetchall() for each in tables}


def test_the_same_run_twice_changes_nothing(db, tmp_path):
    made = of_file(file(tmp_path, run()))
    assert add(db, made)
    before = dump(db)
    assert not add(db, of_file(tmp_path))
    assert dump(db) == before


def test_a_run_reads_as_it_was_made(db):
    made = night(20, verdict(answered(milliseconds=70)), verdict(case="neo/a/b", outcome="skipped"))
    add(db, made)
    kept = named(runs(db), None)
    assert seen(db, kept, recent(db, kept)) == made.seen()
    assert kept.row.summary["skipped"] == 1


@pytest.mark.parametrize("target, timed", [("live", True), ("emulator", False)])
def test_how_fast_an_emulator_is_is_no_fact(target, timed):
    made = night(20, verdict(answered(milliseconds=70)), target=target)
    assert ("/latency" in made.seen()[CASE]) is timed


def test_facts_stand_once(db):
    for day in range(1, 10):
        add(db, night(day))
    assert [len(rows) for rows in dump(db).values()] == [9, 1, 1, 9, 1, 0]


def one_case(status):
    return [verdict(answered(status))] if status else [verdict(case="neo/getHistory/other")]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_adding_does_not_matter(tmp_path, seed):
    statuses = [200, 200, 403, None, 403, 200, 500, 200]
    nights = [night(day, *one_case(status)) for day, status in enumerate(statuses, start=1)]
    lives = []
    for number, order in enumerate((nights, random.Random(seed).sample(nights, len(nights)))):
        with opened(tmp_path / f"{number}.sqlite", create=True) as db:
            for each in order:
                add(db, each)
            lives.append(timeline(db))
    assert lives[0] == lives[1]
    since = [each.since for life in lives[0] if life.case == CASE for each in life.stretches]
    assert since == ["2026-11-01", "2026-11-03", "2026-11-06", "2026-11-07", "2026-11-08"]


def test_a_run_cut_off_is_refused_by_name(tmp_path):
    path = file(tmp_path, run())
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(DataError, match=r"run\.jsonl: has no footer"):
        of_file(tmp_path)


@pytest.mark.parametrize("finished", [None, "yesterday"])
def test_a_run_without_a_time_has_no_place(tmp_path, finished):
    with pytest.raises(DataError, match=r"run\.jsonl: says not when it was made"):
        of_file(file(tmp_path, run(finished=finished)))


@pytest.mark.parametrize(
    "paces, sign",
    [(["1"], "1"), (["1", "9", "1"], "1"), (["1", "9", "9"], "9"), (["1", "1-", "13"], "13")],
)
def test_one_slow_night_is_no_news(paces, sign):
    assert middle(paces) == sign


def test_live_and_emulator_are_two_stories(db):
    for target, status in itertools.product(("live", "emulator"), (200, 403)):
        made = night(20 + status // 400, verdict(answered(status)), target=target)
        add(db, type(made)(**{**fields(made), "digest": f"{target}{status}".ljust(64, "0")}))
    assert [len(life.stretches) for life in timeline(db)] == [2, 2]


def fields(made):
    return {name: getattr(made, name) for name in type(made).__slots__}
