"""Floor 5. What readers of the stick read first: START-HERE.html, a README in each language."""

from __future__ import annotations

import codecs
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment

from guide import downloads, policy
from guide.downloads import Download
from guide.editions.context import Context
from guide.editions.identity import guide_mark, station
from guide.editions.nodes import Node
from guide.languages import Language
from guide.model import Guide, State, Text
from guide.pages import environment
from guide.wording import Wording

_WIDTH = 76
# Notepad lays every line out from left to right unless told otherwise (Unicode UAX #9).
_RTL, _LTR, _END = "\u202b", "\u202a", "\u202c"


@dataclass(frozen=True, slots=True)
class Row:
    """Files about one stage, whose `station` says its number, or about one audience."""

    title: Text
    files: tuple[Download, ...]
    station: Node | None


@dataclass(frozen=True, slots=True)
class Font:
    """A web font of the pages that START-HERE.html uses, too: old systems have none for Burmese.

    `size`, in per cent, evens its letters with the system's Latin ones.
    """

    language: str
    family: str
    weight: int
    size: int
    path: str


@dataclass(frozen=True)
class Entrance:
    """A language on the stick: where its pages begin, its files by their paths on the stick."""

    context: Context
    home: str
    files: tuple[Download, ...]
    fonts: tuple[Font, ...] = ()

    @property
    def guide(self) -> Guide:
        """The guide in the language."""
        return self.context.guide

    @property
    def words(self) -> Wording:
        """The program's words in the language."""
        return self.context.words

    @property
    def language(self) -> Language:
        """The language."""
        return self.context.words.language

    @property
    def notices(self) -> tuple[Text, ...]:
        """What must be said of the texts in this language, wherever on the stick they stand."""
        return self.context.notices((self.guide,))

    @property
    def phone(self) -> tuple[Download, ...]:
        """The whole guide in one file, for phones."""
        forms = ("html", "epub", "a4")
        found = (one for one in self.files if one.name.startswith("phone/"))
        return tuple(sorted(found, key=lambda one: forms.index(one.form)))

    @property
    def whole(self) -> tuple[Download, ...]:
        """The whole guide, to print."""
        return tuple(one for one in self.about("guide") if one.name.endswith(".pdf"))

    def about(self, kind: str, subject: str = "") -> tuple[Download, ...]:
        """The files of a kind about one subject."""
        return downloads.about(self.files, kind, subject)

    def rows(self, kind: str) -> tuple[Row, ...]:
        """The files of a kind, by stage and audience."""
        titles = {one.id: one.title for one in self.guide.stages}
        titles |= {one.id: one.title for one in self.guide.audiences}
        rows = (
            Row(title, self.about(kind, ident), station(self.context, ident))
            for ident, title in titles.items()
        )
        return tuple(row for row in rows if row.files)


def start(entrances: Sequence[Entrance]) -> bytes:
    """START-HERE.html: three doors in each language, without script."""
    templates = _templates(entrances[0].context.templates)
    style = templates.get_template("usb/start.css").render(
        fonts=[font for entrance in entrances for font in entrance.fonts]
    )
    return (
        templates.get_template("usb/start.html")
        .render(
            entrances=entrances,
            source=entrances[0].context.source,
            mark=guide_mark(entrances[0].context),
            style=style,
            style_hash=policy.fingerprint(style),
            see=lambda _: "",
            xml=False,
        )
        .encode()
    )


def readme(entrance: Entrance) -> bytes:
    """A README for Notepad: UTF-8 with its mark, CRLF, lines that need no wrapping."""
    made = (
        _templates(entrance.context.templates)
        .get_template("usb/readme.txt")
        .render(
            entrance=entrance,
            words=entrance.words,
            said=partial(_said, entrance.words),
            ltr=partial(_left_to_right, entrance.language),
        )
    )
    lines = (part for line in made.splitlines() for part in _wrapped(line, entrance.language))
    return codecs.BOM_UTF8 + "".join(f"{line}\r\n" for line in lines).encode()


def _said(words: Wording, text: Text) -> str:
    """A text on one line, and in brackets its state where it is no sound translation."""
    state = text.state if text.state in (State.UNTRANSLATED, State.STALE) else None
    said = f"{text} [{words.ui(f'state-{state}')}]" if state else text.value
    return " ".join(said.split())


def _left_to_right(language: Language, text: str) -> str:
    """A file's name or a command, so that it can be read within the language."""
    return f"{_LTR}{text}{_END}" if language.direction == "rtl" else text


def _wrapped(line: str, language: Language) -> list[str]:
    """A line as lines of the width, all indented like it; parted at spaces alone."""
    marks = (_RTL, _END) if language.direction == "rtl" else ("", "")
    parts = textwrap.wrap(
        line,
        _WIDTH - len("".join(marks)),
        subsequent_indent=" " * (len(line) - len(line.lstrip(" "))),
        break_long_words=False,  # Burmese writes phrases without spaces
        break_on_hyphens=False,
    )
    return [part.join(marks) for part in parts] or [""]


@cache
def _templates(folder: Path) -> Environment:
    return environment(folder)
