"""The table of figures, and the bars that they are held against. Machines differ: nothing fails."""

from __future__ import annotations

from dataclasses import dataclass

_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that a figure may be: times what `of` names, or so many seconds or MiB."""

    most: float
    of: str = ""

    def __str__(self) -> str:
        return f"≤ {self.most:g} {self.of}".strip()

    def judged(self, value: float) -> str:
        """`met` or `missed`."""
        return "met" if value <= self.most else "missed"


# Seconds as times of `t`: what plain Material, pruned, takes for the same pages in the same run.
BARS = {
    "pages": Bar(1.2, "t"),
    "pages, ten times": Bar(0.6, "t"),
    "growth": Bar(11, "×"),
    "cold": Bar(9, "t"),
    "unchanged": Bar(0.4, "t"),
    "one French text": Bar(2, "t"),
    "one English text": Bar(5, "t"),
    "memory": Bar(1024, "MiB"),
    "serve": Bar(0.7, "s"),
    "serve, ten times": Bar(1.5, "s"),
    "start": Bar(0.2, "s"),
    "check": Bar(0.6, "s"),
}


def heading(title: str) -> None:
    """Begins a table."""
    print(f"\n| {title:{_WIDTH}} | figure | ratio | bar |  |\n|---|---|---|---|---|", flush=True)


def row(what: str, figure: str, ratio: str = "", bar: str = "", value: float | None = None) -> None:
    """Prints a figure; `bar` names the bar, `value` is what it judges."""
    held = BARS[bar] if bar else None
    judged = held.judged(value) if held and value is not None else ""
    print(f"| {what:{_WIDTH}} | {figure} | {ratio} | {held or ''} | {judged} |", flush=True)


def seconds(what: str, value: float, t: float = 0, bar: str = "") -> None:
    """Prints seconds, beside `t` if it is given. A bar in seconds judges them, one in `t` those."""
    times = value / t if t else None
    judged = value if bar and BARS[bar].of == "s" else times
    row(what, f"{value:.2f} s", f"{times:.2f} t" if times else "", bar, judged)


def memory(what: str, value: float, bar: str = "") -> None:
    """Prints MiB."""
    if value:
        row(what, f"{value:.0f} MiB", "", bar, value)


def growth(what: str, small: float, large: float, bar: str = "") -> None:
    """Prints how often the large value holds the small one."""
    row(what, f"{large / small:.1f} ×", "", bar, large / small)
