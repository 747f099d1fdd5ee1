"""Reads a Markdown outline: `#` the guide, `##` stages, `###` steps, list items or `####` points.

Each further `#` begins a group of stages.

Paragraphs below `#` and `##` are summaries, those below a point its text. IMPORTING.md has the
whole grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from guide.content.importing.outline import (
    Draft,
    DraftGroup,
    DraftStage,
    DraftStep,
    Outline,
    line_of,
    prose_of,
)
from guide.content.importing.rows import codes_of, names_of
from guide.core import markup
from guide.core.diagnostics import Diagnostic
from guide.core.location import Location

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")  # `## Title ##`
_ITEM = re.compile(r" ?(?:[-*+]|\d{1,9}[.)])[ \t]+(\S.*)")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_FENCE = re.compile(r"\s*(```|~~~)")
_FIELD = re.compile(
    r"\s*(?:[-*+]\s+)?\*{0,2}(question|evidence|audiences|related)\s?\*{0,2}\s?:\*{0,2}(?:\s+(.*))?",
    re.IGNORECASE,
)
_CODE = r"[A-Za-z0-9][A-Za-z0-9.-]*"
_STRONG_CODE = re.compile(rf"\*\*({_CODE}?[0-9])[:.]?\*\*[:.]?\s+(?=\S)")
_STRONG_TITLE = re.compile(r"\*\*([^*]+?)[:.]?\*\*[:.]?(?:\s+|$)")
_LEADING = re.compile(r"([A-Za-z][A-Za-z0-9.-]*[0-9]|[0-9]+(?:[.-][0-9]+)+)[:.)]?\s+(?=\S)")
_DEEPEST = 4


@dataclass
class _Point:
    """A point while it is read; `head` is the text of its heading, '' for a list item."""

    draft: Draft
    head: str
    lines: list[str] = field(default_factory=list)


@dataclass
class MarkdownReader:
    """Reads one file; every problem is noted."""

    name: str

    def __post_init__(self) -> None:
        self.problems: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self._group: DraftGroup | None = None
        self._stage: DraftStage | None = None
        self._step: DraftStep | None = None
        self._point: _Point | None = None
        self._points: list[_Point] = []
        self._title = ""
        self._summaries: dict[int, list[str]] = {}  # of the guide (0) and of stages by their lines

    def read(self, text: str, title: str) -> Outline:
        """The outline of a text; `title` is that of a guide which has none in the file."""
        outline = Outline(title)
        fenced = False
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, line in enumerate(lines, start=1):
            if _FENCE.match(line):
                if not fenced:
                    self._problem(number, "a text cannot hold a block of code; remove its fences")
                fenced = not fenced
            elif not fenced and (heading := _HEADING.match(line)):
                words = _CLOSING.sub("", line[heading.end() :].strip())
                self._heading(outline, number, len(heading[1]), _plain(words))
            elif not _RULE.fullmatch(line):
                self._line(number, line)
        self._finish(outline)
        if not self._points and not self.problems:
            self._problem(1, 'the outline has no point; write "## Stage" and below it "- Point"')
        return outline

    def _heading(self, outline: Outline, number: int, level: int, title: str) -> None:
        self._point = None
        if not title:
            self._problem(number, "the heading is empty; write its title")
        elif level == 1:
            if self._title:
                self._stage = self._step = None
                self._group = DraftGroup(number, title)
                outline.groups.append(self._group)
            else:
                self._title = outline.title = title
        elif level == 2:  # noqa: PLR2004 - as many signs as the heading has
            self._stage, self._step = outline.stage(title, number, self._group), None
        elif self._stage is None:
            self._problem(number, "this is before the first stage; write ## and the stage above it")
        elif level == _DEEPEST:
            self._begin(number, title)
        elif level < _DEEPEST:
            self._step = self._stage.step(title, number)
        else:
            self._problem(number, "headings have at most four levels; write a list in the text")

    def _begin(self, number: int, head: str) -> None:
        if self._stage:
            self._point = _Point(Draft(number), head)
            self._points.append(self._point)
            (self._step or self._stage).items.append(self._point.draft)

    def _line(self, number: int, line: str) -> None:
        item = _ITEM.fullmatch(line)
        if item and self._stage and not (self._point and self._point.head):
            self._begin(number, "")
            line = item[1]
        if self._point:
            self._point.lines.append(line.strip())
        elif not line.strip():
            self._summary().append("")
        elif self._step:
            message = "a step has no text of its own; begin a point with - or ####, or move it"
            self._problem(number, message)
        elif not self._stage and self._group:
            self._problem(number, "a group of stages has no text of its own; move it to a stage")
        elif not self._stage and not self._title:
            self._problem(number, "the text is before the first heading; write # and a title above")
        else:
            self._summary().append(line.strip())

    def _summary(self) -> list[str]:
        return self._summaries.setdefault(self._stage.line if self._stage else 0, [])

    def _finish(self, outline: Outline) -> None:
        """Fills in the points and summaries from their lines."""
        for point in self._points:
            _fill(point)
        leading = [_LEADING.match(point.draft.title) for point in self._points]
        if all(leading) and not any(point.draft.code for point in self._points):
            for point, match in zip(self._points, leading, strict=True):
                if match:
                    point.draft.code = match[1]
                    point.draft.title = point.draft.title[match.end() :]
        for point in self._points:
            if not point.draft.title and not point.draft.text:
                self._problem(point.draft.line, "the point has neither a title nor a text")
            for audience in point.draft.audiences:
                outline.audience(audience, point.draft.line)
        self._check_groups(outline)
        outline.summary = _prose(self._summaries.get(0, []))
        for stage in outline.stages.values():
            stage.summary = _prose(self._summaries.get(stage.line, []))

    def _check_groups(self, outline: Outline) -> None:
        """Where there are groups, each has stages, and each stage is in one."""
        for group in outline.groups:
            if not group.stages:
                self._problem(group.line, "the group has no stage; write ## and a stage below it")
        for stage in outline.ungrouped():
            message = "the stage is in no group, though others are; write # and its group above"
            self._problem(stage.line, message)

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Diagnostic(Location(self.name, line), message))


def _fill(point: _Point) -> None:
    """Parts the lines of a point into code, title, text and fields."""
    draft, fields = point.draft, _fields(point.lines)
    head, body = point.head, fields["text"]
    if not head:
        end = next((n for n, line in enumerate(body) if not line or _ITEM.fullmatch(line)), None)
        head, body = " ".join(body[:end]), body[end:] if end is not None else []
        head = _inline(head)
    if code := _STRONG_CODE.match(head):
        draft.code, head = code[1], head[code.end() :]
    if not point.head and (strong := _STRONG_TITLE.match(head)):
        body = [head[strong.end() :], *body]
        head = strong[1]
    draft.title = _plain(head)
    draft.text = _prose(body)
    draft.question = line_of(_inline(" ".join(fields["question"])))
    draft.evidence = _prose(fields["evidence"])
    draft.audiences = names_of("\n".join(fields["audiences"]))
    draft.related = codes_of(" ".join(fields["related"]))


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each field; one ends with an empty line, and the text goes on."""
    found: dict[str, list[str]] = {
        name: [] for name in ("text", "question", "evidence", "audiences", "related")
    }
    current = "text"
    for line in lines:
        if match := _FIELD.fullmatch(line):
            current, line = match[1].lower(), match[2] or ""  # noqa: PLW2901 - its rest
        elif not line:
            current = "text"
        found[current].append(line)
    return found


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE = (
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"[\1](\1)"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"), r"**\1**"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), r"*\1*"),
    (_ESCAPED, r"\1"),
)


def _inline(text: str) -> str:
    """Markdown's other ways to write the same, as texts of a guide have them."""
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return text


def _prose(lines: list[str]) -> str:
    text = "\n".join(re.sub(r"^\d{1,9}[.)]\s+", "- ", line) for line in lines)
    return prose_of(_inline(text))


def _plain(text: str) -> str:
    """A title without markup; its code in strong type stays."""
    code = _STRONG_CODE.match(text)
    start = code.end() if code else 0
    return line_of(text[:start] + markup.plain(_inline(text[start:])))
