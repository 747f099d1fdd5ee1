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
    """A language: BCP 47 code, own name, English name, direction, gettext plural rule.

    `small_words` say nothing of what a reader looks for: articles,
    prepositions, pronouns; parted by spaces.
    """

    code: str
    endonym: str
    english: str
    direction: str = "ltr"
    plural: str = "nplurals=2; plural=(n != 1);"
    comma: str = ", "
    small_words: str = ""


_TABLE = (
    Language(
        "en",
        "English",
        "English",
        small_words="a an and are as at by do for from how in is it its of on or our the their "
        "this to we what who with your",
    ),
    Language(
        "fr",
        "Français",
        "French",
        plural="nplurals=2; plural=(n > 1);",
        small_words="a à au aux avec c ce ces cette comment d dans de des du en est et l la le les "
        "leur leurs n ou où par pour qu que qui s sa se ses son sont sur un une",
    ),
    Language(
        "es",
        "Español",
        "Spanish",
        small_words="a al como cómo con de del el en es la las lo los o para por que qué quien "
        "quién se su sus un una y",
    ),
    Language(
        "pt",
        "Português",
        "Portuguese",
        small_words="a à ao aos as às com como da das de do dos e em é na nas no nos o os ou para "
        "pela pelas pelo pelos por que quem se seu sua um uma",
    ),
    Language(
        "id",
        "Bahasa Indonesia",
        "Indonesian",
        plural="nplurals=1; plural=0;",
        small_words="atau bagaimana dan dari dengan di ini itu ke oleh pada para untuk yang",
    ),
    Language(
        "ar",
        "العربية",
        "Arabic",
        direction="rtl",
        plural="nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 ? 4 : 5);",
        comma="، ",
        small_words="أن أو إلى إن ان او الى التي الذي به بها ذلك على عن عند في فيه فيها كيف لا له "
        "لها ما مع من منه منها هذا هذه هو هي و وفي ومن",
    ),
    Language("my", "မြန်မာ", "Burmese", plural="nplurals=1; plural=0;", comma="၊ "),
)

LANGUAGES = {language.code: language for language in _TABLE}


def long_date(iso: str, language: str) -> str:
    """A date such as 2026-11-22 in words, in the way of the language (Unicode CLDR, by Babel).

    In numbers it would be read in another order where text runs from right to left.
    """
    return format_date(date.fromisoformat(iso), format="long", locale=language)
