"""Texts and points as plain data for templates that do not make HTML, such as Typst's.

A line becomes {lang, dir, state, text}; prose has `blocks` instead of `text`. Nothing is escaped,
because these templates never parse data as markup.
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
    """A text as one line without markup; None for None."""
    return None if text is None else {**_attributes(text), "text": markup.plain(text.value)}


def prose(text: Text | None) -> Payload | None:
    """A text as blocks {list, rows}; None for None.

    Each row is a list of spans {kind, text, target, children}; see `core.markup`.
    """
    if text is None:
        return None
    blocks = [
        {"list": block.is_list, "rows": [_spans(row) for row in block.rows]}
        for block in markup.blocks(text.value)
    ]
    return {**_attributes(text), "blocks": blocks}


def flat(text: Text | None) -> str:
    """A text without markup, with one line per paragraph or list item; '' for None."""
    if text is None:
        return ""
    rows = [row for block in markup.blocks(text.value) for row in block.rows]
    return "\n".join("".join(markup.words(span) for span in row) for row in rows)


def _attributes(text: Text) -> Payload:
    text_language = language(text.language)
    return {"lang": text_language.code, "dir": text_language.direction, "state": str(text.state)}


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


def degree(context: Context, shown: Point) -> Payload | None:
    """The word for how strongly a point is put; None where nothing is said."""
    return line(context.words.ui(f"degree-{shown.degree}")) if shown.degree else None


def state_label(context: Context, shown: object) -> Payload | None:
    """A label for a part of the guide with untranslated or stale texts; None if it has neither.

    If it has both, the label names both.
    """
    states = {text.state for text in texts(shown)}
    marked = [state for state in (State.UNTRANSLATED, State.STALE) if state in states]
    lines = [line(context.words.ui(f"state-{state}")) for state in marked]
    labels = [label for label in lines if label]
    if not labels:
        return None
    return {**labels[0], "text": " · ".join(label["text"] for label in labels)}


def choices(context: Context, kind: str, values: Iterable[str]) -> list[Payload]:
    """The choices of a kind: each value, which is the same in every language, and its name."""
    return [{"value": value, "name": line(context.words.ui(f"{kind}-{value}"))} for value in values]
