"""The tiny guide in languages of many scripts: real words, chosen by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib

from guide import project
from guide.core.languages import language
from guide.i18n import extract, new_language
from support import tiny

# Safety, community, right, water, garden.
WORDS: Mapping[str, tuple[str, ...]] = {
    "am": ("ደኅንነት", "ማኅበረሰብ", "መብት", "ውኃ", "አትክልት"),
    "he": ("ביטחון", "הקהילה", "זכויות", "מים", "ובגינה"),
    "hi": ("सुरक्षा", "समुदाय", "अधिकार", "पानी", "बगीचा"),
    "ja": ("安全", "地域社会", "権利", "水", "庭"),
    "km": ("សន្តិសុខ", "សហគមន៍", "សិទ្ធិ", "ទឹក", "សួន"),
    "ko": ("안전", "공동체", "권리", "물", "정원"),
    "ru": ("безопасность", "сообщество", "ещё", "вода", "ёлка"),
    "tet": ("seguransa", "komunidade", "direitu", "bee", "to’os"),
    "th": ("ความปลอดภัย", "ชุมชน", "สิทธิ", "น้ำ", "สวน"),
    "vi": ("an toàn", "cộng đồng", "quyền", "nước", "vườn"),
    "zh-Hans": ("安全", "社区", "人权", "水源", "园地"),
    "zh-Hant-TW": ("安全", "社區", "人權", "水源", "園地"),
}
UNSPACED = ("ja", "km", "th", "zh-Hans", "zh-Hant-TW")
LIST = """languages: [en]
gate: {listed: 90}
described:
  - {code: tet, name: Tetun, like: pt}
"""
_KEPT = re.compile(r"\{\w+\}|\[\[[a-z0-9-]+\||\]\([^()\s]+\)|\bhttps?://\S+")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")


def translated(text: str, code: str) -> str:
    """A text in a language's words; placeholders, markup and addresses stay as they are."""
    parts = "".join(_pieces(text, code))
    if code in UNSPACED:
        for word in WORDS[code]:
            parts = parts.replace(f"{word} ", word)
    return parts


def _pieces(text: str, code: str) -> Iterator[str]:
    words = WORDS[code]

    def chosen(match: re.Match[str]) -> str:
        return words[(len(match[0]) + match.start()) % len(words)]

    end = 0
    for kept in _KEPT.finditer(text):
        yield _WORD.sub(chosen, text[end : kept.start()])
        yield kept[0]
        end = kept.end()
    yield _WORD.sub(chosen, text[end:])


def write(folder: Path) -> Path:
    """A copy of the tiny guide in all these languages, each translated as a whole."""
    root = tiny.copy(folder)
    (root / "translations/fr.po").unlink()
    (root / "translations/languages.yml").write_text(LIST, encoding="utf-8")
    source = project.load(root).source
    for code in WORDS:
        new_language.begin(root, source, code)
        catalogue = extract.read(root, code)
        for entry in catalogue:
            entry.msgstr = translated(entry.msgid, code)
        catalogue.save(str(root / f"translations/{code}.po"))
    assert isinstance(catalogue, polib.POFile)
    assert language("tet").endonym == "Tetun"
    return root
