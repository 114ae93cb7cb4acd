"""Files of an earlier run are written over: to delete as many and make them anew takes seconds.

ext4 does not hand out an inode again for a minute, and looks at each one that it passes over.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from stat import S_ISREG


class Spares:
    """Fills a folder with the files of what was there before.

    That is set aside first, so a run that is killed leaves no results but its own. Where nothing
    is written it comes back.

    Args:
        folder: where files will be; it need not be there.
        anew: False where others write into it too, so that what is there stays.
    """

    def __init__(self, folder: Path, *, anew: bool) -> None:
        self.folder, self.aside = folder, folder.with_name(f".{folder.name}.old")
        self.spare: list[tuple[str, int]] = []
        self.anew = anew and not folder.is_symlink()
        if self.anew and folder.is_dir():
            shutil.rmtree(self.aside, ignore_errors=True)
            folder.rename(self.aside)
            self.spare = list(_own_files(self.aside))
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, data: bytes, *, whole: bool) -> None:
        """Make a file.

        Args:
            name: that of the file.
            data: what is in it.
            whole: whether a reader may be shown nothing or all of it, never half.
        """
        target = f"{self.folder}/{name}"
        if self.spare:
            half, length = self.spare.pop()
            _over(half, length, data)
        else:
            half = f"{target}.tmp" if whole else target
            with open(half, "wb", buffering=0) as stream:  # noqa: PTH123 - a Path takes as long
                stream.write(data)
        if half != target:
            os.replace(half, target)  # noqa: PTH105

    def close(self) -> None:
        """What is left of the earlier files goes, or is back in its place if nothing came."""
        if not self.anew or not self.aside.is_dir():
            return
        try:
            self.folder.rmdir()
        except OSError:
            shutil.rmtree(self.aside, ignore_errors=True)
        else:
            self.aside.rename(self.folder)


def _own_files(folder: Path) -> list[tuple[str, int]]:
    """Path and length of each file that has no other name."""
    found = []
    with os.scandir(folder) as entries:
        for each in entries:
            seen = each.stat(follow_symlinks=False)
            if S_ISREG(seen.st_mode) and seen.st_nlink == 1:
                found.append((each.path, seen.st_size))
    return found


def _over(path: str, length: int, data: bytes) -> None:
    with open(path, "r+b", buffering=0) as stream:  # noqa: PTH123
        stream.write(data)
        if len(data) < length:
            stream.truncate()
