"""What is seen of a run while it goes on, by whom it is watched."""

import io
from dataclasses import dataclass, field

import pytest
from rich.console import Console

from sipgate_compat.run.progress import Bar, Lines, Silent, progress

from ..report.runs import deviating, make_verdict


@dataclass
class Terminal(io.StringIO):
    watched: bool = True

    def __post_init__(self):
        super().__init__()

    def isatty(self):
        return self.watched


@pytest.mark.parametrize(
    "watched, environ, arguments, kind",
    [
        pytest.param(True, {}, [], Bar, id="a terminal"),
        pytest.param(True, {"TERM": "dumb"}, [], Lines, id="a simple one"),
        pytest.param(False, {}, [], Lines, id="a file"),
        pytest.param(False, {"CI": "true"}, [], Silent, id="a pipeline"),
        pytest.param(True, {"CI": "1"}, [], Silent, id="its terminal"),
        pytest.param(True, {"CI": "false"}, [], Bar, id="no pipeline"),
        pytest.param(True, {}, ["-x", "-k", "v"], Bar, id="other options"),
    ],
)
def test_who_watches(watched, environ, arguments, kind):
    found = progress(Terminal(watched), environ, arguments)
    assert type(found.shown) is kind


@pytest.mark.parametrize("argument", ["-v", "-vv", "-xv", "--verbose", "--collect-only"])
def test_who_asks_pytest_is_told_by_pytest(argument):
    assert progress(Terminal(), {}, ["-x", argument]) is None


@dataclass
class Clock:
    times: list = field(default_factory=lambda: [0.0])

    def __call__(self):
        self.times.append(self.times[-1] + 0.06)
        return self.times[-1]


def bar(**options):
    terminal = Terminal()
    made = Bar(terminal, Clock())
    made.console = Console(
        file=terminal, force_terminal=True, width=80, highlight=False, markup=False, **options
    )
    return made, terminal


def test_a_bar_counts_and_names_what_deviates():
    made, terminal = bar(color_system=None)
    made.begin(3)
    for verdict in (make_verdict(case="a"), make_verdict(case="b"), deviating(case="[c]")):
        made.add(verdict)
    made.end()
    shown = terminal.getvalue()
    assert "0/3" in shown
    assert "✗ neo/sendCallDtmf/[c]" in shown
    assert "3/3 1✗ 2✓" in shown
    assert "1/3" not in shown, "an eye would not see it"


def test_a_bar_has_no_colours_where_nobody_wants_them(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    made, terminal = bar()
    made.begin(1)
    made.add(deviating())
    made.end()
    assert "\x1b[3" not in terminal.getvalue()


def lines(planned):
    file = io.StringIO()
    shown = Lines(file)
    shown.begin(planned)
    for number in range(planned):
        shown.add(make_verdict(case=str(number)))
    return file.getvalue().splitlines()


def test_a_file_has_a_line_for_each_tenth():
    found = lines(250)
    assert len(found) == 10
    assert found[0] == "25 of 250 cases  25✓"
    assert found[-1] == "250 of 250 cases  250✓"


def test_a_short_run_needs_none():
    assert lines(99) == []
