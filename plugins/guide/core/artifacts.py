"""The files that a reader can take along, as pages list them; formats/ makes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guide.core.model import Audience, Stage

_DATA = ("json", "csv")
PHONE = ("html", "epub", "a4")  # forms that a phone can open by itself, the lightest first


class ArtifactKind(StrEnum):
    """What a file holds."""

    GUIDE = "guide"
    HANDOUT = "handout"
    WORKSHEET = "worksheet"
    WORKBOOK = "workbook"
    STICK = "stick"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file that was made: its name, what it holds, its size in bytes.

    `subject` is the id of a stage or an audience, '' for the whole guide; `form` names its form in
    a word that has an interface string `file-…`; `pages` is 0 where it has none.
    """

    name: str
    edition: str
    kind: ArtifactKind
    subject: str
    form: str
    size: int
    pages: int


def about(files: Iterable[Artifact], kind: str, subject: str = "") -> tuple[Artifact, ...]:
    """The files of a kind about one subject, in their order."""
    return tuple(one for one in files if one.kind == kind and one.subject == subject)


def holding_all(files: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """The files that hold everything, in their order, but data for programs last."""
    found = [one for one in files if not one.subject]
    return tuple(sorted(found, key=lambda one: one.form in _DATA))


@dataclass(frozen=True, slots=True)
class Grid:
    """Files of one kind: a row a subject, a column a form; None where there is no file."""

    forms: tuple[str, ...]
    rows: tuple[tuple[Stage | Audience, tuple[Artifact | None, ...]], ...]


def grid(
    files: Iterable[Artifact], kind: ArtifactKind, subjects: Sequence[Stage | Audience]
) -> Grid:
    """The files of a kind about some stages or audiences; forms without any file have no column."""
    found = {(one.subject, one.form): one for one in files if one.kind == kind}
    idents = {one.id for one in subjects}
    forms = tuple(dict.fromkeys(form for subject, form in found if subject in idents))
    rows = ((one, tuple(found.get((one.id, form)) for form in forms)) for one in subjects)
    return Grid(forms, tuple(rows))


def online(file: Artifact, language: str) -> str:
    """Where a file of a language stands in the online edition, from the root of the pages.

    The stick holds every language.
    """
    folder = "downloads" if file.kind is ArtifactKind.STICK else f"downloads/{language}"
    return f"{folder}/{file.name}"


def on_stick(file: Artifact, language: str) -> str:
    """Where it stands on the stick, from the folder of the pages; '' for what is not on it."""
    folder = stick_folder(file)
    return f"../{folder}/{language}/{file.name}" if folder else ""


def stick_folder(file: Artifact) -> str:
    """The stick's folder for a file: `phone` what a phone can open alone, `print` all other files.

    '' for data for programs, which is not on the stick.
    """
    if file.form in _DATA:
        return ""
    return "phone" if file.kind is ArtifactKind.GUIDE and file.form in PHONE else "print"
