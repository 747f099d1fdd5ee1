"""Makes the files of all languages in two threads, since Typst releases Python's global lock.

Forked processes would not work: Typst's own threads do not survive a fork, so a child would wait
for them forever.
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

_WORKERS = 2  # threads at most
_PROGRESS_INTERVAL = 50  # files between two reports of progress


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> Mapping[str, tuple[Artifact, ...]]:
    """Writes each file of the editions to folder/<language>/ and returns them by language.

    The files of a language are in the order of the registry. There are no PDFs in a language whose
    script has no font for print. `progress` is called with a line of text now and then. Raises
    TypesettingError for a document that Typst rejects, OSError if a file cannot be written.
    """
    chosen = {*editions}
    jobs = [
        (context, spec)
        for context in contexts
        for spec in formats_of(context.guide)
        if spec.edition in chosen and (spec.edition != PRINT or printable(context.guide.language))
    ]
    for code in {context.guide.language for context, _ in jobs}:
        (folder / code).mkdir(parents=True, exist_ok=True)
    by_language: dict[str, list[Artifact]] = {}
    workers = ThreadPoolExecutor(min(_WORKERS, os.cpu_count() or 1))
    try:
        artifacts = workers.map(lambda job: _make(job[0], job[1], folder), jobs)
        for number, ((context, _), artifact) in enumerate(
            zip(jobs, artifacts, strict=True), start=1
        ):
            by_language.setdefault(context.guide.language, []).append(artifact)
            if number % _PROGRESS_INTERVAL == 0:
                progress(f"files: {number} of {len(jobs)}")
    finally:  # after Ctrl-C, even before all jobs are handed out, no file is begun any more
        workers.shutdown(cancel_futures=True)
    cache.drop_old()
    return {code: tuple(artifacts) for code, artifacts in by_language.items()}


def _make(context: Context, spec: FormatSpec, folder: Path) -> Artifact:
    content = spec.write(context)
    (folder / context.guide.language / spec.name).write_bytes(content)
    pages = len(PdfReader(io.BytesIO(content)).pages) if spec.name.endswith(".pdf") else 0
    return Artifact(
        spec.name, spec.edition, spec.kind, spec.subject, spec.form, len(content), pages
    )
