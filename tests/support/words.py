"""Runs of words, to prove that the edition carries no sentence of its source over.

The source's text is not ours to publish, so tests/guide/source-runs.txt holds only hashes of its
runs of eight words. It was made from the published text by

    python tests/support/words.py GUIDE.txt > tests/guide/source-runs.txt
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
# Names and titles may stand as they are.
_STUDY = "Local Working Groups on Business, Security and Human Rights"
NAMES = (
    f"From Commitment to Impact: A Guide for {_STUDY}",
    f"From Commitment to Impact: Experiences of {_STUDY}",
    f"A Guide for {_STUDY}",
    "DCAF Security and Human Rights Implementation Mechanism (SHRIM)",
    "Voluntary Principles on Security and Human Rights (VPSHR)",
    "Organisation for Economic Cooperation and Development (OECD)",
    "Ghana Ministry of Lands and Natural Resources",
    "Ghana In-Country Working Group",
    "Myanmar Center for Responsible Business",
)


def words(text: str) -> list[str]:
    """The words of a text, lower case, apostrophes straight."""
    return re.findall(r"[a-z0-9'-]+", text.lower().replace("’", "'"))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Each run of eight words."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        yield tuple(found[start : start + RUN])


def without_names(text: str) -> str:
    """The text with names and titles taken out, so that a run does not reach across them."""
    for name in NAMES:
        pattern = r"\W+".join(re.escape(word) for word in words(name))
        text = re.sub(pattern, " | ", text, flags=re.IGNORECASE)
    return text


def digest(run: tuple[str, ...]) -> str:
    """A short hash of a run; 48 bits make a chance hit one in ten million for this guide."""
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:12]


if __name__ == "__main__":
    source = Path(sys.argv[1]).read_text(encoding="utf-8").replace("*", "")
    print("\n".join(sorted({digest(run) for run in runs(source)})))
