"""The contracts with a few operations, which are read at once."""

import shutil

from sipgate_compat import paths


def few(root, kept):
    """Copy the contracts to a folder, with the operations of these names and tags alone.

    Args:
        root: the folder, which is not there yet.
        kept: names of operations and of tags.
    """
    shutil.copytree(paths.contracts(), root)
    for file in (root / "operations").glob("*/*.yaml"):
        if not {file.parent.name, file.stem} & kept:
            file.unlink()
    for lifecycle in (root / "lifecycles").iterdir():
        lifecycle.unlink()
    return str(root)
