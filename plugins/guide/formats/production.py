"""Makes the files of all languages, in two threads: Typst works outside Python's lock.

Not in forked processes: Typst's own threads do not outlive a fork, and a child would wait for them
for ever.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pypdf import PdfReader

from guide.core.artifacts import Artifact
from guide.files import cache
from guide.formats.context import Context
from guide.formats.registry import PRINT, FormatSpec, formats_of
from guide.theme.font_coverage import printable

_HANDS = 2
_EVERY = 50  # files after which the progress is told


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> Mapping[str, tuple[Artifact, ...]]:
    """Writes each file to folder/<language>/; what was made, by language, in the table's order.

    A language in whose script no font for print is at hand has no PDF. Raises pdf.Refused for a
    document that would break its standards, OSError where a file cannot be written.
    """
    chosen = {*editions}
    jobs = [
        (context, one)
        for context in contexts
        for one in formats_of(context.guide)
        if one.edition in chosen and (one.edition != PRINT or printable(context.guide.language))
    ]
    for code in {context.guide.language for context, _ in jobs}:
        (folder / code).mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Artifact]] = {}
    with ThreadPoolExecutor(min(_HANDS, os.cpu_count() or 1)) as hands:
        done = hands.map(lambda job: _make(job[0], job[1], folder), jobs)
        for number, ((context, _), made) in enumerate(zip(jobs, done, strict=True), start=1):
            found.setdefault(context.guide.language, []).append(made)
            if number % _EVERY == 0:
                progress(f"files: {number} of {len(jobs)}")
    cache.drop_old()
    return {code: tuple(made) for code, made in found.items()}


def _make(context: Context, one: FormatSpec, folder: Path) -> Artifact:
    content = one.write(context)
    (folder / context.guide.language / one.name).write_bytes(content)
    pages = len(PdfReader(io.BytesIO(content)).pages) if one.name.endswith(".pdf") else 0
    return Artifact(one.name, one.edition, one.kind, one.subject, one.form, len(content), pages)
