"""The command, in this process."""

import pytest

from sipgate_compat.cli import main


@pytest.fixture
def command(capsys):
    """Run the command; gives its exit code, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run
