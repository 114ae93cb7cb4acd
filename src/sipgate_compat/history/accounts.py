"""What a history knows of an account: whether it was Classic once, and since when it is not."""

from __future__ import annotations

from pathlib import Path

from ..run.accounts import OLD, Past
from .store import opened


def past(path: Path, account: str) -> Past | None:
    """The day on which an account was last Classic, and the first on which it was Neo since.

    Args:
        path: the file of the history.
        account: the account's pseudonym.

    Raises:
        CompatError: the history cannot be read; names the file.
    """
    if not path.is_file():
        return None  # the first night has no history yet
    with opened(path) as db:
        rows = db.execute(
            """SELECT run.finished, account.answers_as FROM account
            JOIN run ON run.id = account.run WHERE account = ? ORDER BY run.at, run.id""",
            (account,),
        ).fetchall()
    classic = [finished[:10] for finished, profiles in rows if OLD in profiles.split()]
    if not classic:
        return None
    moved = [day[:10] for day, profiles in rows if OLD not in profiles.split()]
    return Past(classic[-1], next((day for day in moved if day >= classic[-1]), None))
