"""Asks axe-core about the page that a tab shows, in either browser."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from typing import Any

from support.paths import MODULES, script

RUN = script("axe_run.js")


@functools.cache
def source() -> str:
    """axe-core itself, which the browser's automation puts into a page in spite of its policy."""
    return (MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")


def inject(run: Callable[[str], Any]) -> None:
    """Puts axe into the page; `run` evaluates an expression there."""
    run(f"(() => {{ {source()} }})()")


def faults(
    run: Callable[[str], Any],
    rules: Sequence[str] = (),
    *,
    without: Sequence[str] = (),
    within: str = "",
    whole: bool = True,
) -> list[str]:
    """What axe finds in the page as it is now, and what it could not tell, a line each.

    It applies `rules`, or all of them but those `without`, to what is `within` a selector or to the
    whole page. Where the page is not shown `whole`, because a menu lies over
    it or a table scrolls, axe cannot see the ground of some words; it does so in the states where
    it is. Single figures it takes for pictures: test_design.py holds their colours.
    """
    asked = {"rules": rules, "without": without, "within": within}
    violations, unsure = run(f"({RUN})({json.dumps(asked)})")
    known = ["content is too short", *["background color could not be determined"] * (not whole)]
    left = [line for line in unsure if not any(why in line for why in known)]
    return [*violations, *(f"not told: {line}" for line in left)]
