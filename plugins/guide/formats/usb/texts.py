"""What readers of the stick read first: START-HERE.html, a README in each language."""

from __future__ import annotations

import codecs
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from guide.core import artifacts, queries
from guide.core.artifacts import PHONE, Artifact
from guide.core.languages import Language
from guide.core.model import Guide, State, Text
from guide.formats.chapters import addition
from guide.formats.context import Context
from guide.formats.payload import Payload
from guide.site import csp
from guide.theme.branding import mark, stage_number
from guide.theme.messages import Messages
from guide.theme.templates import environment

_WIDTH = 76
# Notepad shows every line left to right unless an embedding says otherwise (Unicode UAX #9).
_RTL, _LTR, _END = "\u202b", "\u202a", "\u202c"


@dataclass(frozen=True, slots=True)
class FileRow:
    """Files about one stage, whose `stage_number` says its number, one audience or one tool.

    `head` is the title of a group of stages where it begins.
    """

    title: Text
    files: tuple[Artifact, ...]
    stage_number: Payload | None = None
    head: Text | None = None


@dataclass(frozen=True, slots=True)
class StickFont:
    """A web font of the pages that START-HERE.html uses as well, since old systems lack Burmese.

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
    files: tuple[Artifact, ...]
    fonts: tuple[StickFont, ...] = ()

    @property
    def guide(self) -> Guide:
        """The guide in the language."""
        return self.context.guide

    @property
    def words(self) -> Messages:
        """The program's messages in the language."""
        return self.context.words

    @property
    def language(self) -> Language:
        """The language."""
        return self.context.words.language

    @property
    def notices(self) -> tuple[Text, ...]:
        """What must be said about the texts in this language, anywhere on the stick."""
        return self.context.notices((self.guide,))

    @property
    def phone(self) -> tuple[Artifact, ...]:
        """The whole guide in one file, for phones."""
        found = (one for one in self.files if one.name.startswith("phone/"))
        return tuple(sorted(found, key=lambda one: PHONE.index(one.form)))

    @property
    def whole(self) -> tuple[Artifact, ...]:
        """The whole guide, to print."""
        return tuple(one for one in self.about("guide") if one.name.endswith(".pdf"))

    def about(self, kind: str, subject: str = "") -> tuple[Artifact, ...]:
        """The files of a kind about one subject."""
        return artifacts.about(self.files, kind, subject)

    def rows(self, kind: str) -> tuple[FileRow, ...]:
        """The files of a kind, by stage and audience."""
        titles = {one.id: one.title for one in self.guide.stages}
        titles |= {one.id: one.title for one in self.guide.audiences}
        found = {ident: files for ident in titles if (files := self.about(kind, ident))}
        heads = queries.group_heads(self.guide, found)
        return tuple(
            FileRow(titles[ident], files, stage_number(self.words, ident), head)
            for head, (ident, files) in zip(heads, found.items(), strict=True)
        )

    @property
    def tools(self) -> tuple[FileRow, ...]:
        """The files of each tool."""
        found = ((tool.title, self.about("tool", tool.id)) for tool in self.guide.tools)
        return tuple(FileRow(title, files) for title, files in found if files)


def start(entrances: Sequence[Entrance]) -> bytes:
    """START-HERE.html: three doors in each language, without script."""
    templates = environment(entrances[0].context.theme)
    colours = entrances[0].context.colours
    style = templates.get_template("usb/start.css").render(
        fonts=[font for entrance in entrances for font in entrance.fonts],
        tall=[one.language.code for one in entrances if one.language.is_tall],
        light=colours.light,
        dark=colours.dark,
    )
    return (
        templates.get_template("usb/start.html")
        .render(
            entrances=entrances,
            source=entrances[0].context.source,
            mark=mark(entrances[0].context.theme).file,
            style=style,
            style_hash=csp.fingerprint(style),
            addition=addition(entrances[0].guide),
            note_shown=lambda _: "",
            xml=False,
        )
        .encode()
    )


def readme(entrance: Entrance) -> bytes:
    """A README for Notepad: UTF-8 with a byte order mark, CRLF, wrapped lines."""
    made = (
        environment(entrance.context.theme)
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


def _said(words: Messages, text: Text) -> str:
    """A text on one line, followed in brackets by its state if it is untranslated or stale."""
    state = text.state if text.state in (State.UNTRANSLATED, State.STALE) else None
    said = f"{text} [{words.ui(f'state-{state}')}]" if state else text.value
    return " ".join(said.split())


def _left_to_right(language: Language, text: str) -> str:
    """A file's name or a command, so that it can be read within the language."""
    return f"{_LTR}{text}{_END}" if language.direction == "rtl" else text


def _wrapped(line: str, language: Language) -> list[str]:
    """A line wrapped to the width at spaces only; every line keeps its indent."""
    marks = (_RTL, _END) if language.direction == "rtl" else ("", "")
    parts = textwrap.wrap(
        line,
        _WIDTH - len("".join(marks)),
        subsequent_indent=" " * (len(line) - len(line.lstrip(" "))),
        break_long_words=False,  # Burmese writes phrases without spaces
        break_on_hyphens=False,
    )
    return [part.join(marks) for part in parts] or [""]
