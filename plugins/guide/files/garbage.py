"""Rests of Python's garbage collector while much is made that stays.

It looks again and again at all that is there. For a guide of 1,000 points that takes three times as
long as reading it from the cache.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects that come before it looks at the youngest, and how often that happens before it looks at
# older ones: an eighth of the time of a check goes with Python's own 700, 10 and 10.
_SELDOM = (20_000, 20, 100)


def seldom() -> None:
    """Lets the collector of this process look less often."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def left() -> Iterator[None]:
    """Nothing is collected meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
