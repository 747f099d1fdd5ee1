"""What is true of each language in any guide: its names, direction, digits and plural rule.

A code is a BCP 47 tag in its canonical form, such as `fr`, `tet`, `zh-Hant-TW` or `es-419`. Names
and digits come from Unicode CLDR through Babel, so that a new language needs no change here. A
project describes a language that CLDR does not know in translations/languages.yml. Plural rules are
those of GNU gettext's `msginit`, because Babel's differ for Indonesian, Burmese and Arabic:
https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import langcodes
from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_percent
from babel.units import format_unit

from guide.core import scripts

ENGLISH = "en"  # the language of commands and messages to editors

_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx"})  # ISO 639: uncoded, several, unknown, none
_LETTERS = (2, 3)  # of the first part of a code
_LATIN = "Latn"
# Unicode CLDR's pseudo-languages, for tests: English with accents, and English right to left.
_PSEUDO = {"en-XA": "en", "ar-XB": "ar"}
# Where practitioners use a name other than CLDR's.
_ENDONYMS = {"id": "Bahasa Indonesia"}

_MEGABYTE = 1_000_000
_ONE = "nplurals=1; plural=0;"
_TWO = "nplurals=2; plural=(n != 1);"
_FEW = "plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_PLURALS = {
    **dict.fromkeys(("id", "ja", "km", "ko", "lo", "ms", "my", "th", "vi", "zh"), _ONE),
    **dict.fromkeys(("am", "fr", "ln", "mg", "ti"), "nplurals=2; plural=(n > 1);"),
    **dict.fromkeys(("be", "ru", "sr", "uk"), f"nplurals=3; {_FEW}"),
    "pt-BR": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
# What separates the members of a list, where it is not a comma (CLDR, list patterns).
_COMMAS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "، "),
    "my": "၊ ",
    **dict.fromkeys(("ja", "zh"), "、"),
}
# Where the short code means a territory other than CLDR's most likely one.
_TERRITORIES = {"pt": "PT"}
# The digit zero of CLDR's numbering systems; the other nine follow it.
_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    `code` is its BCP 47 tag, `endonym` its name for itself, `script` the ISO 15924 code of its
    script, such as `Latn`, `plural` the value of a PO file's `Plural-Forms`. `comma` separates the
    members of a list; `zero` is the first of its ten digits. `like` is the code of the language in
    CLDR whose numbers and dates it shares: mostly its own.
    """

    code: str
    endonym: str
    english: str
    script: str
    plural: str
    comma: str
    zero: str
    like: str

    @property
    def base(self) -> str:
        """The code without script, region and the rest, such as `zh` of `zh-Hant-TW`."""
        return self.code.partition("-")[0]

    @property
    def direction(self) -> str:
        """`rtl` where its script runs from right to left, else `ltr`."""
        return "rtl" if scripts.from_right(self.script) else "ltr"

    @property
    def is_slanted(self) -> bool:
        """Whether its script has italics."""
        return scripts.is_slanted(self.script)

    @property
    def is_tall(self) -> bool:
        """Whether its lines need more room than those of English."""
        return scripts.is_tall(self.script)

    def number(self, value: object) -> str:
        """A number, or a text with numbers in it, in the language's own digits."""
        zero = ord(self.zero)
        return "".join(chr(zero + int(char)) if "0" <= char <= "9" else char for char in str(value))

    @property
    def locale(self) -> str:
        """Language and territory, such as `fr_FR`; CLDR's likely territory if the code has none."""
        tag = _tag(self.code)
        likely = _likely(tag)[1]
        territory = tag.territory or _TERRITORIES.get(self.base, likely)
        return f"{self.base}_{territory}" if territory else self.base

    def share(self, percent: int) -> str:
        """A percentage as the language writes it."""
        return self.number(format_percent(percent / 100, locale=_locale(self.like)))

    def size(self, count: int) -> str:
        """A file size of `count` bytes, in decimal kilobytes or megabytes, rounded up."""
        large = count >= _MEGABYTE
        unit, bytes_each = ("digital-megabyte", _MEGABYTE) if large else ("digital-kilobyte", 1000)
        pattern = "#,##0.#" if large else "#,##0"
        tenths = math.ceil(count * 10 / bytes_each) / 10
        amount = tenths if large else math.ceil(count / bytes_each)
        locale = _locale(self.like)
        return self.number(format_unit(amount, unit, "short", format=pattern, locale=locale))


_described: dict[str, Language] = {}


def describe(code: str, name: str, script: str, like: str) -> None:
    """Makes `find` know a language by what a project says of it; '' leaves what is known.

    A code means one language in a process, which builds one project: the last description counts.
    `code` is one that `find` knows, `like` one that `is_known` knows. Raises KeyError otherwise.
    """
    found, other = _found(code), _found(like or code)
    if found is None or other is None:
        raise KeyError(code)
    english = found.english if found.english != code else name
    _described[code] = replace(
        found,
        endonym=name or found.endonym,
        english=english or code,
        script=script or found.script,
        comma=other.comma,
        zero=other.zero,
        like=other.like,
    )


def forget() -> None:
    """Makes `find` know no description any more, before those of a project are read."""
    _described.clear()


