"""The little markup that texts may carry, parsed into data; nothing else is markup.

    **strong**   *emphasis*   [words](https://…)   [[term-id|words]]
    an empty line between paragraphs; lines that begin with "- " are a list

Whatever is not one of these is plain text. Templates escape it where they place it: this room
makes no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Schemes that a link may have (facts: `javascript:` and `data:` links run code).
SCHEMES = ("https://", "http://", "mailto:")

_TOKEN = re.compile(
    r"\*\*(?P<strong>[^*]+(?:\*[^*]+\*[^*]*)*)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[\[(?P<term>[a-z0-9-]+)\|(?P<words>[^\[\]|]+)\]\]"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<url>[^()\s]+)\)"
)
LEFTOVER = re.compile(r"\*\*|\[\[|\]\]|\]\(")  # in a plain run: markup that is not closed


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `kind`: plain, strong, emphasis, link (`target` an address) or term (an id).

    `children` holds the runs within; a plain run has `text` alone.
    """

    kind: str
    text: str = ""
    target: str = ""
    children: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of items. Each row holds the spans of one of them."""

    is_list: bool
    rows: tuple[tuple[Span, ...], ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs and lists of a text. Never fails: doubtful markup stays plain text."""
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        paragraph: list[str] = []
        items: list[str] = []
        for line in chunk.splitlines():
            if line.startswith("- "):
                items.append(line[2:].strip())
            elif items:
                items[-1] += " " + line.strip()
            else:
                paragraph.append(line.strip())
        if paragraph:
            found.append(Block(is_list=False, rows=(spans(" ".join(paragraph)),)))
        if items:
            found.append(Block(is_list=True, rows=tuple(spans(item) for item in items)))
    return tuple(found)


def spans(text: str) -> tuple[Span, ...]:
    """The runs of one paragraph or line."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    end = 0
    for found in _TOKEN.finditer(text):
        if found.start() > end:
            yield Span("plain", text[end : found.start()])
        yield _span(found)
        end = found.end()
    if end < len(text):
        yield Span("plain", text[end:])


def _span(found: re.Match[str]) -> Span:
    if found["strong"]:
        return Span("strong", children=spans(found["strong"]))
    if found["emphasis"]:
        return Span("emphasis", children=spans(found["emphasis"]))
    if found["term"]:
        return Span("term", target=found["term"], children=(Span("plain", found["words"]),))
    if found["url"].lower().startswith(SCHEMES):
        return Span("link", target=found["url"], children=(Span("plain", found["label"]),))
    return Span("plain", found[0])


def plain(text: str) -> str:
    """The text without markup, blocks parted by single spaces: for search and plain outputs."""
    rows = [row for block in blocks(text) for row in block.rows]
    return " ".join("".join(words(span) for span in row) for row in rows)


def words(span: Span) -> str:
    """What a span shows."""
    return span.text + "".join(words(child) for child in span.children)


def terms(text: str) -> Iterator[str]:
    """Ids of the glossary terms that a text links."""
    for found in _TOKEN.finditer(text):
        if found["term"]:
            yield found["term"]
        yield from terms(found["strong"] or found["emphasis"] or "")
