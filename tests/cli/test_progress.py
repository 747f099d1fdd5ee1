"""What a build says while it runs: a line on a terminal, nothing elsewhere, its times if asked."""

from __future__ import annotations

import io
import re

from guide.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(stream: io.StringIO) -> Progress:
    with Progress(stream) as shown:
        shown.show("checking", 0, 0)
        shown.show("files", 1, 4)
        shown.show("files", 4, 4)
    return shown


def test_a_terminal_sees_what_is_being_built_and_how_much_is_left() -> None:
    terminal = Terminal()
    run(terminal).say("done")
    lines = re.split(r"\r|\x1b\[K", terminal.getvalue())
    assert [line for line in lines if line] == [
        "guide: checking …",
        "guide: files … [#####...............] 1 of 4",
        "guide: files … [####################] 4 of 4",
        "guide: done\n",
    ]


def test_a_file_gets_nothing() -> None:
    file = io.StringIO()
    run(file).say("done")
    assert file.getvalue() == ""


def test_times_are_told_by_step() -> None:
    rows = [line.split() for line in run(io.StringIO()).table().splitlines()]
    assert [(unit, step) for _, unit, step in rows] == [
        ("s", "checking"),
        ("s", "files"),
        ("s", "all"),
    ]
    assert all(float(seconds) >= 0 for seconds, _, _ in rows)