def find(code: str) -> Language | None:
    """The language of a code such as `fr`, `tet`, `pt-BR` or `uz-Cyrl`; None if it is no such code.

    A language that neither CLDR nor the project names goes by its English name or its code, and
    takes numbers and dates from English.
    """
    return _described.get(code) or _found(code)


@cache
def _found(code: str) -> Language | None:
    if not _is_code(code):
        return None
    tag = _tag(code)
    base, locale = tag.language or "", _nearest(tag)
    like = str(locale).replace("_", "-") if locale else ENGLISH
    pseudo = f" ({code})" if code in _PSEUDO else ""
    return Language(
        code,
        endonym=_name(tag, locale, "") + pseudo,
        english=_name(tag, locale, ENGLISH) + pseudo,
        script=(locale.script if locale else None) or _likely(tag)[0],
        plural=_PLURALS.get(code) or _PLURALS.get(base, _TWO),
        comma=_COMMAS.get(base, ", "),
        zero=_ZEROS.get(locale.default_numbering_system if locale else "", "0"),
        like=like,
    )


def language(code: str) -> Language:
    """The language of a code; raises KeyError if it is no code of a language."""
    known = find(code)
    if known is None:
        raise KeyError(code)
    return known


def is_named(code: str) -> bool:
    """Whether CLDR or the project has the name of a language in itself."""
    return code in _described or _nearest(_tag(code)) is not None


def is_known(code: str) -> bool:
    """Whether CLDR knows how a language writes numbers and dates."""
    return _is_code(code) and _nearest(_tag(code)) is not None


def is_script(code: str) -> bool:
    """Whether it is the ISO 15924 code of a script."""
    return code in Locale(ENGLISH).scripts


def script_name(code: str) -> str:
    """The English name of a script, such as Ethiopic for Ethi."""
    return str(Locale(ENGLISH).scripts.get(code, code))


def codes() -> Iterable[str]:
    """The codes in CLDR, for a hint when one is mistyped."""
    tags = (name.replace("_", "-") for name in localedata.locale_identifiers())
    return [tag for tag in tags if _is_code(tag)]


def alike(code: str) -> Iterable[str]:
    """The codes that a mistyped one may mean, for a hint: the same in the usual case, or all."""
    if langcodes.tag_is_valid(code) and _is_code(usual := langcodes.standardize_tag(code)):
        return [usual]
    return codes()


def _is_code(code: str) -> bool:
    """Whether it is a BCP 47 tag of a language, in the usual case: `fr-FR`, not `fr_fr`."""
    base = code.partition("-")[0]
    if base in _NO_LANGUAGE or len(base) not in _LETTERS or not langcodes.tag_is_valid(code):
        return False
    return str(langcodes.Language.get(code, normalize=False).to_tag()) == code


def _tag(code: str) -> langcodes.Language:
    return langcodes.Language.get(_PSEUDO.get(code, code), normalize=False)


def _likely(tag: langcodes.Language) -> tuple[str, str]:
    """The script and the territory of a tag: its own, or the likely ones in CLDR; '' for none."""
    known = get_global("likely_subtags")
    base, script, territory = tag.language or "", tag.script or "", tag.territory or ""
    keys = ("_".join(filter(None, (base, *more))) for more in ((script, territory), (script,)))
    likely = next((known[key] for key in (*keys, f"{base}_{territory}", base) if key in known), "")
    _, _, rest = likely.partition("_")
    likely_script, _, likely_territory = rest.partition("_")
    return script or likely_script or _LATIN, territory or likely_territory


def _nearest(tag: langcodes.Language) -> Locale | None:
    """CLDR's locale of a tag: without its region if there is none with it, but in its script."""
    for parts in (("script", "territory"), ("script",), ("territory",), ()):
        names = [tag.language, *(getattr(tag, part) for part in parts)]
        try:
            found = _locale("-".join(filter(None, names)))
        except (UnknownLocaleError, ValueError):
            continue
        if tag.script in (None, found.script, _likely(langcodes.Language(tag.language))[0]):
            return found
    return None


def _name(tag: langcodes.Language, locale: Locale | None, speaker: str) -> str:
    """The name of a language in itself, or as the language `speaker` says it."""
    english = Locale(ENGLISH)
    if locale is None:
        return str(english.languages.get(tag.language) or tag)
    code = str(tag)
    if not speaker and code in _ENDONYMS:
        return _ENDONYMS[code]
    name = locale.get_display_name(speaker or None) or code
    if tag.territory and not locale.territory:  # a region that CLDR has no locale for
        said = english if speaker else locale
        name = f"{name} ({said.territories.get(tag.territory, tag.territory)})"
    return name[:1].upper() + name[1:]


def _locale(code: str) -> Locale:
    return Locale.parse(_PSEUDO.get(code, code), sep="-")


def long_date(iso: str, code: str) -> str:
    """A date such as 2026-11-22 in the long form of a language (Unicode CLDR).

    With a month in words, because right-to-left text would show a numeric date in another order.
    """
    shown = language(code)
    words = format_date(date.fromisoformat(iso), format="long", locale=_locale(shown.like))
    return shown.number(words)
