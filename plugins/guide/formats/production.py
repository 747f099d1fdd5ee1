"""Makes the files of all languages: takes what is in the cache, and hands the rest to workers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from guide.core.artifacts import Artifact
from guide.files import cache, fingerprint
from guide.formats import pages, papers
from guide.formats.context import Context
from guide.formats.registry import PRINT, FormatSpec, formats_of
from guide.theme.font_coverage import printable

# The files of one document; those for print on each paper.
_Job = tuple[Context, tuple[FormatSpec, ...]]


class Made(NamedTuple):
    """A finished file: its bytes, and its number of pages if it is a PDF."""

    content: bytes
    pages: int = 0


Document = tuple[Made, ...]  # one file, or one on each paper
Batch = tuple[str, tuple[str, ...]]  # the code of a language, and the names of some of its files


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    make_all: Callable[[Sequence[Batch]], Iterator[Sequence[Document]]] | None = None,
    progress: Callable[[int, int], None] = lambda _, __: None,
) -> Mapping[str, tuple[Artifact, ...]]:
    """Writes each file of the editions to folder/<language>/ and returns them by language.

    The files of a language are in the order of the registry. There are no PDFs in a language whose
    script has no font for print. `make_all` makes the files that are not in the cache, in batches,
    each as `make_batch` does; without it, they are made here. `progress` is called with how many
    files there are already, and how many there will be. Raises TypesettingError for a document that
    Typst rejects, OSError if a file cannot be written.
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

    alike = _alike(job for job in jobs if not _place_kept(job, place))
    here = (make_batch(some[0][0], _names(some)) for some in alike)
    batches = [(some[0][0].guide.language, _names(some)) for some in alike]
    for some, documents in zip(alike, make_all(batches) if make_all else here, strict=True):
        for job, files in zip(some, documents, strict=True):
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


def _alike(jobs: Iterable[_Job]) -> list[list[_Job]]:
    """The jobs in groups of one language and one form of one kind: first those for print.

    Within a process Typst remembers how it laid out what is alike, such as the points that two
    worksheets share. What takes long comes first, so that no process has nothing to do at the end.
    """
    groups: dict[tuple[object, ...], list[_Job]] = {}
    for context, specs in jobs:
        one = specs[0]
        alike = (one.edition != PRINT, context.guide.language, one.kind, one.form)
        groups.setdefault(alike, []).append((context, specs))
    return [groups[alike] for alike in sorted(groups, key=itemgetter(0))]


def _names(jobs: Iterable[_Job]) -> tuple[str, ...]:
    return tuple(first.name for _, (first, *_) in jobs)


def make_batch(context: Context, names: Iterable[str]) -> list[Document]:
    """The documents of a language with these names in the registry; they are kept in the cache."""
    return [_document(context, name) for name in names]


def _document(context: Context, name: str) -> Document:
    """The file with a name, and the same document on other papers."""
    specs = next(specs for specs in _documents(formats_of(context.guide)) if specs[0].name == name)

    def written() -> Document:
        content = specs[0].write(context)
        if specs[0].edition != PRINT:
            return (Made(content),)
        count = pages.count(content)
        return tuple(Made(one, count) for one in _on([spec.paper for spec in specs], content))

    return cache.cached_object(_key(context, name), written) if context.digest else written()


def _on(names: Sequence[str], pdf: bytes) -> list[bytes]:
    """A document on papers. Not kept by `papers.on`, which gets private ones too."""
    parts = (b"papers", fingerprint.program(), *(name.encode() for name in names), pdf)
    return cache.cached_object(parts, lambda: papers.on(pdf, names))


def _documents(specs: Iterable[FormatSpec]) -> Iterator[tuple[FormatSpec, ...]]:
    """The files by document."""
    return (tuple(same) for _, same in groupby(specs, key=attrgetter("write")))


def _jobs(contexts: Iterable[Context], editions: set[str]) -> Iterator[_Job]:
    for context in contexts:
        for specs in _documents(formats_of(context.guide)):
            edition = specs[0].edition
            if edition in editions and (edition != PRINT or printable(context.guide.language)):
                yield context, specs


def _kept(context: Context, name: str) -> Document | None:
    made: Document | None = cache.find_object(_key(context, name)) if context.digest else None
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
