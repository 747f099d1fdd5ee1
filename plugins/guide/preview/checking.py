"""Checks a whole project in a process of its own, while its pages are looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from guide.core.diagnostics import Diagnostic
from guide.core.location import Location

# -P: a folder "guide" of the project is not this program.
_COMMAND = (sys.executable, "-P", "-m", "guide", "check", "--format", "json")


class BackgroundCheck:
    """Runs `guide check` in the project `root`; `take` gets the problems, in another thread."""

    def __init__(self, root: Path, take: Callable[[list[Diagnostic]], object]) -> None:
        self._root, self._take = root, take
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begins a check; `take` gets nothing of one that was stopped before its end."""
        self.stop()
        self._process = subprocess.Popen(  # noqa: S603 - this program
            _COMMAND,
            cwd=self._root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
        Thread(target=self._wait, args=(self._process,), daemon=True).start()

    def stop(self) -> None:
        """Ends the check that runs, if one does."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()

    def _wait(self, process: subprocess.Popen[str]) -> None:
        said, _ = process.communicate()
        if process is self._process:
            with suppress(ValueError, KeyError):  # it failed; whoever runs it by hand sees why
                self._take([_problem(one) for one in json.loads(said)])


def _problem(one: dict[str, str]) -> Diagnostic:
    return Diagnostic(Location(one["file"], int(one["line"])), one["message"])
