"""What a field of a content file can be, and how messages and documents describe it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

# Words are ids, codes and the version; they become parts of URLs and file names.
WORD = r"[A-Za-z0-9][A-Za-z0-9._-]*"
# Word, spreadsheets and print take no other form.
COLOUR = r"#[0-9a-fA-F]{6}"


class FieldType(StrEnum):
    """What a field's value must look like."""

    LINE = "a line of text"
    PROSE = "text with markup"
    WORD = "a word"
    DATE = "a date"
    NUMBER = "a number"
    COLOUR = "a colour"
    WORDS = "a list of words"
    COLOURS = "a list of colours"
    TEXTS = "texts by name"
    RECORD = "a group of fields"
    RECORDS = "a list of groups of fields"


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One field: its form, a sentence about it for editors, and whether it is required.

    `limit` is the greatest length in characters, as core/widths.py counts them (0: no limit);
    `choices` the only values, if not empty; `bounds` the least and the greatest number; `record`
    holds the fields of a group.
    """

    form: FieldType
    help: str
    required: bool = False
    limit: int = 0
    record: RecordSchema | None = None
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RecordSchema:
    """A group of fields; messages call it `name`."""

    name: str
    fields: Mapping[str, FieldSchema]


def stretched(record: RecordSchema, percent: int) -> RecordSchema:
    """The same fields with other limits, in per cent of what they have."""
    return replace(
        record,
        fields={
            name: replace(
                one,
                limit=one.limit * percent // 100,
                record=one.record and stretched(one.record, percent),
            )
            for name, one in record.fields.items()
        },
    )


def line(help_: str, *, required: bool = True, limit: int = 90) -> FieldSchema:
    """A line of text of at most `limit` characters."""
    return FieldSchema(FieldType.LINE, help_, required, limit)


def prose(help_: str, *, required: bool = False, limit: int = 0) -> FieldSchema:
    """Text with markup."""
    return FieldSchema(FieldType.PROSE, help_, required, limit)


def word(help_: str, *, required: bool = True) -> FieldSchema:
    """An id, a code or the like."""
    return FieldSchema(FieldType.WORD, help_, required)


def choice(help_: str, choices: Iterable[str]) -> FieldSchema:
    """One of a few words; it is not required."""
    return FieldSchema(FieldType.WORD, help_, choices=tuple(choices))


def number(help_: str, least: int, most: int) -> FieldSchema:
    """A number between bounds, which may be left out."""
    return FieldSchema(FieldType.NUMBER, help_, bounds=(least, most))


def colour(help_: str) -> FieldSchema:
    """A colour, which may be left out."""
    return FieldSchema(FieldType.COLOUR, help_)


def words(help_: str, *, required: bool = False) -> FieldSchema:
    """A list of ids or codes."""
    return FieldSchema(FieldType.WORDS, help_, required)


def group(help_: str, record: RecordSchema, *, required: bool = False) -> FieldSchema:
    """A group of fields."""
    return FieldSchema(FieldType.RECORD, help_, required, record=record)


def groups(help_: str, record: RecordSchema, *, required: bool = False) -> FieldSchema:
    """A list of groups of fields."""
    return FieldSchema(FieldType.RECORDS, help_, required, record=record)


def texts(help_: str, *, limit: int = 0) -> FieldSchema:
    """Texts by names that the file chooses."""
    return FieldSchema(FieldType.TEXTS, help_, limit=limit)
