"""What a build says while it runs, on a terminal only, and where its time went."""

from __future__ import annotations

import shutil
import time
from typing import Self, TextIO

_BAR = 20  # characters
_PAUSE = 0.1  # seconds between two changes of the line


class Progress:
    """A line on a terminal that tells what is being built and how much is left; and its times."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = stream.isatty()
        self._times: dict[str, float] = {}  # seconds by step, in their order
        self._step, self._since, self._drawn = "", time.perf_counter(), 0.0

    def show(self, step: str, done: int, total: int) -> None:
        """Says that a step has come so far: `done` of `total` things, or 0 of 0 if unknown."""
        now = time.perf_counter()
        is_new = step != self._step
        if is_new:
            self._note(now)
            self._step, self._since = step, now
        if self._is_shown and (is_new or done == total or now - self._drawn > _PAUSE):
            self._draw(f"guide: {step} …" + (_bar(done, total) if total else ""))
            self._drawn = now

    def say(self, message: str) -> None:
        """Says something that stays, in place of the line."""
        if self._is_shown:
            self._draw("")
            self._stream.write(f"guide: {message}\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Takes the line away."""
        self._note(time.perf_counter())
        self._step = ""
        if self._is_shown:
            self._draw("")

    def table(self) -> str:
        """How many seconds each step took, and all of them."""
        rows = [*self._times.items(), ("all", sum(self._times.values()))]
        return "\n".join(f"{seconds:8.2f} s  {step}" for step, seconds in rows)

    def _note(self, now: float) -> None:
        if self._step:
            self._times[self._step] = self._times.get(self._step, 0) + now - self._since

    def _draw(self, line: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r{line[:width]}\x1b[K")
        self._stream.flush()


def _bar(done: int, total: int) -> str:
    full = _BAR * done // total
    return f" [{'#' * full}{'.' * (_BAR - full)}] {done} of {total}"
