"""Checks for what would damage a page: code, and markup that differs from the original.

Each function takes a translation with its original and gives a message `what is wrong; what to do`,
or ''. To check the original, it is compared with itself.

HTML and template code are rejected so that readers do not see code. This is not what keeps the
pages safe: every output escapes every text, whatever it contains.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html.entities import html5

from guide.core import markup
from guide.core.diagnostics import did_you_mean
from guide.core.markup import Span
from guide.i18n.checks.pair import Pair
from guide.theme.messages import placeholders

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# A browser takes "<" before a letter, "!", "/" or "?" for a tag, closed or not; "<5" and "a < b"
# are text (WHATWG HTML, 13.2.5.6). "&name;" is an entity if HTML knows the name; "R&D;" is text.
_TAG = re.compile(r"<[A-Za-z!/?][^<>]{0,30}>?")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|([A-Za-z][A-Za-z0-9]*;?))")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(")
_TARGET = re.compile(r"\]\(\s*([^\s)]*)")
_SCHEME = re.compile(r"\b(?:(?:java|vb)script\s*:|data:\w+/|file:/)", re.IGNORECASE)


def template(pair: Pair) -> str:
    """Jinja braces."""
    match = _TEMPLATE.search(pair.value)
    return f"template code {match[0]} is not allowed; remove it" if match else ""


def html(pair: Pair) -> str:
    """Tags, closed or not, and entities."""
    match = _TAG.search(pair.value) or next(_entities(pair.value), None)
    if not match:
        return ""
    code = " ".join(match[0].split())[:30]
    return f"HTML code {code} is not allowed; remove it"


def _entities(value: str) -> Iterator[re.Match[str]]:
    for match in _ENTITY.finditer(value):
        if not match[1] or match[1] in html5:
            yield match


def image(pair: Pair) -> str:
    """An image in Markdown's form, which texts cannot have."""
    match = _IMAGE.search(pair.value)
    return "an image is not allowed; remove it, or write a link" if match else ""


def unsafe(pair: Pair) -> str:
    """A link that runs code, or has another scheme that links may not have."""
    targets = [t for t in _TARGET.findall(pair.value) if not t.lower().startswith(markup.SCHEMES)]
    targets += _SCHEME.findall(pair.value)
    *schemes, last = markup.SCHEMES
    allowed = f"{', '.join(schemes)} or {last}"
    return f"link to {targets[0][:40]} is not allowed; begin it with {allowed}" if targets else ""


def placeholder(pair: Pair) -> str:
    """Placeholders that differ from those of the original."""
    expected, actual = placeholders(pair.text.value), placeholders(pair.value)
    if expected == actual:
        return ""
    names = ", ".join(expected) or "none"
    return f"placeholders must be {names}, as in the original; copy them from there"


def stray(pair: Pair) -> str:
    """Markup that is not closed; in a one-line text, any."""
    if not pair.text.prose and any(s.kind != "plain" for s in markup.spans(pair.value)):
        return "markup is not allowed in this text; remove it"
    for span in _runs(pair.value):
        if span.kind == "plain" and (leftover := markup.LEFTOVER.search(span.text)):
            return f'markup "{leftover[0]}" is not closed; close it (see content/README.md)'
    return ""


def unknown_term(pair: Pair) -> str:
    """A link to a term that is not in the glossary."""
    for term in markup.terms(pair.value) if pair.text.prose and pair.known else ():
        if term not in pair.known:
            return f'unknown term "{term}"{did_you_mean(term, pair.known)}'
    return ""


def _spans(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from _spans(span.children)


def _runs(value: str) -> Iterator[Span]:
    return _spans(span for block in markup.blocks(value) for row in block.rows for span in row)


def link(pair: Pair) -> str:
    """Links with other addresses than in the original."""
    if "](" not in pair.text.value + pair.value:  # as in most texts
        return ""
    expected, actual = (
        Counter(span.target for span in _runs(value) if span.kind == "link")
        for value in (pair.text.value, pair.value)
    )
    if expected == actual:
        return ""
    links = ", ".join(sorted(expected.elements())) or "none"
    return f"links must lead to {links}, as in the original; restore them"


def _parts(value: str) -> Counter[str]:
    """How often a text has each kind of markup; each linked term counts once."""
    parts: Counter[str] = Counter()
    for block in markup.blocks(value):
        parts["list line" if block.is_list else "paragraph"] += len(block.rows)
    for span in _runs(value):
        if span.kind in ("strong", "emphasis"):
            parts[span.kind] += 1
    return parts + Counter({f"[[{term}|…]]": 1 for term in set(markup.terms(value))})


def _originals(pair: Pair) -> int:
    """How many emphasised spans repeat words of the original, such as original titles."""
    emphasised = [markup.words(span) for span in _runs(pair.value) if span.kind == "emphasis"]
    return sum(words in pair.english for words in emphasised)


def marking(pair: Pair) -> str:
    """Markup that differs from that of the original."""
    if not pair.text.prose:
        return ""
    expected, actual = _parts(pair.text.value), _parts(pair.value)
    surplus = actual["emphasis"] - expected["emphasis"]
    actual["emphasis"] -= max(0, min(surplus, _originals(pair)))
    differences = [
        f"{name}: {actual[name]} instead of {expected[name]}"
        for name in sorted(expected | actual)
        if expected[name] != actual[name]
    ]
    if not differences:
        return ""
    return f"markup differs from the original ({'; '.join(differences)}); correct it"


def line_break(pair: Pair) -> str:
    """A line break in a one-line text."""
    is_broken = not pair.text.prose and "\n" in pair.value
    return "must be one line; remove the line breaks" if is_broken else ""
