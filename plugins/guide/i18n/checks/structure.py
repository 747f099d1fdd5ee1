"""What in a text would damage a page: code, and markup that is not that of the English.

Each function takes a translation beside its English and gives the fault and how to correct it, or
"". The English itself is checked beside itself, so that one rule serves both.

What looks like HTML or template code is refused so that readers do not see code. It is not what
keeps code out of the pages: every output escapes every text, whatever it holds.
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

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# A browser takes "<" before a letter, "!", "/" or "?" for a tag, closed or not; "<5" and "a < b"
# are text (WHATWG HTML, 13.2.5.6). "&name;" is an entity if HTML knows the name; "R&D;" is text.
_TAG = re.compile(r"<[A-Za-z!/?][^<>]{0,30}>?")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|([A-Za-z][A-Za-z0-9]*;?))")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(")
_TARGET = re.compile(r"\]\(\s*([^\s)]*)")
_SCHEME = re.compile(r"\b(?:(?:java|vb)script\s*:|data:\w+/|file:/)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\w+\}")


def template(pair: Pair) -> str:
    """Jinja braces."""
    found = _TEMPLATE.search(pair.value)
    return f"template code {found[0]} is not allowed; remove it" if found else ""


def html(pair: Pair) -> str:
    """Tags, closed or not, and entities."""
    found = _TAG.search(pair.value) or next(_entities(pair.value), None)
    if not found:
        return ""
    states_shown = " ".join(found[0].split())[:30]
    return f"{states_shown} is not allowed: readers would see HTML as it is; remove it"


def _entities(value: str) -> Iterator[re.Match[str]]:
    for found in _ENTITY.finditer(value):
        if not found[1] or found[1] in html5:
            yield found


def image(pair: Pair) -> str:
    """An image in Markdown's form, which texts cannot hold."""
    found = _IMAGE.search(pair.value)
    return "an image cannot be put into a text; remove it, or write a link" if found else ""


def unsafe(pair: Pair) -> str:
    """A link that runs code, or leads where no page may lead."""
    unsafe = [t for t in _TARGET.findall(pair.value) if not t.lower().startswith(markup.SCHEMES)]
    unsafe += _SCHEME.findall(pair.value)
    schemes = ", ".join(markup.SCHEMES)
    return f"link to {unsafe[0][:40]} is not allowed; begin it with {schemes}" if unsafe else ""


def placeholders(value: str) -> list[str]:
    """The {placeholders} of a text, as often as they stand, in the order of their names."""
    return sorted(_PLACEHOLDER.findall(value))


def placeholder(pair: Pair) -> str:
    """Placeholders that are not those of the English."""
    wanted, found = placeholders(pair.text.value), placeholders(pair.value)
    if wanted == found:
        return ""
    names = ", ".join(wanted) or "none"
    return f"placeholders must be {names}, as in the English; copy them from it"


def stray(pair: Pair) -> str:
    """Markup that is not closed; in a one-line text, any."""
    if not pair.text.prose and any(s.kind != "plain" for s in markup.spans(pair.value)):
        return "markup is not allowed in this text; remove it"
    for span in _runs(pair.value):
        if span.kind == "plain" and (leftover := markup.LEFTOVER.search(span.text)):
            return f'markup "{leftover[0]}" is not closed; see content/README.md'
    return ""


def unknown_term(pair: Pair) -> str:
    """A link to a term that the glossary has not."""
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
    """Addresses that are not those of the English."""
    wanted, found = (
        Counter(span.target for span in _runs(value) if span.kind == "link")
        for value in (pair.text.value, pair.value)
    )
    if wanted == found:
        return ""
    links = ", ".join(sorted(wanted.elements())) or "none"
    return f"links must lead to {links}, as in the English; restore them"


def _parts(value: str) -> Counter[str]:
    """How often each kind of markup stands in a text; of the terms, which."""
    parts: Counter[str] = Counter()
    for block in markup.blocks(value):
        parts["list line" if block.is_list else "paragraph"] += len(block.rows)
    for span in _runs(value):
        if span.kind in ("strong", "emphasis"):
            parts[span.kind] += 1
    return parts + Counter({f"[[{term}|…]]": 1 for term in set(markup.terms(value))})


def _originals(pair: Pair) -> int:
    """How many emphasised runs are English words of the text, such as original titles."""
    emphasised = [markup.words(span) for span in _runs(pair.value) if span.kind == "emphasis"]
    return sum(words in pair.english for words in emphasised)


def marking(pair: Pair) -> str:
    """Markup that is not that of the English."""
    if not pair.text.prose:
        return ""
    wanted, found = _parts(pair.text.value), _parts(pair.value)
    spare = found["emphasis"] - wanted["emphasis"]
    found["emphasis"] -= max(0, min(spare, _originals(pair)))
    wrong = [
        f"{name}: {found[name]} instead of {wanted[name]}"
        for name in sorted(wanted | found)
        if wanted[name] != found[name]
    ]
    return f"markup differs from the English ({'; '.join(wrong)}); correct it" if wrong else ""


def line_break(pair: Pair) -> str:
    """Several lines in a one-line text."""
    broken = not pair.text.prose and "\n" in pair.value
    return "must be one line; remove the line breaks" if broken else ""
