"""Scripts are run in an empty folder, among commands that only note how they were called."""

import os
import shutil
import subprocess

import pytest

from .files import GITHUB

# Notes its call, then does what the file that is named after its first words says.
NOTING = """\
#!/usr/bin/env bash
name=${{0##*/}}
printf '%s\\x1f' "$name" "$@" >>{log}
printf '\\x1e' >>{log}
for words in "$name-${{1:-}}-${{2:-}}" "$name-${{1:-}}"; do
  if [[ -f "{folder}/$words" ]]; then exec bash -e "{folder}/$words" "$@"; fi
done
"""


class Stage:
    """A folder with commands that only note how they were called."""

    def __init__(self, folder):
        self.folder = folder
        self.github = GITHUB
        self.log = folder / "calls"
        self.bin = folder / "bin"
        self.bin.mkdir()
        for each in ("summary", "output"):
            (folder / each).touch()

    def command(self, name):
        """Put a command on the path that only notes its calls."""
        path = self.bin / name
        path.write_text(NOTING.format(log=self.log, folder=self.bin))
        path.chmod(0o755)

    def does(self, words, script):
        """Say what a call that begins with these words does, in shell."""
        (self.bin / words.replace(" ", "-")).write_text(script)

    def run(self, script, *arguments, **environment):
        """Run one of our scripts; the exit code and what it said."""
        kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
        given = {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_REPOSITORY": "owner/name",
            "GITHUB_RUN_ID": "77",
            "DAY": "2026-11-25",
        }
        return subprocess.run(
            [GITHUB / "scripts" / script, *arguments],
            cwd=self.folder,
            env={**kept, **given, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    @property
    def calls(self):
        """All calls so far, each with its name."""
        noted = self.log.read_text() if self.log.exists() else ""
        return [call.split("\x1f")[:-1] for call in noted.split("\x1e")[:-1]]

    def called(self, *words):
        """The calls that begin with these words."""
        return [call for call in self.calls if call[: len(words)] == list(words)]


@pytest.fixture
def stage(tmp_path):
    missing = [each for each in ("bash", "jq", "tar") if not shutil.which(each)]
    if missing:
        pytest.skip(f"{', '.join(missing)}: not installed; GitHub's machines have it")
    made = Stage(tmp_path)
    for name in ("sipgate-compat", "gh", "curl"):
        made.command(name)
    return made
