"""Comments in catalogues, which tell translators where a text appears, for whom, and how long.

The words come from the guide itself, so that they are right for every guide.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from guide.core.ids import Owner, split
from guide.core.model import Audience, Guide, Point, Stage, Text
from guide.core.profile import PointKind
from guide.core.tools import Part as ToolPart
from guide.core.tools import Tool
from guide.core.walk import texts
from guide.i18n.checks import lengths, terms
from guide.i18n.checks.pair import shown
from guide.theme.messages import placeholders

_WIDTH = 74  # narrow enough that polib does not wrap the lines again, at a hyphen
_MOST_TERMS = 8
_EVERYONE = "everyone"
_FIELDS = {
    "title": "Title of",
    "subtitle": "Subtitle of",
    "text": "Text of",
    "question": "Question to ask for",
    "evidence": "Examples of evidence for",
    "note": "Editor’s note on",
    "summary": "Introduction to",
    "short": "Short name of",
    "term": "Headword of",
    "abbreviation": "Acronym of",
    "added": "Text of",
    "publishers": "Publishers of",
    "edition": "Name of the edition of",
    "do_no_harm": "What people must not write down, on every worksheet of",
    "when": "When to use",
    "who": "Who uses",
    "duration": "How long it takes to use",
    "needs": "What must be at hand for",
    "label": "Label of",
    "letters": "One to three letters for",
}
_ADDITIONS = {"question", "evidence", "note", "summary", "added", "edition", "do_no_harm"}
# Where the program's messages appear, by the first word of their keys; for others, see _words.
_PLACES = {
    "the title of a page, also in the menu": "page",
    "the foot of every page": "footer",
    "the notice on pages that hold drafts": "notice",
    "the mark beside a text": "state",
    "the choice of language": "switch",
    "the page for a wrong address": "not",
    "the choice of one audience on a page": "filter",
    "beside a point or a text": "addition carried carries citation cite concerns copied copy "
    "evidence note permalink place question related source",
    "a page of the checklist": "first life next open stage step success",
    "the page of an audience": "items narrow recommendations",
    "the table of stages and audiences": "matrix",
    "the glossary": "term",
    "a tool, on its page and in its files": "tool",
}
_BY_WORD = {word: place for place, words in _PLACES.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class _Place:
    """The owner of a text in words, who reads it, and whether all its texts are additions.

    `cells` are the titles of columns, for the row of a table, whose texts their ids name.
    """

    name: str
    readers: str = _EVERYONE
    addition: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)


def comments(guide: Guide, chosen: Iterable[Text] | None = None) -> dict[str, str]:
    """The comment on each text, or on each of those chosen, by text id.

    `guide` is in its source language.
    """
    owners = dict(_owners(guide))
    ids = {term.term.value: term.id for term in guide.glossary}
    found = texts(guide) if chosen is None else chosen
    by_id = {}
    for text in {text.id: text for text in found}.values():
        lines = [*_place(text, owners, guide), *_rules(text, ids)]
        by_id[text.id] = "\n".join(
            part for line in lines for part in textwrap.wrap(line, _WIDTH, break_on_hyphens=False)
        )
    return by_id


def _place(text: Text, owners: Mapping[str, _Place], guide: Guide) -> Iterator[str]:
    name, key = split(text.id)
    if name == Owner.MESSAGE:
        yield f"Words of the site: {_words(key, guide)}."
        yield f"Readers: {_EVERYONE}."
        return
    owner = owners[name]
    is_addition = guide.has_source and (owner.addition or key in _ADDITIONS)
    end = ": an addition to the source." if is_addition else "."
    what = _FIELDS.get(key, f"{key.capitalize()} of")
    if key in owner.cells:
        what = f"Cell in the column “{owner.cells[key]}” of"
    yield f"{what} {owner.name}{end}"
    yield f"Readers: {owner.readers}."


def _words(key: str, guide: Guide) -> str:
    """Where a message of the program appears, as far as its key tells."""
    first = key.partition("-")[0]
    page = guide.interface.get(f"page-{first}")
    if page:
        return f"page “{page.value}”"
    return _BY_WORD.get(first, f"where the name “{key}” says")


def _rules(text: Text, ids: Mapping[str, str]) -> Iterator[str]:
    """The rules that the translation must follow."""
    if most := lengths.room(text):
        yield f"At most {most} characters."
    names_and_ids = [f"{term} ({ids[term]})" for term in terms.held(shown(text), ids)]
    if names_and_ids:
        more = ", …" if len(names_and_ids) > _MOST_TERMS else ""
        yield f"Glossary terms: {', '.join(names_and_ids[:_MOST_TERMS])}{more}."
    if names := placeholders(text.value):
        yield f"Keep as it is: {', '.join(names)}."
    if text.prose:
        yield 'Markup: **strong**, *emphasis*, [[term-id|words]], "- " for list lines.'
    else:
        yield "One line of plain text."


def _owners(guide: Guide) -> Iterator[tuple[str, _Place]]:
    yield Owner.GUIDE, _Place("the whole guide")
    short = {audience.id: audience.short.value for audience in guide.audiences}
    kinds = {kind: spec.name for kind, spec in guide.profile.kinds.items()}
    for stage in guide.stages:
        yield from _of_stage(stage, short, kinds)
    for group in guide.stage_groups:
        yield Owner.STAGE_GROUP.of(group.id), _Place(f"the group of stages “{group.title}”")
    for group in guide.audience_groups:
        yield Owner.GROUP.of(group.id), _Place(f"the group of audiences “{group.title}”")
    for audience in guide.audiences:
        yield from _of_audience(audience, kinds, addition=guide.adds(audience))
    for section in guide.front:
        name = f"the section “{section.title}” of the front matter"
        yield Owner.SECTION.of(section.id), _Place(name, addition=section.place is None)
    for term in guide.glossary:
        name = f"the glossary entry “{term.term}”"
        yield Owner.TERM.of(term.id), _Place(name, addition=term.place is None)
    for tool in guide.tools:
        yield from _of_tool(tool, short)
    for part in guide.source_sections:
        title = f"the section “{part.title}” of the source"
        yield Owner.SOURCE_SECTION.of(part.id), _Place(title)


def _of_tool(tool: Tool, short: Mapping[str, str]) -> Iterator[tuple[str, _Place]]:
    """The tool and all that is inside: their texts have the tool's name at the beginning."""
    names = (short[ident] for ident in tool.audiences if ident in short)
    readers = ", ".join(names) or _EVERYONE
    owner, here = Owner.TOOL.of(tool.id), f"the tool “{tool.title}”"
    yield owner, _Place(here, readers, addition=True)
    for part in tool.parts:
        of_part = f"{owner}.{part.id}"
        yield of_part, _Place(f"the part “{part.title}” of {here}", readers, addition=True)
        for ident, name, cells in _of_part(part):
            place = f"{name}, in “{part.title}” of {here}"
            yield f"{of_part}.{ident}", _Place(place, readers, addition=True, cells=cells)


