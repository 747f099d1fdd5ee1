"""Reads a CSV file or a Markdown outline as the data of a new guide's files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from guide.content.importing.codes import Coding
from guide.content.importing.compose import compose
from guide.content.importing.markdown import MarkdownReader
from guide.content.importing.outline import Outline, complete, line_of
from guide.content.importing.rows import RowReader
from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
from guide.files import yaml_text
from guide.files.yaml_text import Data
from guide.files.yaml_tree import read_text

READERS: Mapping[str, type[RowReader | MarkdownReader]] = {
    ".csv": RowReader,
    ".tsv": RowReader,
    ".md": MarkdownReader,
    ".markdown": MarkdownReader,
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Import:
    """What was read from the file `name`: the data of each file of content/, and warnings.

    `lines` are those of `name`, by the codes and ids of what is there.
    """

    name: str
    content: Mapping[str, Data]
    warnings: tuple[Diagnostic, ...]
    lines: Mapping[str, int]

    def located(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The same problems of files of content/, at the lines that they come from."""
        places: dict[str, list[tuple[int, int]]] = {}
        located = []
        for problem in problems:
            name = problem.location.file
            if name in self.content and name not in places:
                places[name] = list(self._places(name))
            lines = places.get(name, [])
            at = bisect_right(lines, (problem.location.line, 1 << 60))
            line = lines[at - 1][1] if at else 1
            located.append(Diagnostic(Location(self.name, line), problem.message))
        return located

    def _places(self, name: str) -> Iterator[tuple[int, int]]:
        """For each record of a file, the line where it begins there, and that in the import."""
        root = yaml.compose(yaml_text.dump(self.content[name]), Loader=_LOADER)
        yield from sorted((line, self.lines[ident]) for line, ident in _records(root, self.lines))


def _records(node: yaml.Node | None, known: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        for member in node.value:
            yield from _records(member, known)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in ("code", "id") and value.value in known:
                yield node.start_mark.line + 1, value.value
            yield from _records(value, known)


def read(path: Path, name: str, language: str, today: date) -> Import:
    """What a file holds; messages call it `name`. `language` is the code of its language.

    Raises ContentError with every problem in it.
    """
    reader_of = READERS.get(path.suffix.lower())
    if reader_of is None:
        message = "must be a table (.csv, .tsv) or an outline (.md); save it as one of these"
        raise ContentError([Diagnostic(Location(name, 1), message)])
    try:
        text = read_text(path, name)
    except UnreadableError as error:
        raise ContentError([error.diagnostic]) from None
    reader = reader_of(name)
    outline = reader.read(text, _title(path))
    coding = Coding(outline)
    if not reader.problems:
        coding.complete()
    reader.problems.extend(Diagnostic(Location(name, at), message) for at, message in coding.faults)
    if reader.problems:
        raise ContentError(reader.problems)
    cut = [point.line for _, point in outline.points() if complete(point)]
    if cut:
        message = f"warning: titles cut, since they are too long: {len(cut)}; see their texts"
        reader.warnings.append(Diagnostic(Location(name, cut[0]), message))
    content = compose(outline, coding.profile, language, today)
    return Import(name, content, tuple(reader.warnings), dict(_lines(outline)))


def _lines(outline: Outline) -> Iterator[tuple[str, int]]:
    yield from ((group.id, group.line) for group in outline.groups)
    for stage in outline.stages.values():
        yield stage.id, stage.line
        yield from ((step.code or step.id, step.line) for step in stage.steps)
    yield from ((audience.id, audience.line) for audience in outline.audiences.values())
    yield from ((point.code, point.line) for _, point in outline.points())


def _title(path: Path) -> str:
    """A title for the guide from the name of the file."""
    words = line_of(re.sub(r"[^\w.]+|_+", " ", path.stem.encode("utf-8", "replace").decode()))
    return words[:1].upper() + words[1:] or "Guide"
