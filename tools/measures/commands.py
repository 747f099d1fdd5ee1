"""How soon the commands that people wait for are back."""

from __future__ import annotations

from dataclasses import replace

from measures import report
from measures.bench import LARGE, ONCE, Bench
from measures.processes import GUIDE, Work, kept_in, median, run


def measure(bench: Bench) -> None:
    """Prints a table. Each command runs once before it is timed, except where nothing is kept."""
    root = bench.project(ONCE)
    kept = kept_in(bench.folder / "commands")
    start = Work((*GUIDE, "--help"), root, kept)
    check = Work((*GUIDE, "check"), root, kept)
    report.heading("commands")
    run(start)
    report.seconds("guide --help", median(start, bench.runs).seconds, bar="start")
    cold = replace(bench.cold(root), command=check.command)
    report.seconds("guide check, nothing kept", median(cold, bench.runs).seconds)
    run(check)
    report.seconds("guide check", median(check, bench.runs).seconds, bar="check")
    if not bench.quick:
        large = replace(check, folder=bench.project(LARGE))
        run(large)
        report.seconds("guide check, ten times as large", median(large, bench.runs).seconds)
