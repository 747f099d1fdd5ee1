"""Makes the files of all languages: takes what is in the cache, and hands the rest to workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from guide.core.artifacts import Artifact
from guide.files import cache
from guide.formats import typesetting
from guide.formats.context import Context
from guide.formats.registry import PRINT, FormatSpec, formats_of
from guide.theme.font_coverage import printable


class Made(NamedTuple):
    """A finished file: its bytes, and its number of pages if it is a PDF."""

    content: bytes
    pages: int = 0


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    make_all: Callable[[Sequence[tuple[str, str]]], Iterator[Made]] | None = None,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Mapping[str, tuple[Artifact, ...]]:
    """Writes each file of the editions to folder/<language>/ and returns them by language.

    The files of a language are in the order of the registry. There are no PDFs in a language whose
    script has no font for print. `make_all` makes the files that are not in the cache, each told by
    the code of its language and its name, as `make_one` does; without it, they are made here.
    `progress` is called with how many files there are already, and how many there will be. Raises
    TypesettingError for a document that Typst rejects, OSError if a file cannot be written.
    """
    jobs = list(_jobs(contexts, {*editions}))
    for code in {context.guide.language for context, _ in jobs}:
        (folder / code).mkdir(parents=True, exist_ok=True)
    made: dict[tuple[str, str], Artifact] = {}

    def place(context: Context, spec: FormatSpec, file: Made) -> None:
        (folder / context.guide.language / spec.name).write_bytes(file.content)
        made[context.guide.language, spec.name] = _artifact(spec, file)
        progress(len(made), len(jobs))

    missing = [job for job in jobs if not _place_kept(job, place)]
    here = (make_one(context, spec.name) for context, spec in missing)
    names = [(context.guide.language, spec.name) for context, spec in missing]
    for (context, spec), file in zip(missing, make_all(names) if make_all else here, strict=True):
        place(context, spec, file)
    by_language = groupby(jobs, key=lambda job: job[0].guide.language)
    return {
        code: tuple(made[code, spec.name] for _, spec in of_language)
        for code, of_language in by_language
    }


def _place_kept(
    job: tuple[Context, FormatSpec], place: Callable[[Context, FormatSpec, Made], None]
) -> bool:
    """Places a file that is in the cache; tells whether it is."""
    context, spec = job
    if kept := _kept(context, spec.name):
        place(context, spec, kept)
    return bool(kept)


def make_one(context: Context, name: str) -> Made:
    """The file of a language with a name in the registry; keeps it in the cache."""
    spec = next(one for one in formats_of(context.guide) if one.name == name)

    def written() -> Made:
        content = spec.write(context)
        pages = typesetting.pages(content) if name.endswith(".pdf") else 0
        return Made(content, pages)

    return cache.cached_object(_key(context, name), written) if context.digest else written()


def _jobs(contexts: Iterable[Context], editions: set[str]) -> Iterator[tuple[Context, FormatSpec]]:
    for context in contexts:
        for spec in formats_of(context.guide):
            if spec.edition in editions and (
                spec.edition != PRINT or printable(context.guide.language)
            ):
                yield context, spec


def _kept(context: Context, name: str) -> Made | None:
    made: Made | None = cache.find_object(_key(context, name)) if context.digest else None
    return made


def _key(context: Context, name: str) -> list[bytes]:
    """Everything that a file depends on."""
    clock = os.environ.get("SOURCE_DATE_EPOCH", "")
    words = (context.guide.language, name, context.address, *context.languages, clock)
    return [b"file", context.digest, *(word.encode() for word in words)]


def _artifact(spec: FormatSpec, made: Made) -> Artifact:
    return Artifact(
        spec.name, spec.edition, spec.kind, spec.subject, spec.form, len(made.content), made.pages
    )
