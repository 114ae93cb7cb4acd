"""The command, in this process."""

import pytest

from sipgate_compat.cli import main
from sipgate_compat.edition import fetch


@pytest.fixture
def command(capsys):
    """Run the command; gives its exit code, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["edition", *map(str, arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """The pauses that were made before a server was asked again; none takes any time."""
    made = []
    monkeypatch.setattr(fetch, "wait", made.append)
    return made
