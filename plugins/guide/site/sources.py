"""Finds the files of docs/ for each language: pages, and what is copied beside them.

A translated page is next to the original, with the language code in its name: `notes.fr.md` next to
`notes.md`. Without it, the page in the source language is shown. These are the rules of MkDocs and
mkdocs-static-i18n, which make the same pages from the same files.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# The files that MkDocs makes pages from (mkdocs.utils.markdown_extensions).
SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
_INDEXES = ("index", "README")


@dataclass(frozen=True, slots=True)
class Source:
    """A file in docs/: where it is, its path below docs/ without a language code, its language."""

    file: Path
    uri: str
    language: str

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown; other files are copied unchanged."""
        return self.file.suffix in SUFFIXES

    @property
    def path(self) -> str:
        """The path of the page below its language's root; '' for the home page."""
        return path_of(self.uri)


def path_of(uri: str) -> str:
    """The path of the page made from a file; `notes/index.md` gives `notes`."""
    path = PurePosixPath(uri).with_suffix("")
    if path.name in _INDEXES:
        path = path.parent
    return "" if path == PurePosixPath() else path.as_posix()


def is_index(uri: str) -> bool:
    """Whether a file is the index page of its folder."""
    return PurePosixPath(uri).stem in _INDEXES


def files_for(
    docs: Path, code: str, languages: Sequence[str], without: Container[str] = ()
) -> dict[str, Source]:
    """The files in docs/ for the language `code`, by their paths without a language code.

    `languages` are the codes of all languages, the source first. Hidden files are left out, and
    those whose paths are in `without`.
    """
    by_uri: dict[str, Source] = {}
    for source in every_file(docs, languages):
        is_original = source.language == languages[0]
        if source.uri in without:
            continue
        if source.language == code or (is_original and source.uri not in by_uri):
            by_uri[source.uri] = source
    return by_uri


def every_file(docs: Path, languages: Sequence[str]) -> Iterator[Source]:
    """All files in docs/, in the order of their names, without hidden ones."""
    for file in sorted(path for path in docs.rglob("*") if path.is_file()):
        name = PurePosixPath(file.relative_to(docs).as_posix())
        if not any(part.startswith(".") for part in name.parts):
            yield _source(file, name, languages)


def _source(file: Path, name: PurePosixPath, languages: Sequence[str]) -> Source:
    code = PurePosixPath(name.stem).suffix.removeprefix(".")
    if code in languages:
        uri = name.with_name(PurePosixPath(name.stem).stem + name.suffix)
        return Source(file, uri.as_posix(), code)
    return Source(file, name.as_posix(), languages[0])
