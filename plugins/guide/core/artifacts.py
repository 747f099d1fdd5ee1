"""The downloadable files as pages list them; formats/ makes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guide.core.model import Audience, Stage
from guide.core.tools import Tool

FileSubject = Stage | Audience | Tool

_DATA = ("json", "csv")  # forms for programs rather than people
PHONE = ("html", "epub", "a4")  # forms that a phone opens without another app, lightest first


class ArtifactKind(StrEnum):
    """What a file holds."""

    GUIDE = "guide"
    HANDOUT = "handout"
    WORKSHEET = "worksheet"
    WORKBOOK = "workbook"
    TOOL = "tool"
    STICK = "stick"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that was built; `name` is its file name, `size` its length in bytes.

    `subject` is the id of a stage, an audience or a tool, '' for the whole guide. `form` is a word
    that has an interface string `file-…`, such as `a4`. `pages` is 0 for a form without pages.
    """

    name: str
    edition: str
    kind: ArtifactKind
    subject: str
    form: str
    size: int
    pages: int


def about(files: Iterable[Artifact], kind: str, subject: str = "") -> tuple[Artifact, ...]:
    """The files of a kind about one subject, in the order given."""
    return tuple(file for file in files if file.kind == kind and file.subject == subject)


def holding_all(files: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The files about the whole guide, in the order given, except that data comes last."""
    whole = [file for file in files if not file.subject]
    return tuple(sorted(whole, key=lambda file: file.form in _DATA))


@dataclass(frozen=True, slots=True)
class Grid:
    """Files of one kind: one row per subject, one column per form, None where there is no file."""

    forms: tuple[str, ...]
    rows: tuple[tuple[FileSubject, tuple[Artifact | None, ...]], ...]


def grid(files: Iterable[Artifact], kind: ArtifactKind, subjects: Sequence[FileSubject]) -> Grid:
    """The files of a kind by subject and form; a form without any file has no column."""
    by_cell = {(file.subject, file.form): file for file in files if file.kind == kind}
    ids = {subject.id for subject in subjects}
    forms = tuple(dict.fromkeys(form for ident, form in by_cell if ident in ids))
    rows = (
        (subject, tuple(by_cell.get((subject.id, form)) for form in forms)) for subject in subjects
    )
    return Grid(forms, tuple(rows))


def online(file: Artifact, language: str) -> str:
    """The path of a file in the online edition, relative to the root of the pages.

    The stick holds every language, so its archive is in no language's folder.
    """
    folder = "downloads" if file.kind is ArtifactKind.STICK else f"downloads/{language}"
    return f"{folder}/{file.name}"


def on_stick(file: Artifact, language: str) -> str:
    """The path of a file on the stick, relative to the pages; '' if the stick lacks it."""
    folder = stick_folder(file)
    return f"../{folder}/{language}/{file.name}" if folder else ""


def stick_folder(file: Artifact) -> str:
    """The stick's folder for a file: `phone` for what a phone can open by itself, else `print`.

    '' for data, which the stick leaves out.
    """
    if file.form in _DATA:
        return ""
    return "phone" if file.kind is ArtifactKind.GUIDE and file.form in PHONE else "print"
