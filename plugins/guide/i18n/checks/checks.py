"""The checks of texts: what would damage a page, and what readers would stumble over.

`CHECKS` lists them by code. A finding of severity `error` ends `guide check` and `guide build`. A
check looks at one translation and its original. Stale translations and the original itself are
shown to readers too, so they get the checks marked `always`. Untranslated texts are not checked.
Where two checks would report the same fault, the less specific one lists the other's code in
`unless`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.core.diagnostics import Diagnostic
from guide.core.location import Location
from guide.core.model import Guide
from guide.core.walk import texts
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import characters, lengths, punctuation, structure, typography
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.checks.terms import missing, terms_of
from guide.i18n.checks.waivers import Waiver

ERROR, WARNING = "error", "warning"
UNUSED = "unused-waiver"
TERM = "glossary-term"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in a translation: its place in the PO file, the text's id, the check's code."""

    location: Location
    id: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A kind of fault. `find` gives a message, or '' if there is no fault.

    The check is skipped if one of the checks in `unless` has found something. It applies to the
    codes in `languages`, or to all languages if that is empty; with `always` it also applies to
    stale translations and to the original.
    """

    severity: str
    help: str
    find: Callable[[Pair], str]
    unless: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    always: bool = False


Find = Callable[[Pair, Mapping[str, TextCheck]], Iterable[tuple[str, str]]]


def check(
    guide: Guide,
    catalogue: Catalogue,
    waivers: Iterable[Waiver],
    terms: Mapping[str, tuple[ExpectedTerm, ...]] | None = None,
) -> list[Finding]:
    """Every finding in a catalogue that is not waived, and every unused waiver, sorted by place.

    `guide` is in its source language; `terms` is the result of `terms.by_language`.
    """
    expected = terms_of(guide, catalogue, (terms or {}).get(catalogue.language, ()))
    waived = {(waiver.id, waiver.code): waiver for waiver in waivers}
    findings = list(_findings(guide, catalogue, CHECKS, expected))
    report = [finding for finding in findings if (finding.id, finding.code) not in waived]
    used = {(finding.id, finding.code) for finding in findings}
    for key, waiver in waived.items():
        if key not in used:
            message = f"the waiver of {waiver.code} is not used; delete its line"
            severity = CHECKS[UNUSED].severity
            report.append(Finding(waiver.location, waiver.id, UNUSED, severity, message))
    return sorted(report, key=lambda finding: (finding.location, finding.id, finding.code))


def errors(
    guide: Guide,
    catalogue: Catalogue,
    waivers: Iterable[Waiver],
    of: Mapping[str, TextCheck] | None = None,
    find: Find | None = None,
) -> list[Diagnostic]:
    """The findings in a catalogue that end a build and are not waived; `of` sets other checks.

    `find` gives the faults of a text, as `faults` does.
    """
    waived = {(waiver.id, waiver.code) for waiver in waivers}
    return [
        Diagnostic(finding.location, f"{finding.id}: {finding.message}")
        for finding in _findings(guide, catalogue, ERRORS if of is None else of, find=find)
        if (finding.id, finding.code) not in waived
    ]


def _findings(
    guide: Guide,
    catalogue: Catalogue,
    of: Mapping[str, TextCheck],
    terms: tuple[ExpectedTerm, ...] = (),
    find: Find | None = None,
) -> Iterator[Finding]:
    """What some checks find in a catalogue, waived or not."""
    known = frozenset(guide.terms)
    for text in {text.id: text for text in texts(guide)}.values():
        entry = catalogue.entry(text)
        if entry is None or not entry.value:
            continue
        stale = entry.fuzzy or entry.source != text.value
        pair = Pair(text, entry.value, catalogue.language, terms, known)
        for code, message in (find or faults)(pair, ALWAYS if stale else of):
            yield Finding(entry.location, text.id, code, CHECKS[code].severity, message)


def source_problems(guide: Guide, find: Find | None = None) -> Iterator[Diagnostic]:
    """What the checks marked `always` find in the guide in its source language.

    `find` gives the faults of a text, as `faults` does.
    """
    known = frozenset(guide.terms)
    for text in texts(guide):
        pair = Pair(text, text.value, guide.language, known=known)
        for _, message in (find or faults)(pair, ALWAYS):
            yield Diagnostic(text.location, message)


def faults(pair: Pair, of: Mapping[str, TextCheck] | None = None) -> Iterator[tuple[str, str]]:
    """The code and message of each fault of one text; `of` sets checks other than all of them."""
    codes: set[str] = set()
    for code, item in (CHECKS if of is None else of).items():
        if codes.isdisjoint(item.unless) and (
            not item.languages or pair.language in item.languages
        ):
            message = item.find(pair)
            if message:
                codes.add(code)
                yield code, message


def _reader(find: Callable[[str, str, str], str]) -> Callable[[Pair], str]:
    """Makes a check of a pair from a check of typography."""
    return lambda pair: find(pair.english, pair.shown, pair.language)


_ENGLISH = ("unchanged", "wrong-script")
_FOREIGN = ("template", "html", "unsafe-link")

CHECKS: Mapping[str, TextCheck] = {
    "template": TextCheck(
        ERROR, "Template code (Jinja braces) in a text.", structure.template, always=True
    ),
    "html": TextCheck(
        ERROR, "HTML tags, closed or not, or entities in a text.", structure.html, always=True
    ),
    "unsafe-link": TextCheck(
        ERROR,
        "A link that does not begin with https://, http:// or mailto:.",
        structure.unsafe,
        always=True,
    ),
    "image": TextCheck(ERROR, "An image in a text.", structure.image, always=True),
    "placeholder": TextCheck(
        ERROR,
        "{placeholders} that differ from the original.",
        structure.placeholder,
        unless=("template",),
        always=True,
    ),
    "link": TextCheck(
        ERROR,
        "A link with a target other than in the original.",
        structure.link,
        unless=("unsafe-link", "image"),
    ),
    "stray-markup": TextCheck(
        ERROR,
        "Markup that is not closed, or any markup in a one-line text.",
        structure.stray,
        unless=("unsafe-link", "template", "image"),
        always=True,
    ),
    "unknown-term": TextCheck(
        ERROR, "A link to a term that is not in the glossary.", structure.unknown_term, always=True
    ),
    "markup": TextCheck(
        ERROR,
        "More or less **strong**, *emphasis*, list items, paragraphs or linked terms.",
        structure.marking,
        unless=("unsafe-link", "link", "stray-markup", "unknown-term"),
    ),
    "line-break": TextCheck(
        ERROR, "A line break in a one-line text.", structure.line_break, always=True
    ),
    "control-character": TextCheck(
        ERROR,
        "A control, private-use or replacement character, or an invisible one that no text needs.",
        characters.control,
        always=True,
    ),
    "bidi": TextCheck(
        ERROR,
        "A direction override, or isolates that are not in pairs.",
        characters.bidi,
        always=True,
    ),
    "not-nfc": TextCheck(
        ERROR, "Letters that are not composed (Unicode form NFC).", characters.nfc, always=True
    ),
    "mixed-script": TextCheck(
        ERROR,
        "A word with Cyrillic or Greek look-alikes of Latin letters.",
        characters.mixed,
        always=True,
    ),
    "zawgyi": TextCheck(
        ERROR, "Burmese in Zawgyi encoding.", characters.zawgyi, languages=("my",), always=True
    ),
    "too-long": TextCheck(
        ERROR, "A title, short name or message too long for its place.", lengths.too_long
    ),
    "wrong-script": TextCheck(
        ERROR, "A text without letters of the language’s script.", characters.wrong_script
    ),
    "unchanged": TextCheck(
        WARNING,
        "More than three words left as in the original, except in names.",
        _reader(typography.unchanged),
        unless=("wrong-script",),
    ),
    TERM: TextCheck(
        WARNING, "A term translated otherwise than in the glossary.", missing, unless=_ENGLISH
    ),
    "numbers": TextCheck(
        WARNING,
        "Numbers that differ from the original.",
        _reader(typography.numbers),
        unless=_FOREIGN,
    ),
    "final-punctuation": TextCheck(
        WARNING,
        "A last punctuation mark of another kind than the original one.",
        lambda pair: punctuation.final(pair.english, pair.shown, pair.language, pair.text.language),
        unless=(*_ENGLISH, *_FOREIGN),
    ),
    "punctuation": TextCheck(
        WARNING,
        "Punctuation against the rules of the language: the signs of its script, such as ؟ ، ؛ ။ ၊ "
        "። ។ 。 ，; no-break spaces in French, ¿ ¡ in Spanish.",
        _reader(punctuation.signs),
        unless=(*_ENGLISH, *_FOREIGN, "final-punctuation"),
    ),
    "doubled-word": TextCheck(WARNING, "A word twice in a row.", _reader(typography.doubled)),
    "edge-space": TextCheck(
        WARNING,
        "A space at the beginning or end.",
        lambda pair: typography.edges(pair.value),
        unless=("line-break", "control-character"),
    ),
    "straight-quote": TextCheck(
        WARNING, "A straight quote or apostrophe.", _reader(typography.quotes), unless=_FOREIGN
    ),
    "double-space": TextCheck(WARNING, "Two spaces in a row.", _reader(typography.spaces)),
    "invisible-character": TextCheck(
        WARNING,
        "An invisible character that the language does not need.",
        lambda pair: typography.invisible(pair.value, pair.language),
    ),
    UNUSED: TextCheck(WARNING, "A waiver that is not used.", lambda _: ""),
}

ALWAYS = {code: item for code, item in CHECKS.items() if item.always}
ERRORS = {code: item for code, item in CHECKS.items() if item.severity == ERROR}
