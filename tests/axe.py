"""Asks axe-core about the page that a tab shows, in either browser."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from checking import MODULES
from conftest import ROOT

RUN = (ROOT / "tests/axe_run.js").read_text(encoding="utf-8")


@functools.cache
def source() -> str:
    """axe-core itself, which the browser's automation puts into a page in spite of its policy."""
    return (MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")


def inject(run: Callable[[str], Any]) -> None:
    """Puts axe into the page; `run` evaluates an expression there."""
    run(f"(() => {{ {source()} }})()")


def faults(run: Callable[[str], Any], *, covered: bool = False) -> list[str]:
    """What axe finds in the page as it is now, and what it could not tell, a line each.

    `covered`: a menu lies over the page, so that axe cannot see the ground below; it does so in the
    other states. Single figures it takes for pictures; test_contrast.py holds their colours.
    """
    violations, unsure = run(f"({RUN})()")
    known = ["content is too short", *["is overlapped by another element"] * covered]
    left = [line for line in unsure if not any(why in line for why in known)]
    return [*violations, *(f"not told: {line}" for line in left)]
