"""The guide as open data: JSON for programs, CSV for spreadsheets.

guide.schema.json in this folder is the published JSON Schema of the JSON file. A change that breaks
programs reading the format needs a new VERSION; an additional field does not.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

from guide.core.model import (
    Audience,
    Guide,
    Point,
    Section,
    SourceRef,
    Stage,
    State,
    Term,
)
from guide.core.profile import PointKind
from guide.core.walk import texts
from guide.formats.context import Context
from guide.formats.data import tools as data_tools
from guide.formats.data.nodes import Node, line, prose
from guide.formats.payload import flat

FORMAT = "impact-guide"
VERSION = 1
SCHEMA = "guide.schema.json"  # published once for all languages, in the folder above theirs
COLUMNS = (  # and where stages have groups, _GROUP before the home
    *("language", "code", "kind", "home", "home_title", "step", "step_title", "title", "text"),
    *("question", "evidence", "note", "audiences_named", "audiences_added", "related"),
    *("carried_out_by", "source", "state", "degree"),
)
_GROUP = ("stage_group", "stage_group_title")
# The beginnings of cells that spreadsheet programs treat as formulas; see OWASP, "CSV Injection"
# (https://owasp.org/www-community/attacks/CSV_Injection). In many countries these programs split
# cells at semicolons or tabs and ignore quotes after a comma. Text after one of these, or at the
# beginning of a line, could thus become a cell of its own.
_FORMULA = re.compile(r"(^[\t\r\n]|(?:^|(?<=[;\t\r\n]))[^\S\t\r\n]*[=+\-@＝＋－＠])")
_SEPARATOR = "; "
_WORST_FIRST = (State.UNTRANSLATED, State.STALE, State.DRAFT, State.REVIEWED, State.SOURCE)


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of the output of `as_json`."""
    return Path(__file__).with_name(SCHEMA).read_bytes()


