"""Makes the files of all languages: takes what is in the cache, and hands the rest to workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from guide.core.artifacts import Artifact
from guide.files import cache, fingerprint
from guide.formats import papers, typesetting
from guide.formats.context import Context
from guide.formats.registry import PRINT, FormatSpec, formats_of
from guide.theme.font_coverage import printable

# The files of one document, the first as it is written, then the same on other papers.
_Job = tuple[Context, tuple[FormatSpec, ...]]


class Made(NamedTuple):
    """A finished file: its bytes, and its number of pages if it is a PDF."""

    content: bytes
    pages: int = 0


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    make_all: Callable[[Sequence[tuple[str, str]]], Iterator[tuple[Made, ...]]] | None = None,
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
    total = sum(len(specs) for _, specs in jobs)
    for code in {context.guide.language for context, _ in jobs}:
        (folder / code).mkdir(parents=True, exist_ok=True)
    made: dict[tuple[str, str], Artifact] = {}

    def place(job: _Job, files: Sequence[Made]) -> None:
        code = job[0].guide.language
        for spec, file in zip(job[1], files, strict=True):
            (folder / code / spec.name).write_bytes(file.content)
            made[code, spec.name] = _artifact(spec, file)
        progress(len(made), total)

    missing = [job for job in jobs if not _place_kept(job, place)]
    here = (make_one(context, first.name) for context, (first, *_) in missing)
    names = [(context.guide.language, first.name) for context, (first, *_) in missing]
    for job, files in zip(missing, make_all(names) if make_all else here, strict=True):
        place(job, files)
    by_language = groupby(jobs, key=lambda job: job[0].guide.language)
    return {
        code: tuple(made[code, spec.name] for _, specs in of_language for spec in specs)
        for code, of_language in by_language
    }


def _place_kept(job: _Job, place: Callable[[_Job, Sequence[Made]], None]) -> bool:
    """Places the files of a job that are in the cache; tells whether they are."""
    context, (first, *_) = job
    if kept := _kept(context, first.name):
        place(job, kept)
    return bool(kept)


def make_one(context: Context, name: str) -> tuple[Made, ...]:
    """The file of a language with a name in the registry, then the same document on other papers.

    They are kept in the cache.
    """
    first, *others = next(
        specs for specs in _documents(formats_of(context.guide)) if specs[0].name == name
    )

    def written() -> tuple[Made, ...]:
        content = first.write(context)
        pages = typesetting.pages(content) if name.endswith(".pdf") else 0
        copies = (Made(_on(spec.paper, content), pages) for spec in others)
        return Made(content, pages), *copies

    return cache.cached_object(_key(context, name), written) if context.digest else written()


def _on(paper: str, pdf: bytes) -> bytes:
    """A document on another paper. Not kept by `papers.on`, which gets private ones too."""
    parts = (b"paper", fingerprint.program(), paper.encode(), pdf)
    return cache.cached(parts, ".pdf", lambda: papers.on(pdf, paper))


def _documents(specs: Iterable[FormatSpec]) -> Iterator[tuple[FormatSpec, ...]]:
    """The files by document: the first as it is written, then the same on other papers."""
    return (tuple(same) for _, same in groupby(specs, key=attrgetter("write")))


def _jobs(contexts: Iterable[Context], editions: set[str]) -> Iterator[_Job]:
    for context in contexts:
        for specs in _documents(formats_of(context.guide)):
            edition = specs[0].edition
            if edition in editions and (edition != PRINT or printable(context.guide.language)):
                yield context, specs


def _kept(context: Context, name: str) -> tuple[Made, ...] | None:
    made: tuple[Made, ...] | None = (
        cache.find_object(_key(context, name)) if context.digest else None
    )
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