def _of_part(part: ToolPart) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """What is in a part of a tool: its id, what it is, and for a row the columns of its cells."""
    yield from ((one.id, "a line with room to write", {}) for one in part.fields)
    yield from ((one.id, "a box to tick", {}) for one in part.checks)
    if part.table:
        columns = {column.id: column.title.value for column in part.table.columns}
        yield from ((one.id, "an answer that stands in cells", {}) for one in part.table.answers)
        yield from ((one.id, "a column", {}) for one in part.table.columns)
        for row in part.table.rows:
            yield row.id, "rows of a table" if row.is_heading else "a row of a table", columns
    if part.scale:
        yield from ((one.id, "a level of a scale", {}) for one in part.scale.levels)


def _of_stage(
    stage: Stage, short: Mapping[str, str], kinds: Mapping[PointKind, str]
) -> Iterator[tuple[str, _Place]]:
    def owner(point: Point, place: str) -> tuple[str, _Place]:
        name = f"{kinds[point.kind]} {point.code}, in {place}"
        readers = ", ".join(short[ident] for ident in point.audiences if ident in short)
        return point.code, _Place(name, readers or _EVERYONE)

    here = f"the stage “{stage.title}”"
    yield Owner.STAGE.of(stage.id), _Place(here)
    yield from (owner(point, here) for point in (*stage.factors, *stage.loose_items))
    for step in stage.steps:
        owner_of_step = step.code or Owner.STEP.of(step.id)
        yield owner_of_step, _Place(f"step {step.name}, in {here}")
        place = f"step {step.name} “{step.title}” of {here}"
        yield from (owner(item, place) for item in step.items)


def _of_audience(
    audience: Audience, kinds: Mapping[PointKind, str], *, addition: bool
) -> Iterator[tuple[str, _Place]]:
    here = f"the audience “{audience.title}”"
    yield Owner.AUDIENCE.of(audience.id), _Place(here, addition=addition)
    for point in audience.recommendations:
        name = f"{kinds[point.kind]} {point.code} to the audience “{audience.title}”"
        yield point.code, _Place(name, audience.short.value)