def as_json(context: Context) -> bytes:
    """The whole guide as JSON in UTF-8, without the program's own messages.

    The fields and their order are the same in every language.
    """
    guide = context.guide
    data = {
        "$schema": f"../{SCHEMA}",
        "format": FORMAT,
        "version": VERSION,
        "language": guide.language,
        "direction": context.words.language.direction,
        "edition": {"version": guide.version, "date": guide.date},
        "title": line(guide.title),
        "subtitle": line(guide.subtitle),
        "publishers": line(guide.publishers),
        "citation": line(context.words.citation_of_all()),
        **({"licence": guide.licence} if guide.licence else {}),
        **({} if guide.official else {"official": False}),
        "additions": _additions(guide),
        "stages": [_stage(stage) for stage in guide.stages],
        **_stage_groups(guide),
        "audience_groups": [
            {"id": group.id, "title": line(group.title), "audiences": [*group.members]}
            for group in guide.audience_groups
        ],
        "audiences": [_audience(audience) for audience in guide.audiences],
        "points": [_point(guide, point) for point in guide.points.values()],
        "front": [_section(section) for section in guide.front],
        "glossary": [_term(term) for term in guide.glossary],
        "source_sections": [
            {"id": section.id, "part": section.part, "title": line(section.title)}
            for section in guide.source_sections
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _additions(guide: Guide) -> Node:
    """What this edition adds to the guide as a whole; in a guide without a source, all the same."""
    return {
        "edition": line(guide.edition),
        "summary": prose(guide.summary),
        **({"do_no_harm": prose(guide.do_no_harm)} if guide.do_no_harm else {}),
        **({"tools": [data_tools.tool(one) for one in guide.tools]} if guide.tools else {}),
    }


def _stage_groups(guide: Guide) -> Node:
    """The groups of stages, in a guide that has them."""
    groups = [
        {"id": group.id, "title": line(group.title), "stages": [*group.members]}
        for group in guide.stage_groups
    ]
    return {"stage_groups": groups} if groups else {}


def _source(source_ref: SourceRef | None) -> Node | None:
    if source_ref is None:
        return None
    return {
        "section": source_ref.section,
        "number": source_ref.number,
        "line": source_ref.line,
    }


def _stage(stage: Stage) -> Node:
    return {
        "id": stage.id,
        "title": line(stage.title),
        "subtitle": line(stage.subtitle),
        "source": _source(stage.place),
        "factors": _codes(stage.factors),
        "items": _codes(stage.items),
        "steps": [
            {
                "code": step.name,
                "title": line(step.title),
                "source": _source(step.place),
                "items": _codes(step.items),
            }
            for step in stage.steps
        ],
        "additions": {"summary": prose(stage.summary)},
    }


def _audience(audience: Audience) -> Node:
    return {
        "id": audience.id,
        "title": line(audience.title),
        "short": line(audience.short),
        "source": _source(audience.place),
        "recommendations": _codes(audience.recommendations),
        "additions": {"summary": prose(audience.summary)},
    }


def _codes(points: Iterable[Point]) -> list[str]:
    return [point.code for point in points]


def _point(guide: Guide, point: Point) -> Node:
    step = guide.step_of.get(point.code)
    return {
        "code": point.code,
        "kind": str(point.kind),
        "home": point.home,
        "step": step.name if step else None,
        "title": line(point.title),
        "text": prose(point.text),
        **({"degree": str(point.degree)} if point.degree else {}),
        "source": _source(point.place),
        "audiences": [{"id": tag.audience, "named": tag.named} for tag in point.tags],
        "additions": {
            "question": line(point.question),
            "evidence": prose(point.evidence),
            "note": prose(point.note),
            "related": [*point.related],
            "carried_out_by": [*point.carried_out_by],
            **({"tools": [t.id for t in guide.tools_for[point.code]]} if guide.tools else {}),
        },
    }


def _section(section: Section) -> Node:
    return {
        "id": section.id,
        "title": line(section.title),
        "text": prose(section.text),
        "source": _source(section.place),
        "additions": {"text": prose(section.added), "note": prose(section.note)},
    }


def _term(term: Term) -> Node:
    return {
        "id": term.id,
        "term": line(term.term),
        "abbreviation": line(term.abbreviation),
        "text": prose(term.text),
        "source": _source(term.place),
        "additions": {"text": prose(term.added)},
    }


def as_csv(context: Context) -> bytes:
    """One row per point as CSV (RFC 4180); columns have the same names in every language.

    The encoding is UTF-8 with a byte order mark, which Python calls "utf-8-sig". Without the mark,
    Excel assumes another encoding and shows Arabic and Burmese as garbage.
    """
    at = COLUMNS.index("home")
    columns = (*COLUMNS[:at], *_GROUP, *COLUMNS[at:]) if context.guide.stage_groups else COLUMNS
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for point in context.guide.points.values():
        row = _row(context, point)
        writer.writerow([_safe(row[column]) for column in columns])
    return buffer.getvalue().encode("utf-8-sig")


def _row(context: Context, point: Point) -> dict[str, str]:
    guide = context.guide
    step = guide.step_of.get(point.code)
    homes = {stage.id: str(stage.title) for stage in guide.stages}
    homes |= {audience.id: str(audience.title) for audience in guide.audiences}
    is_staged = point.kind is not PointKind.RECOMMENDATION
    group = guide.stage_group_of.get(point.home) if is_staged else None
    return {
        "language": guide.language,
        "code": point.code,
        "kind": str(point.kind),
        "stage_group": group.id if group else "",
        "stage_group_title": str(group.title) if group else "",
        "home": point.home,
        "home_title": homes[point.home],
        "step": step.name if step else "",
        "step_title": str(step.title) if step else "",
        "title": str(point.title),
        "text": flat(point.text),
        "question": str(point.question or ""),
        "evidence": flat(point.evidence),
        "note": flat(point.note),
        "audiences_named": _names(guide, point, named=True),
        "audiences_added": _names(guide, point, named=False),
        "related": _SEPARATOR.join(point.related),
        "carried_out_by": _SEPARATOR.join(point.carried_out_by),
        "source": str(context.words.place(point.place)) if point.place else "",
        "state": str(_worst_state(point)),
        "degree": str(point.degree or ""),
    }


def _names(guide: Guide, point: Point, *, named: bool) -> str:
    ids = [tag.audience for tag in point.tags if tag.named is named]
    return _SEPARATOR.join(str(guide.audience(audience_id).short) for audience_id in ids)


def _worst_state(point: Point) -> State:
    """The state of the point's least reliable text."""
    return min((text.state for text in texts(point)), key=_WORST_FIRST.index)


def _safe(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet could otherwise see a formula."""
    return _FORMULA.sub(r"'\1", cell)
