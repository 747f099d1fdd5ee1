"""Our pages beside those that other generators make of the same words, and how each grows."""

from __future__ import annotations

from measures import report
from measures.bench import LARGE, ONCE, OURS, TIMES, Bench, Size

MANY = Size(1, many=True)
_GROWN = (  # from, to, bar
    (ONCE, LARGE, "growth"),
    (ONCE, MANY, ""),
    (MANY, Size(TIMES, many=True), "growth"),
)


def measure(bench: Bench) -> None:
    """Prints a table for each size, and one of growth."""
    sizes = (ONCE,) if bench.quick else dict.fromkeys(size for one in _GROWN for size in one[:2])
    for size in sizes:
        taken = bench.pages(size)
        report.heading(f"{size}: {bench.counted[size]} pages (t: plain Material, these pages)")
        for name, one in taken.items():
            is_ours = name == OURS
            bar = {1: "pages", TIMES: "pages, ten times"}[size.times] if is_ours else ""
            report.seconds(name, one.seconds, bench.t(size), bar)
            report.memory(f"{name}: memory", one.memory, "memory" if is_ours else "")
    if not bench.quick:
        report.heading("growth of the time for pages")
        for small, large, bar in _GROWN:
            for name, one in bench.pages(small).items():
                bar_of = bar if name == OURS else ""
                now = bench.pages(large)[name].seconds
                report.growth(f"{name}: {small} to {large}", one.seconds, now, bar_of)
