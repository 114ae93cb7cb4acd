"""What is generated and committed is what a run gives now."""

from pathlib import Path

import pytest

from sipgate_compat import paths
from sipgate_compat.config import Settings
from sipgate_compat.report.committed import MARK, files
from sipgate_compat.report.matrix import matrix
from sipgate_compat.report.writers import WRITERS
from sipgate_compat.run.direct import reproducible

ROOT = paths.CHECKOUT


@pytest.fixture(scope="module")
def run():
    return reproducible(Settings())


@pytest.fixture(scope="module")
def generated(run):
    return files(run, (ROOT / "README.md").read_text())


def test_the_committed_files_are_fresh(generated):
    stale = [n for n, text in generated.items() if not _same(ROOT / n, text)]
    assert not stale, "run `make reports` and commit what it changed"


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def test_the_page_of_the_whole_run_can_be_mailed(run):
    assert len(WRITERS["html"].write(run, matrix(run)).encode()) < 1_500_000


def test_no_time_stands_in_the_committed_matrix(generated):
    assert '"generated": null' in generated["reports/emulator/matrix.json"]


def test_the_readme_has_its_generated_part():
    assert len(MARK.findall((ROOT / "README.md").read_text())) == 1


def test_nothing_else_is_committed_beside_them(generated):
    found = {p.relative_to(ROOT).as_posix() for p in (ROOT / "reports").rglob("*") if p.is_file()}
    elsewhere = ("reports/latest/", "reports/specifications/")
    left = {each for each in found if not each.startswith(elsewhere)} - set(generated)
    assert left <= {"reports/README.md", "reports/sensitivity.json", "reports/noise.json"}
