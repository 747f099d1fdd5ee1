"""What is true of each language, whatever the guide: `find` and `language` give it.

Own names, directions, digits: Unicode CLDR, by Babel, so that a new language needs no line here.
Plural rules: GNU gettext's own table (`msginit`); Babel's differ for Indonesian, Burmese, Arabic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_percent
from babel.units import format_unit

SOURCE = "en"

# Two letters, then a script and a region where they are needed; mkdocs-static-i18n takes no other.
_CODE = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# The pseudo-languages of Unicode CLDR, for tests: English with accents, and from right to left.
_PSEUDO = {"en-XA": "en", "ar-XB": "ar"}
# Where practitioners use another name than CLDR's.
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
# What parts the members of a list, where it is not a comma (CLDR, characters of punctuation).
_COMMAS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "، "),
    "my": "၊ ",
    **dict.fromkeys(("ja", "zh"), "、"),
}
# Where the short code means another form of the language than CLDR's most likely one.
_TERRITORIES = {"pt": "PT"}
# The digit zero of CLDR's numbering systems; the other nine follow it.
_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language: BCP 47 code, own name, English name, direction, gettext plural rule.

    `comma` parts the members of a list; `zero` is the first of its ten digits.
    """

    code: str
    endonym: str
    english: str
    direction: str
    plural: str
    comma: str
    zero: str

    def number(self, value: object) -> str:
        """A number, or a text with numbers, in the language's own digits."""
        first = ord(self.zero)
        return "".join(
            chr(first + int(char)) if "0" <= char <= "9" else char for char in str(value)
        )

    @property
    def script(self) -> str:
        """The script that it is written in, such as `Latn` (ISO 15924)."""
        locale = _locale(self.code)
        return locale.script or get_global("likely_subtags")[locale.language].split("_")[1]

    @property
    def locale(self) -> str:
        """Language and territory, such as `fr_FR`; CLDR's most likely one if its code has none."""
        locale = _locale(self.code)
        likely: str = get_global("likely_subtags")[locale.language].split("_")[2]
        territory = locale.territory or _TERRITORIES.get(locale.language, likely)
        return f"{locale.language}_{territory}"

    def share(self, percent: int) -> str:
        """A share in per cent, in the way of the language."""
        return self.number(format_percent(percent / 100, locale=_locale(self.code)))

    def size(self, count: int) -> str:
        """A file's size of so many bytes, in kilobytes or megabytes of a thousand, rounded up."""
        large = count >= _MEGABYTE
        unit, one = ("digital-megabyte", _MEGABYTE) if large else ("digital-kilobyte", 1000)
        form = "#,##0.#" if large else "#,##0"
        tenths = math.ceil(count * 10 / one) / 10
        shown = tenths if large else math.ceil(count / one)
        locale = _locale(self.code)
        return self.number(format_unit(shown, unit, "short", format=form, locale=locale))


@cache
def find(code: str) -> Language | None:
    """The language of a code such as `fr`, `pt-BR` or `uz-Cyrl`; None where CLDR knows none."""
    if not _CODE.fullmatch(code):
        return None
    try:
        locale = _locale(code)
    except (UnknownLocaleError, ValueError):
        return None
    base = locale.language
    name = _ENDONYMS.get(code) or locale.get_display_name() or code
    pseudo = f" ({code})" if code in _PSEUDO else ""
    return Language(
        code,
        endonym=name[:1].upper() + name[1:] + pseudo,
        english=(locale.get_display_name(SOURCE) or code) + pseudo,
        direction=locale.text_direction,
        plural=_PLURALS.get(code) or _PLURALS.get(base, _TWO),
        comma=_COMMAS.get(base, ", "),
        zero=_ZEROS.get(locale.default_numbering_system, "0"),
    )


def language(code: str) -> Language:
    """The language of a code; KeyError where there is none."""
    found = find(code)
    if found is None:
        raise KeyError(code)
    return found


def codes() -> Iterable[str]:
    """Codes that can be used, for a hint where a code is mistyped."""
    known = (name.replace("_", "-") for name in localedata.locale_identifiers())
    return [code for code in known if _CODE.fullmatch(code)]


def _locale(code: str) -> Locale:
    return Locale.parse(_PSEUDO.get(code, code), sep="-")


def long_date(iso: str, code: str) -> str:
    """A date such as 2026-11-22 in words, in the way of the language (Unicode CLDR, by Babel).

    In numbers it would be read in another order where text runs from right to left.
    """
    words = format_date(date.fromisoformat(iso), format="long", locale=_locale(code))
    return language(code).number(words)
