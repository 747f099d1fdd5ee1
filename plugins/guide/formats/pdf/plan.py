"""The action plan of a filled workbook as PDF, to hand out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guide.core.answers import PointAnswers, Workbook
from guide.core.plans import PlanRequest
from guide.formats import papers, plan_data, typesetting
from guide.formats.context import Context
from guide.formats.papers import A4
from guide.formats.payload import Payload
from guide.theme import mixed

TEMPLATE = "plan.typ"
SIZE = 9.5  # of the text, in points


def write(context: Context, book: Workbook, request: PlanRequest, *, paper: str = A4) -> bytes:
    """The plan as PDF; `paper` is a key of papers.PAPERS.

    A group may write in any script. What no installed font has is printed as U+FFFD; see
    `unprintable`. Nothing of it is kept in the cache. Raises TypesettingError if Typst rejects the
    document.
    """
    known = mixed.printable_characters()
    shown = replace(
        book,
        group=_shown(book.group, known),
        points=_all_shown(book.points, known),
        retired=_all_shown(book.retired, known),
    )
    data = plan_data.plan(context, shown, request)
    language, written = context.guide.language, "".join(_written(shown))
    data |= {"more_families": mixed.faces(written, language).families}
    for note in _notes(data):
        note["leading"] = mixed.faces(note["text"], language).leading
    made = typesetting.write(context, TEMPLATE, data, SIZE, private=True)
    return papers.on(made, [paper])[0]


def unprintable(book: Workbook) -> Iterator[tuple[str, str]]:
    """The code of each point with characters that no font for print has, and these.

    The name of the group has '' for its code.
    """
    known = mixed.printable_characters()
    texts = {"": book.group}
    texts |= {code: one.owner + one.notes for code, one in {**book.points, **book.retired}.items()}
    lacking = ((code, mixed.unprintable(text, known)) for code, text in texts.items())
    return ((code, characters) for code, characters in lacking if characters)


def _notes(data: Payload) -> Iterator[Payload]:
    return (note for group in data["groups"] for one in group["points"] for note in one["notes"])


def _written(book: Workbook) -> Iterator[str]:
    yield book.group
    for one in (*book.points.values(), *book.retired.values()):
        yield one.owner + one.notes


def _all_shown(
    points: Mapping[str, PointAnswers], known: frozenset[int]
) -> dict[str, PointAnswers]:
    return {
        code: replace(one, owner=_shown(one.owner, known), notes=_shown(one.notes, known))
        for code, one in points.items()
    }


def _shown(text: str, known: frozenset[int]) -> str:
    lacking = mixed.unprintable(text, known)
    return text.translate({ord(char): mixed.NO_GLYPH for char in lacking})
