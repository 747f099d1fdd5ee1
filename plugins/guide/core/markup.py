"""The small markup language of texts, parsed into data.

    **strong**   *emphasis*   [words](https://…)   [[term-id|words]]
    an empty line separates paragraphs; lines that begin with "- " form a list

Everything else is plain text. Nothing here makes HTML: templates escape texts where they place
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# The schemes that a link may have: `javascript:` and `data:` links would run code.
SCHEMES = ("https://", "http://", "mailto:")

_TOKEN = re.compile(
    r"\*\*(?P<strong>[^*]+(?:\*[^*]+\*[^*]*)*)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[\[(?P<term>[a-z0-9-]+)\|(?P<words>[^\[\]|]+)\]\]"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<url>[^()\s]+)\)"
)
LEFTOVER = re.compile(r"\*\*|\[\[|\]\]|\]\(")  # in a plain span: markup that is not closed


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one kind: `plain`, `strong`, `emphasis`, `link` or `term`.

    `target` is the address of a link or the id of a term. A plain span has only `text`; the others
    have only `children`.
    """

    kind: str
    text: str = ""
    target: str = ""
    children: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list. `rows` holds the spans of the paragraph, or of each list item."""

    is_list: bool
    rows: tuple[tuple[Span, ...], ...]


@lru_cache(maxsize=4096)  # checks ask several times for each text, and in each language
def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs and lists of a text. Never fails: unclosed markup stays plain text."""
    parsed: list[Block] = []
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
            parsed.append(Block(is_list=False, rows=(spans(" ".join(paragraph)),)))
        if items:
            parsed.append(Block(is_list=True, rows=tuple(spans(item) for item in items)))
    return tuple(parsed)


def spans(text: str) -> tuple[Span, ...]:
    """The spans of one paragraph or line."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield Span("plain", text[end : match.start()])
        yield _span(match)
        end = match.end()
    if end < len(text):
        yield Span("plain", text[end:])


def _span(match: re.Match[str]) -> Span:
    if match["strong"]:
        return Span("strong", children=spans(match["strong"]))
    if match["emphasis"]:
        return Span("emphasis", children=spans(match["emphasis"]))
    if match["term"]:
        return Span("term", target=match["term"], children=(Span("plain", match["words"]),))
    if match["url"].lower().startswith(SCHEMES):
        return Span("link", target=match["url"], children=(Span("plain", match["label"]),))
    return Span("plain", match[0])


def plain(text: str) -> str:
    """The text without markup and on one line, for search indexes and plain-text outputs."""
    rows = [row for block in blocks(text) for row in block.rows]
    return " ".join("".join(words(span) for span in row) for row in rows)


def words(span: Span) -> str:
    """The words that a span shows."""
    return span.text + "".join(words(child) for child in span.children)


def terms(text: str) -> Iterator[str]:
    """The ids of the glossary terms that a text links to, in order, with repetitions."""
    for match in _TOKEN.finditer(text):
        if match["term"]:
            yield match["term"]
        yield from terms(match["strong"] or match["emphasis"] or "")
