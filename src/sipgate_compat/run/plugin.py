"""The pytest plugin of the suite: options, the one test with its cases, a verdict on every report.

The controller starts the emulator and records; workers of pytest-xdist are told its address and
send their verdicts home on their reports.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..errors import CompatError
from .session import KEY, Session

if TYPE_CHECKING:
    from ..contract.cases import Case
    from .allure.labels import Labels
    from .judge import Judge

CASE = "contract_case"
MARKS = {
    "classic": "cases of a Classic account",
    "neo": "cases of a Neo account",
    "migrated": "cases of a migrated account",
    "read": "cases that only read",
    "write": "cases that change what can be changed back",
    "destructive": "cases that delete",
    "charges": "cases that cost money",
    "rings": "cases that make a telephone ring or disturb a call",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the suite, all with a prefix, so that they meet no other plugin's."""
    group = parser.getgroup("sipgate-compat", "compatibility of the sipgate REST API")
    group.addoption("--compat-target", metavar="TARGET", help="emulator (default) or live")
    group.addoption("--compat-base-url", metavar="URL", help="an emulator or API that already runs")
    group.addoption(
        "--compat-profile",
        metavar="NAME",
        action="append",
        default=[],
        help="classic, neo or migrated; repeatable, all by default",
    )
    group.addoption(
        "--compat-allow",
        metavar="EFFECTS",
        action="append",
        default=[],
        help="what a live run may do besides reading: write,destructive,charges,rings",
    )
    group.addoption("--compat-rate", metavar="N/s", help="requests of one account, as 10/s")
    group.addoption("--compat-max-requests", metavar="N", help="end undecided after so many")
    group.addoption("--compat-max-time", metavar="SECONDS", help="end undecided after so long")
    group.addoption("--compat-shard", metavar="I/N", help="only the I-th of N parts of all cases")
    group.addoption("--compat-history", metavar="FILE", help="what earlier runs saw of an account")
    group.addoption("--compat-max-cost", metavar="EUR", help="what a live run may cost, estimated")
    group.addoption("--compat-ledger", metavar="FILE", help="where a live run notes its writes")
    group.addoption("--compat-out", metavar="DIR", help="write run.jsonl and the reports there")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Open a session; nothing is started before it is needed."""
    session = config.stash[KEY] = Session(config)
    allure_folder = config.getoption("allure_report_dir", None)
    if allure_folder and config.option.compat_out:
        from .allure.lean import lean

        folder, out = Path(allure_folder).absolute(), Path(config.option.compat_out).absolute()
        # What lies among the reports of a run is that run's, as the reports are.
        anew = out in folder.parents and not hasattr(config, "workerinput")
        session.closing.enter_context(lean(config, folder, anew=anew))
    for mark, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    session = config.stash.get(KEY, None)
    if session:
        session.closing.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrise the suite's one test with every case of the chosen profiles."""
    if CASE in metafunc.fixturenames:
        session = metafunc.config.stash[KEY]
        chosen: list[Case] = _or_exit(lambda: session.cases)
        for tag in sorted({case.operation.tag for case in chosen}):
            metafunc.config.addinivalue_line("markers", f"{tag}: cases of operations tagged so")
        metafunc.parametrize(CASE, [_parameter(case) for case in chosen])


def _parameter(case: Case) -> Any:
    words = (case.profile, *sorted(case.effects), case.operation.tag)
    return pytest.param(case, id=case.address, marks=[getattr(pytest.mark, each) for each in words])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist where requests go, once it is known that all is fit.

    A worker that finds out by itself is drowned in tracebacks of pytest-xdist.
    """
    session = node.config.stash[KEY]
    _or_exit(lambda: (session.cases, session.judge))
    node.workerinput["compat_base_url"] = session.base_url
    node.workerinput["compat_run"] = session.run_id
    node.workerinput["compat_started"] = session.started
    node.workerinput["compat_desk"] = session.counter


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """The controller learns from its first worker what is planned."""
    session = node.config.stash[KEY]
    if not session.order:
        _or_exit(lambda: session.planned(ids))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Without workers the plan is what was collected; a session with workers holds no items."""
    config = session.config
    _locate(session.items)
    if session.items and not hasattr(config, "workerinput") and not config.option.collectonly:
        ours = config.stash[KEY]
        _or_exit(lambda: ours.planned(item.nodeid for item in session.items))
        _or_exit(lambda: ours.begin(_cases(session.items)))


def _locate(items: list[pytest.Item]) -> None:
    """Say of each item where it is; pytest would look at the file system again for every case."""
    places: dict[Any, tuple[str, int | None]] = {}
    for item in items:
        if CASE in getattr(item, "fixturenames", ()):
            made: Any = item
            if made.function not in places:
                places[made.function] = item.location[:2]
            made.location = (*places[made.function], item.name)


def _cases(items: list[pytest.Item]) -> list[Case]:
    called = [getattr(item, "callspec", None) for item in items]
    return [each.params[CASE] for each in called if each and CASE in each.params]


