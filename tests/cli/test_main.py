"""The outermost function: whatever goes wrong outside of us is one line and a code."""

import pytest

from sipgate_compat import cli


@pytest.mark.parametrize(
    "error, code, said",
    [
        (OSError(28, "No space left on device"), 2, "No space left on device"),
        (PermissionError(13, "Permission denied", "out/x"), 2, "out/x: Permission denied"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (BrokenPipeError(), 0, ""),
    ],
    ids=["disk full", "not permitted", "interrupted", "nobody reads on"],
)
def test_an_error_of_the_world_is_one_line(monkeypatch, capsys, error, code, said):
    def fails(*_, **__):
        raise error

    monkeypatch.setattr(cli.cli, "main", fails)
    monkeypatch.setattr(cli.sys.stderr, "close", lambda: None)
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert (ended.value.code, capsys.readouterr().err) == (
        code,
        f"sipgate-compat: {said}\n" if said else "",
    )
