"""Floor 3. What in a text would damage a page, deceive its readers, or not be shown at all.

Each function takes a translation beside its English and gives the fault and how to correct it, or
"". The English itself is checked beside itself, so that one rule serves both.

What looks like HTML or template code is refused so that readers do not see code. It is not what
keeps code out of the pages: every output escapes every text, whatever it holds.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from html.entities import html5
from typing import TYPE_CHECKING

from guide import languages, markup
from guide.checking import typography
from guide.markup import Span
from guide.model import Text
from guide.problems import did_you_mean

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
# A browser takes "<" before a letter, "!", "/" or "?" for a tag, closed or not; "<5" and "a < b"
# are text (WHATWG HTML, 13.2.5.6). "&name;" is an entity if HTML knows the name; "R&D;" is text.
_TAG = re.compile(r"<[A-Za-z!/?][^<>]{0,30}>?")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|([A-Za-z][A-Za-z0-9]*;?))")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(")
_TARGET = re.compile(r"\]\(\s*([^\s)]*)")
_SCHEME = re.compile(r"\b(?:(?:java|vb)script\s*:|data:\w+/|file:/)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\w+\}")
_OVERRIDE = re.compile("[\u202a-\u202e]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_ISOLATE_END = "\u2069"
# Unicode's categories Cc (but for the line feed), Co, Cs, Zl, Zp; the replacement character; and
# the characters that are none.
_NONE = "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd"
    f"\U000f0000-\U0010ffff{_NONE}]"
)
_GREEK_OR_CYRILLIC = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f]"
)
_LOOKALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_ZAWGYI = 0.95
# Signs that Zawgyi and Unicode use differently; a text without them is the same in both.
_ZAWGYI_TELLS = re.compile("[\u1031\u1033\u1034\u1039-\u103f\u1050-\u1097]")
_LONG_ENOUGH = 20  # letters of English that cannot all be names and numbers
UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks above and below letters take no width
_SHORT = 32
_TITLE_FREE = 90
# What the readers of ZIM files take.
_ZIM = {"interface.zim-title": 30, "interface.zim-description": 80}


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term, and how it may be said in one language."""

    term: str
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A translation beside its English; the glossary terms of its language.

    `known` are the ids of the guide's terms; none where its glossary could not be read.
    """

    text: Text
    value: str
    language: str
    terms: tuple[Term, ...] = ()
    known: Collection[str] = ()

    @cached_property
    def english(self) -> str:
        """The English as readers see it."""
        return shown(self.text)

    @cached_property
    def shown(self) -> str:
        """The translation as readers see it."""
        return shown(replace(self.text, value=self.value))


def shown(text: Text) -> str:
    """The words of a text as readers see them, without markup."""
    if not text.prose:
        return text.value
    rows = [row for block in markup.blocks(text.value) for row in block.rows]
    return "\n".join("".join(markup.words(span) for span in row) for row in rows)


def template(pair: Pair) -> str:
    """Jinja braces."""
    found = _TEMPLATE.search(pair.value)
    return f"template code {found[0]} is not allowed; remove it" if found else ""


def html(pair: Pair) -> str:
    """Tags, closed or not, and entities."""
    found = _TAG.search(pair.value) or next(_entities(pair.value), None)
    if not found:
        return ""
    seen = " ".join(found[0].split())[:30]
    return f"{seen} is not allowed: readers would see HTML as it is; remove it"


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


def control(pair: Pair) -> str:
    """Control, private and damaged characters."""
    found = _CONTROL.search(pair.value)
    if not found:
        return ""
    return f"character U+{ord(found[0]):04X} cannot be shown; delete it or restore the letter"


def bidi(pair: Pair) -> str:
    """Characters that reorder the text after them."""
    if found := _OVERRIDE.search(pair.value):
        return f"direction override U+{ord(found[0]):04X} reorders the text; delete it"
    for line in pair.value.splitlines():
        depth = 0
        for found in _ISOLATE.finditer(line):
            depth += -1 if found[0] == _ISOLATE_END else 1
            if depth < 0:
                break
        if depth:
            return "direction isolates U+2066–2069 are not in pairs; close or delete them"
    return ""


def nfc(pair: Pair) -> str:
    """Letters written in parts."""
    composed = unicodedata.is_normalized("NFC", pair.value)
    return "" if composed else "not in Unicode's form NFC; normalise the text"


@cache
def script(char: str) -> str:
    """The name of a letter's script, such as LATIN."""
    from confusable_homoglyphs import categories  # noqa: PLC0415 - its table takes long to read

    return str(categories.alias(char))


def mixed(pair: Pair) -> str:
    """A word with look-alike letters of another script, or wholly in one that is not expected."""
    if not _GREEK_OR_CYRILLIC.search(pair.value):
        return ""
    language = languages.find(pair.language)
    expected = {"LATIN", script(language.endonym[0]) if language else "LATIN"}
    for word in re.findall(r"[^\W\d_]+", pair.value):
        found = {script(char) for char in word} & _LOOKALIKE
        if len(found) > 1 or (found - expected and word not in pair.english):
            return f'"{word}" has letters that are {" and ".join(sorted(found))}; type it anew'
    return ""


@cache
def _detector() -> ZawgyiDetector:
    from myanmartools import ZawgyiDetector  # noqa: PLC0415 - for Burmese only

    with warnings.catch_warnings():  # it opens its model in a way that Python 3.11 deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


def zawgyi(pair: Pair) -> str:
    """Burmese in the encoding of old fonts."""
    if not _ZAWGYI_TELLS.search(pair.value):
        return ""
    probability = float(_detector().get_zawgyi_probability(pair.value))
    return "Zawgyi encoding; convert the text to Unicode" if probability >= _ZAWGYI else ""


def _width(value: str) -> int:
    return sum(unicodedata.category(char) not in UNSEEN for char in value)


def room(text: Text) -> int:
    """How many characters the place of an English text has for a translation; 0: no limit."""
    field, width = text.id.rpartition(".")[2], _width(shown(text))
    if text.id in _ZIM:
        return _ZIM[text.id]
    if field == "short":
        return _SHORT
    if field in ("title", "subtitle"):
        return max(_TITLE_FREE, int(1.7 * width) + 20)
    return 2 * width + 30 if text.id.startswith("interface.") else 0


def too_long(pair: Pair) -> str:
    """A text that its place on the page or in print cannot hold."""
    width, most = _width(pair.value), room(pair.text)
    return f"{width} characters, {most} fit its place; shorten it" if 0 < most < width else ""


def wrong_script(pair: Pair) -> str:
    """A text without a letter of its language, names of organisations apart."""
    language = languages.find(pair.language)
    if language is None:
        return ""
    own = script(language.endonym[0])
    letters = sum(char.isalpha() for char in pair.english)
    named = pair.text.id.startswith("term.") and typography.is_name(pair.english)
    if letters <= _LONG_ENOUGH or named or any(script(char) == own for char in pair.value):
        return ""
    return f"no letter of {language.english}; translate it, or move it to its own language"