def _or_exit(make: Callable[[], Any]) -> Any:
    """A value, or the end of the session in one line where the job cannot be done."""
    try:
        return make()
    except CompatError as error:
        pytest.exit(str(error), returncode=error.exit_code)


@pytest.fixture(scope="session")
def judge(pytestconfig: pytest.Config) -> Judge:
    """Puts cases to the target."""
    session = pytestconfig.stash[KEY]
    found: Judge = _or_exit(lambda: session.judge)
    return found


@pytest.fixture(scope="session")
def put(pytestconfig: pytest.Config) -> Callable[[Case], None]:
    """Put a case; the test passes, fails or is skipped by the verdict.

    Were `request` asked for, pytest would make one anew for every case.
    """

    from ..report.message import failure
    from .model import Outcome

    session = pytestconfig.stash[KEY]
    # Not the fixture of that name: pytest would look it up again for every case.
    judge: Judge = _or_exit(lambda: session.judge)
    labels = session.labels = _labels(pytestconfig, judge)

    def put_case(case: Case) -> None:
        verdict = session.verdict(case)
        if labels:
            labels.put(case, verdict)
        match verdict.verdict:
            case Outcome.DEVIATES | Outcome.ERRORED:
                pytest.fail(failure(verdict), pytrace=False)
            case Outcome.SKIPPED:
                pytest.skip(verdict.reason or "")

    return put_case


def _labels(config: pytest.Config, judge: Judge) -> Labels | None:
    if not config.getoption("allure_report_dir", None):
        return None
    from .allure.labels import Labels

    return Labels(judge.book, judge.target.name, judge.shown_url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Put the verdict on the report, and what else the run met."""
    report = yield
    session = item.config.stash[KEY]
    if report.when == "call" and session.case and session.latest:
        report.sipgate_verdict = session.latest
        session.ended, session.latest = (session.case, session.latest), None
        # A worker may be the first to meet a migrated account.
        moved = session.judge.target.watch.moved.values()
        report.sipgate_changes = [each.change for each in moved]
    if report.when == "teardown" and session.ended:
        if session.labels:
            # Allure's own hook has had its word by now, whichever of the two was registered first.
            session.labels.end(*session.ended)
        session.ended = None
    return report


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(report: pytest.TestReport) -> Any:
    """A report travels home from a worker as plain values, and what is ours as text."""
    data = yield
    if verdict := getattr(report, "sipgate_verdict", None):
        data["sipgate_verdict"] = verdict.model_dump_json(exclude_none=True)
        data["sipgate_changes"] = [each.model_dump_json() for each in report.sipgate_changes]
    return data


@pytest.hookimpl(wrapper=True)
def pytest_report_from_serializable(data: dict[str, Any]) -> Any:
    """At home it is what it was."""
    report = yield
    if "sipgate_verdict" in data:
        from ..change.model import Change
        from .model import Verdict

        report.sipgate_verdict = Verdict.model_validate_json(data["sipgate_verdict"])
        report.sipgate_changes = [Change.model_validate_json(c) for c in data["sipgate_changes"]]
    return report


class Reports:
    """Hooks of the controller alone: the recorder is fed and closed."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Record a verdict as it comes."""
        verdict = getattr(report, "sipgate_verdict", None)
        if verdict:
            self.session.outcomes[verdict.case] = verdict.verdict
            if self.session.recorder:
                self.session.recorder.add(verdict)
                for each in report.sipgate_changes:
                    self.session.recorder.changed(each)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember whether a person interrupted; pytest's exit code 2 has other reasons too."""
        self.session.interrupted = excinfo.type is KeyboardInterrupt

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the reports, if every planned case has its verdict."""
        recorder = self.session.recorder
        self._allure()
        if self.session.stale and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if recorder:
            from ..history.earlier import earlier
            from ..report.write import write
            from .prepare import now

            self.session.run = recorder.finish(self.session.order, now(), self.session.stale)
            if any(each.left_out for each in recorder.verdicts.values()) and (
                session.exitstatus == pytest.ExitCode.OK
            ):
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            if self.session.run:
                history = self.session.settings.history
                past = earlier(history, self.session.settings.target) if history else None
                write(self.session.run, recorder.folder, past=past)

    def _allure(self) -> None:
        """Write what stands beside Allure's results; workers write none of it."""
        folder = self.session.config.getoption("allure_report_dir", None)
        if folder and self.session.outcomes:
            from .allure.folder import write

            ours = self.session
            write(Path(folder).absolute(), ours.book, ours.settings, ours.judge.shown_url)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Name the known deviations that fail the session."""
        from ..report.message import stale

        for each in self.session.stale:
            terminalreporter.write_line(stale(each))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Only the controller records."""
    config = session.config
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reports(config.stash[KEY]), "sipgate-compat-reports")


def pytest_report_header(config: pytest.Config) -> str:
    """Say what is being judged."""
    chosen = _or_exit(lambda: config.stash[KEY].settings)
    where = f" {chosen.base_url}" if chosen.base_url else ""
    return f"sipgate-compat: target {chosen.target}{where}, profiles {', '.join(chosen.profiles)}"
