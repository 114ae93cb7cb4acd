"""Writers at the same time, killed at any moment: no run is lost, none is there by halves."""

import random
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from sipgate_compat.history.store import opened

from .writers import Writer, endure, looked

WRITERS, RUNS, KILLS = 3, 18, 1


@pytest.fixture(scope="module")
def storm(tmp_path_factory):
    """A history after a storm, what was promised, and how often a writer was killed."""
    path = tmp_path_factory.mktemp("storm") / "history.sqlite"
    writers = [Writer(path, list(range(n, RUNS, WRITERS))) for n in range(WRITERS)]
    chances = [random.Random(n) for n in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        kills = sum(pool.map(endure, writers, chances, [KILLS] * WRITERS))
    return path, [number for writer in writers for number in writer.stored], kills


def test_a_storm_loses_nothing_and_halves_nothing(storm, tmp_path):
    path, promised, kills = storm
    found = looked(path, tmp_path / "fresh.sqlite", promised, kills)
    assert (found.lost, found.halves, found.integrity) == ((), (), "ok")
    assert (found.stored, sorted(promised)) == (RUNS, list(range(RUNS)))
    assert found.kills > 0


def test_a_run_that_is_gone_or_halved_is_told(storm, tmp_path):
    path, promised, kills = storm
    hurt = shutil.copy(path, tmp_path / "hurt.sqlite")
    with opened(hurt) as db:
        db.execute("DELETE FROM verdict WHERE run = (SELECT id FROM run WHERE digest LIKE '%5')")
        db.execute("DELETE FROM run WHERE digest LIKE '%7'")
    found = looked(hurt, tmp_path / "fresh.sqlite", promised, kills)
    assert found.lost == ("run 7",)
    assert "run 5" in found.halves
