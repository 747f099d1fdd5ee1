"""Texts and points as plain data, for templates that are no HTML (Typst).

A text becomes {lang, dir, state, text} for a line, with `blocks` instead of `text` for prose. The
template places it; nothing is escaped, since data is never parsed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guide.core import markup
from guide.core.languages import language
from guide.core.model import Point, State, Text
from guide.core.walk import texts
from guide.formats.context import Context

Payload = dict[str, Any]


def line(text: Text | None) -> Payload | None:
    """A text as one line, without markup; None stays None."""
    return None if text is None else {**_about(text), "text": markup.plain(text.value)}


def prose(text: Text | None) -> Payload | None:
    """A text as blocks: {list, rows}, each row a list of {kind, text, target, children}."""
    if text is None:
        return None
    blocks = [
        {"list": block.is_list, "rows": [_spans(row) for row in block.rows]}
        for block in markup.blocks(text.value)
    ]
    return {**_about(text), "blocks": blocks}


def _about(text: Text) -> Payload:
    shown = language(text.language)
    return {"lang": shown.code, "dir": shown.direction, "state": str(text.state)}


def _spans(spans: Iterable[markup.Span]) -> list[Payload]:
    return [
        {
            "kind": span.kind,
            "text": span.text,
            "target": span.target,
            "children": _spans(span.children),
        }
        for span in spans
    ]


def point(context: Context, found: Point) -> Payload:
    """A point with all that a document may show of it; absent parts are None or empty."""
    guide, words = context.guide, context.words
    return {
        "code": found.code,
        "kind": str(found.kind),
        "title": line(found.title),
        "text": prose(found.text),
        "question": line(found.question),
        "evidence": prose(found.evidence),
        "note": prose(found.note),
        "place": line(words.place(found.place)),
        "audiences": [
            {"name": line(guide.audience(tag.audience).short), "named": tag.named}
            for tag in found.tags
        ],
        "related": [
            {"code": code, "title": line(guide.points[code].title)} for code in found.related
        ],
        "mark": mark(context, found),
    }


def mark(context: Context, shown: object) -> Payload | None:
    """The mark of a part of the guide of which any text is a fallback or stale, in words.

    Where it holds both, the mark says both.
    """
    states = {text.state for text in texts(shown)}
    told = [state for state in (State.UNTRANSLATED, State.STALE) if state in states]
    words = [line(context.words.ui(f"state-{state}")) for state in told]
    nodes = [node for node in words if node]
    return {**nodes[0], "text": " · ".join(node["text"] for node in nodes)} if nodes else None
