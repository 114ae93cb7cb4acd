"""Figures that were measured: what they say, and that the pages show what is committed."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from sipgate_compat import paths
from sipgate_compat.errors import DataError
from sipgate_compat.figures import committed, tables
from sipgate_compat.figures.model import (
    Bench,
    Circumstances,
    Endurance,
    Figure,
    Fire,
    Fuzz,
    Looked,
    Peers,
    Reach,
    Tool,
    Walks,
    Writers,
)
from sipgate_compat.report.schemas import schemas

ROOT = paths.CHECKOUT
KNOWN = Circumstances(
    date="2026-11-25",
    commit="0123abc",
    command="make bench",
    machine="a machine",
    cores=2,
    load=0.1,
    versions={"Python": "3.11.7"},
)
BENCH = Bench(
    circumstances=KNOWN,
    cases=3,
    requests=5,
    figures=(
        Figure(
            name="a start",
            unit="s",
            rounds=(0.3, 0.1, 0.2),
            reach=Reach(sense="at most", value=0.6),
        ),
        Figure(name="a floor", unit="s", rounds=(1.0,)),
    ),
)
TOOLS = tuple(
    Tool(name=name, command=f"{name} run", seconds=(9.0, 7.0, 8.0), alarms=alarms)
    for name, alarms in {"ours": (), "theirs": tuple("abcdefg")}.items()
)


def looked(name, ours, theirs, hand=False):
    noticed = {"ours": ours, "theirs": theirs}
    return Looked(
        name=name, kind="status", by_hand=hand, profile="neo", operation="o", noticed=noticed
    )


PEERS = Peers(
    circumstances=KNOWN,
    seed=1,
    tools=TOOLS,
    providers=(looked("p1", "c1", None), looked("p2", "c2", "x"), looked("p3", None, None, True)),
)
WALKS = {
    "minutes": 1,
    "steps": 10,
    "requests": 20,
    "faults": 3,
    "server_errors": (),
    "disagreements": (),
    "memory": (50.0, 60.0),
    "growth": 1.0,
    "limit": 5.0,
}
WRITERS = {
    "processes": 4,
    "kills": 3,
    "promised": 9,
    "stored": 9,
    "lost": (),
    "halves": (),
    "integrity": "ok",
}


def endurance(walks=None, writers=None):
    return Endurance(
        circumstances=KNOWN,
        emulator=Walks(**WALKS | (walks or {})),
        history=Writers(**WRITERS | (writers or {})),
    )


def fuzz(**more):
    sent = {"statuses": {"200": 1200, "404": 30, "501": 1}, "digest": "0a"}
    one = Fire(suite="operations", profile="neo", passed=True, **sent)
    return Fuzz(circumstances=KNOWN, passes=(one, one.model_copy(update=more)))


@pytest.mark.parametrize(
    "rounds, sense, value, held",
    [
        ((1, 2, 9), "at most", 2, True),
        ((1, 3, 9), "at most", 2, False),
        ((4, 5, 6), "at least", 5, True),
        ((4, 4, 6), "at least", 5, False),
    ],
)
def test_the_median_decides(rounds, sense, value, held):
    reach = Reach(sense=sense, value=value)
    assert Figure(name="a", unit="s", rounds=rounds, reach=reach).held is held


def test_a_figure_stands_beside_what_it_is_to_reach():
    *_, start, floor = tables.bench(BENCH)
    assert start == "| a start | 0.10 s | 0.20 s | ≤ 0.6 s | yes |"
    assert floor == "| a floor | 1.00 s | 1.00 s |  |  |"


def test_peers_stand_side_by_side():
    lines = list(tables.peers(PEERS))
    assert "| status | 2 | 2 (100%) | 1 (50%) |" in lines
    assert "| written by hand | 1 | 0 (0%) | 0 (0%) |" in lines
    assert "| **all of these** | 3 | 2 (67%) | 1 (33%) |" in lines
    assert "| complaints about the right one | | 0 | 7 |" in lines
    assert "| seconds for one pass, all profiles | | 8 | 8 |" in lines


def test_what_we_do_not_notice_is_named():
    said = list(tables.complaints(PEERS))
    assert said[-1] == "- not noticed by ours: p3"
    assert "  - and 2 more" in said


@pytest.mark.parametrize(
    "walks, writers, held",
    [
        pytest.param({}, {}, True, id="all held"),
        pytest.param({"growth": None}, {}, True, id="too short to tell"),
        pytest.param({"growth": 5.1}, {}, False, id="memory grew"),
        pytest.param({"server_errors": ("GET /users: 500",)}, {}, False, id="a 5xx of its own"),
        pytest.param({"disagreements": ("seed 1",)}, {}, False, id="not as the model has it"),
        pytest.param({}, {"lost": ("run 1",)}, False, id="a run is lost"),
        pytest.param({}, {"halves": ("run 1",)}, False, id="half a run"),
        pytest.param({}, {"integrity": "row 3 missing"}, False, id="the file is damaged"),
    ],
)
def test_whether_it_endured(walks, writers, held):
    assert endurance(walks, writers).held is held


def test_what_was_sent_and_answered():
    *_, one, _, last = tables.fuzz(fuzz())
    assert one == "| neo, operations | 1,231 | 1,200 | 30 | 1 | yes |"
    assert last == "| **all** | 2,462 | | | | yes |"


def test_a_pass_that_failed_or_did_not_begin():
    *_, failed, last = tables.fuzz(fuzz(passed=False, statuses={}))
    assert failed == "| neo, operations | 0 | 0 | 0 | 0 | **no** |"
    assert last == "| **all** | 1,231 | | | | **no** |"


@pytest.fixture
def root(tmp_path):
    """A repository whose pages have their marks."""
    for name in ("README.md", "benchmarks/README.md"):
        marks = [mark for page, mark, *_ in committed.SHOWN if page == name]
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = "\n".join(f"<!-- {m}: begin -->\n<!-- {m}: end -->" for m in marks)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "found", [BENCH, PEERS, endurance(), fuzz()], ids=["bench", "peers", "endurance", "fuzz"]
)
def test_what_is_measured_is_shown_without_copying(root, found):
    committed.write(root, found)
    file = committed.FILES[type(found)]
    text = (root / committed.RESULTS / file).read_text()
    jsonschema_rs.validate(schemas()[file.replace(".json", "-1.json")], json.loads(text))
    assert committed.read(root, type(found)) == found
    told = tables.told(KNOWN)
    pages = {name: (root / name).read_text() for name in ("README.md", "benchmarks/README.md")}
    assert told in pages["benchmarks/README.md"]
    assert (told in pages["README.md"]) is isinstance(found, Peers)
    assert committed.files(root) == pages


def test_a_figure_that_was_changed_by_hand_is_stale(root):
    committed.write(root, BENCH)
    path = root / committed.RESULTS / "bench.json"
    path.write_text(path.read_text().replace("0.1", "0.01"))
    assert (
        committed.files(root)["benchmarks/README.md"] != (root / "benchmarks/README.md").read_text()
    )


def test_a_file_that_holds_no_figures_is_named(root):
    path = root / committed.RESULTS / "bench.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"cases": 1}))
    with pytest.raises(DataError, match=r"bench.json: no figures: circumstances"):
        committed.files(root)


@pytest.mark.parametrize("name, mark", [each[:2] for each in committed.SHOWN])
def test_the_pages_have_their_marks(name, mark):
    text = Path(ROOT / name).read_text()
    assert text.count(f"<!-- {mark}: begin -->\n") == text.count(f"<!-- {mark}: end -->") == 1
