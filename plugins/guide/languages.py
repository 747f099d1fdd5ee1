"""Floor 1. The table of languages: what is true of each, whatever the guide.

Endonyms and directions: Unicode CLDR 48. Plural rules: the gettext forms of GNU gettext's own
table (`msginit`). List separators: CLDR list patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: BCP 47 code, own name, English name, direction, gettext plural rule."""

    code: str
    endonym: str
    english: str
    direction: str = "ltr"
    plural: str = "nplurals=2; plural=(n != 1);"
    comma: str = ", "


_TABLE = (
    Language("en", "English", "English"),
    Language("fr", "Français", "French", plural="nplurals=2; plural=(n > 1);"),
    Language("es", "Español", "Spanish"),
    Language("pt", "Português", "Portuguese"),
    Language("id", "Bahasa Indonesia", "Indonesian", plural="nplurals=1; plural=0;"),
    Language(
        "ar",
        "العربية",
        "Arabic",
        direction="rtl",
        plural="nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 ? 4 : 5);",
        comma="، ",
    ),
    Language("my", "မြန်မာ", "Burmese", plural="nplurals=1; plural=0;", comma="၊ "),
)

LANGUAGES = {language.code: language for language in _TABLE}


def long_date(iso: str, language: str) -> str:
    """A date such as 2026-11-22 in words, in the way of the language (Unicode CLDR, by Babel).

    In numbers it would be read in another order where text runs from right to left.
    """
    return format_date(date.fromisoformat(iso), format="long", locale=language)
