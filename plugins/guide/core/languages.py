"""What is true of each language in any guide: its names, direction, digits and plural rule.

Names, directions and digits come from Unicode CLDR through Babel, so that a new language needs no
change here. Plural rules are those of GNU gettext's `msginit`, because Babel's differ for
Indonesian, Burmese and Arabic: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
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

ENGLISH = "en"  # the language of commands and messages to editors

# Two letters, then a script and a region where needed; mkdocs-static-i18n accepts no others.
_CODE = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
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

    `code` is its BCP 47 tag, `endonym` its name for itself, `direction` `ltr` or `rtl`, `plural`
    the value of a PO file's `Plural-Forms`. `comma` separates the members of a list; `zero` is the
    first of its ten digits.
    """

    code: str
    endonym: str
    english: str
    direction: str
    plural: str
    comma: str
    zero: str

    def number(self, value: object) -> str:
        """A number, or a text with numbers in it, in the language's own digits."""
        zero = ord(self.zero)
        return "".join(chr(zero + int(char)) if "0" <= char <= "9" else char for char in str(value))

    @property
    def script(self) -> str:
        """The ISO 15924 code of its script, such as `Latn`."""
        locale = _locale(self.code)
        return locale.script or get_global("likely_subtags")[locale.language].split("_")[1]

    @property
    def locale(self) -> str:
        """Language and territory, such as `fr_FR`; CLDR's likely territory if the code has none."""
        locale = _locale(self.code)
        likely: str = get_global("likely_subtags")[locale.language].split("_")[2]
        territory = locale.territory or _TERRITORIES.get(locale.language, likely)
        return f"{locale.language}_{territory}"

    def share(self, percent: int) -> str:
        """A percentage as the language writes it."""
        return self.number(format_percent(percent / 100, locale=_locale(self.code)))

    def size(self, count: int) -> str:
        """A file size of `count` bytes, in decimal kilobytes or megabytes, rounded up."""
        large = count >= _MEGABYTE
        unit, bytes_each = ("digital-megabyte", _MEGABYTE) if large else ("digital-kilobyte", 1000)
        pattern = "#,##0.#" if large else "#,##0"
        tenths = math.ceil(count * 10 / bytes_each) / 10
        amount = tenths if large else math.ceil(count / bytes_each)
        locale = _locale(self.code)
        return self.number(format_unit(amount, unit, "short", format=pattern, locale=locale))


@cache
def find(code: str) -> Language | None:
    """The language of a code such as `fr`, `pt-BR` or `uz-Cyrl`; None if CLDR does not know it."""
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
        english=(locale.get_display_name(ENGLISH) or code) + pseudo,
        direction=locale.text_direction,
        plural=_PLURALS.get(code) or _PLURALS.get(base, _TWO),
        comma=_COMMAS.get(base, ", "),
        zero=_ZEROS.get(locale.default_numbering_system, "0"),
    )


def language(code: str) -> Language:
    """The language of a code; raises KeyError if CLDR does not know it."""
    known = find(code)
    if known is None:
        raise KeyError(code)
    return known


def codes() -> Iterable[str]:
    """All codes that `find` knows, for a hint when one is mistyped."""
    tags = (name.replace("_", "-") for name in localedata.locale_identifiers())
    return [tag for tag in tags if _CODE.fullmatch(tag)]


def _locale(code: str) -> Locale:
    return Locale.parse(_PSEUDO.get(code, code), sep="-")


def long_date(iso: str, code: str) -> str:
    """A date such as 2026-11-22 in the long form of a language (Unicode CLDR).

    With a month in words, because right-to-left text would show a numeric date in another order.
    """
    words = format_date(date.fromisoformat(iso), format="long", locale=_locale(code))
    return language(code).number(words)
