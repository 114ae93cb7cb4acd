"""A lean writer of Allure's results: as allure-pytest's, in a fraction of its time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_pytest.listener import AllureListener, ItemCache

from .spare import Spares


class LeanListener(AllureListener):  # type: ignore[misc]
    """allure-pytest's listener without what it keeps of fixtures.

    It notes every test of a fixture in one list, and looks through all of it for each test.
    """

    def __init__(self, config: pytest.Config) -> None:
        super().__init__(config)
        self._cache = Names()

    pytest_fixture_setup = None
    pytest_fixture_post_finalizer = None

    def _update_fixtures_children(self, item: Any) -> None:
        """Nothing is kept of fixtures."""


class Names(ItemCache):  # type: ignore[misc]
    """Names of results, made without a call of the system for which the writer's thread waits."""

    def __init__(self) -> None:
        super().__init__()
        self.chance = Random()

    def push(self, _id: object) -> str:
        """The name of a running test's result."""
        if id(_id) not in self._items:
            self._items[id(_id)] = str(UUID(int=self.chance.getrandbits(128), version=4))
        return str(self._items[id(_id)])


class LeanLogger(AllureFileLogger):
    """Writes results as allure-pytest does, in a fraction of its time.

    Containers only say how long fixtures took; two of them a case would be half of all files. A
    thread writes, for the file system takes longer than everything else about a result.

    Args:
        folder: where results go.
        anew: whether those of an earlier run give way.
    """

    def __init__(self, folder: Path, *, anew: bool) -> None:
        super().__init__(folder)
        self.files = Spares(folder, anew=anew)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="allure")
        self.writing: list[Future[None]] = []

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        """One file for each result; a reader is never shown half of one."""
        self._begin(self._result, result)

    def _result(self, result: Any) -> None:
        name = result.file_pattern.format(prefix=result.uuid)
        said = json.dumps(result, ensure_ascii=False, default=_filled)
        self.files.write(name, said.encode(errors="replace"), whole=True)

    @allure_commons.hookimpl
    def report_attached_data(self, body: str | bytes, file_name: str) -> None:
        """It is there before the result that names it, so it may grow in its place."""
        data = body.encode() if isinstance(body, str) else body
        self._begin(self._attached, file_name, data)

    def _attached(self, name: str, data: bytes) -> None:
        self.files.write(name, data, whole=False)

    def _begin(self, what: Callable[..., None], *of: Any) -> None:
        self.writing.append(self.thread.submit(what, *of))

    def close(self) -> None:
        """Wait until all is written; raises what went wrong."""
        self.thread.shutdown()
        self.files.close()
        for each in self.writing:
            each.result()

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        """Nothing is kept of fixtures."""


def _filled(value: object) -> dict[str, Any]:
    """The fields of a part of a result that say something."""
    return {name: each for name, each in vars(value).items() if each or each is False}


def registered(kind: type[Any]) -> Any:
    """The plugin of a kind that allure-pytest has registered."""
    plugins = allure_commons.plugin_manager.get_plugins()
    return next(each for each in plugins if isinstance(each, kind))


@contextmanager
def lean(config: pytest.Config, folder: Path, *, anew: bool) -> Iterator[None]:
    """Let lean stand-ins listen and write, and give allure-pytest's own their places back.

    Args:
        config: pytest's.
        folder: where results go.
        anew: whether those of an earlier run give way.
    """
    listeners, loggers = config.pluginmanager, allure_commons.plugin_manager
    logger, listener = registered(AllureFileLogger), registered(AllureListener)
    with (
        closing(LeanLogger(folder, anew=anew)) as writer,
        _instead(loggers, logger, writer),
        _instead(loggers, listener, made := LeanListener(config)),
        _instead(listeners, listener, made),
    ):
        yield


@contextmanager
def _instead(manager: Any, usual: object, stand_in: object) -> Iterator[None]:
    manager.unregister(usual)
    manager.register(stand_in)
    yield
    manager.unregister(stand_in)
    manager.register(usual)
