"""The fields of every content file, declared once.

The validator checks files against these tables, and `schema_docs` generates the JSON Schemas and
the field tables of content/README.md from them, so the three always agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Words are ids, codes and the version; they become parts of URLs and file names.
WORD = r"[A-Za-z0-9][A-Za-z0-9._-]*"


class FieldType(StrEnum):
    """What a field's value must look like."""

    LINE = "a line of text"
    PROSE = "text with markup"
    WORD = "a word"
    DATE = "a date"
    NUMBER = "a number"
    WORDS = "a list of words"
    RECORD = "a group of fields"
    RECORDS = "a list of groups of fields"


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One field: its form, a sentence about it for editors, and whether it is required.

    `limit` is the greatest length in characters (0: no limit); `record` holds the fields of a
    group.
    """

    form: FieldType
    help: str
    required: bool = False
    limit: int = 0
    record: RecordSchema | None = None


@dataclass(frozen=True, slots=True)
class RecordSchema:
    """A group of fields; messages call it `name`."""

    name: str
    fields: Mapping[str, FieldSchema]


def _line(help_: str, *, required: bool = True, limit: int = 90) -> FieldSchema:
    return FieldSchema(FieldType.LINE, help_, required, limit)


def _prose(help_: str, *, required: bool = False, limit: int = 0) -> FieldSchema:
    return FieldSchema(FieldType.PROSE, help_, required, limit)


def _word(help_: str, *, required: bool = True) -> FieldSchema:
    return FieldSchema(FieldType.WORD, help_, required)


def _words(help_: str, *, required: bool = False) -> FieldSchema:
    return FieldSchema(FieldType.WORDS, help_, required)


def _group(help_: str, record: RecordSchema, *, required: bool = False) -> FieldSchema:
    return FieldSchema(FieldType.RECORD, help_, required, record=record)


def _groups(help_: str, record: RecordSchema, *, required: bool = False) -> FieldSchema:
    return FieldSchema(FieldType.RECORDS, help_, required, record=record)


_ALIASES = _words("Its former codes or ids, so that its translations stay with it.")
_SECTION = _word("Section of the source, an id of content/source.yml.")
_LINE = FieldSchema(FieldType.NUMBER, "Line of the published text.", required=True)

PLACE = RecordSchema("source", {"section": _SECTION, "line": _LINE})
NUMBERED_PLACE = RecordSchema(
    "source",
    {
        "section": _SECTION,
        "number": _word('Number in that section; "2.1" is its second heading, first bullet.'),
        "line": _LINE,
    },
)
NAMED = RecordSchema("audiences", {"named": _words("Audiences that the source itself names here.")})

_ADDED_AUDIENCES = _words("Further audiences that the point concerns.")
_NOTE = _prose("Editor's note about a slip or gap in the source.")
_QUESTION = _line("A question that a group can ask itself.", required=False, limit=160)
_EVIDENCE = _prose("One or two examples of what a group could show, as a list.")
_RELATED = _words("Codes of the points that this one relates to; both pages show the link.")
_SUMMARY = _prose("One or two sentences of introduction.")


def _point(name: str, additions: dict[str, FieldSchema]) -> RecordSchema:
    return RecordSchema(
        name,
        {
            "code": _word("Code of the point; never changed, never reused."),
            "aliases": _ALIASES,
            "source": _group("Where the source says it.", NUMBERED_PLACE, required=True),
            "title": _line("Short title that begins with a verb."),
            "text": _prose("Every fact of the source's point, in our own words.", required=True),
            "audiences": _group("The audiences that the point concerns.", NAMED),
            "additions": _group(
                "What this edition adds.", RecordSchema(f"{name}'s additions", additions)
            ),
        },
    )


FACTOR = _point(
    "factor",
    {
        "audiences": _ADDED_AUDIENCES,
        "carried_out_by": _words("Codes of the steps and items that put it into practice."),
        "note": _NOTE,
    },
)
ITEM = _point(
    "item",
    {
        "audiences": _ADDED_AUDIENCES,
        "question": _QUESTION,
        "evidence": _EVIDENCE,
        "related": _RELATED,
        "note": _NOTE,
    },
)
RECOMMENDATION = _point(
    "recommendation",
    {
        "audiences": _ADDED_AUDIENCES,
        "question": _QUESTION,
        "related": _RELATED,
        "note": _NOTE,
    },
)
STEP = RecordSchema(
    "step",
    {
        "code": _word("Code of the step, such as S-2."),
        "aliases": _ALIASES,
        "source": _group("Where the source says it.", NUMBERED_PLACE, required=True),
        "title": _line("The step's title."),
        "items": _groups("The step's items.", ITEM, required=True),
    },
)
_ADDED_SUMMARY = RecordSchema("additions", {"summary": _SUMMARY})
_ID = _word("The id, the same as the file's name.")
_PREFIX = _word("The letters that the codes of its points begin with.")

STAGE = RecordSchema(
    "stage",
    {
        "id": _ID,
        "aliases": _ALIASES,
        "prefix": _PREFIX,
        "title": _line("Name of the stage.", limit=40),
        "subtitle": _line("What a group does in this stage."),
        "source": _group("Where the source says it.", PLACE, required=True),
        "additions": _group("What this edition adds.", _ADDED_SUMMARY),
        "factors": _groups("The success factors of the overview.", FACTOR, required=True),
        "steps": _groups("The steps, each with its items.", STEP),
        "items": _groups("The items outside any step.", ITEM),
    },
)
AUDIENCE = RecordSchema(
    "audience",
    {
        "id": _ID,
        "aliases": _ALIASES,
        "prefix": _PREFIX,
        "title": _line("Name of the audience."),
        "short": _line("A shorter name for tags and tables.", required=False, limit=24),
        "source": _group("Where the source says it.", PLACE, required=True),
        "additions": _group("What this edition adds.", _ADDED_SUMMARY),
        "recommendations": _groups(
            "What the guide asks of this audience.", RECOMMENDATION, required=True
        ),
    },
)
AUDIENCE_GROUP = RecordSchema(
    "audience group",
    {
        "id": _word("The id."),
        "aliases": _ALIASES,
        "title": _line("Name of the group of audiences."),
        "audiences": _words("Ids of the audiences, in order.", required=True),
    },
)
GUIDE = RecordSchema(
    "guide",
    {
        "title": _line("Title of the guide."),
        "subtitle": _line("Subtitle of the guide.", limit=120),
        "publishers": _line("Who published the source."),
        "version": _word("Version of this edition."),
        "date": FieldSchema(FieldType.DATE, "Date of this version, YYYY-MM-DD.", required=True),
        "stages": _words("Ids of the stages, in order.", required=True),
        "audience_groups": _groups(
            "The audiences, as the source groups them.", AUDIENCE_GROUP, required=True
        ),
        "additions": _group(
            "What this edition adds.",
            RecordSchema(
                "additions",
                {
                    "edition": _line("What kind of edition this is."),
                    "summary": _prose("What the guide is, in two sentences.", required=True),
                },
            ),
            required=True,
        ),
    },
)
SOURCE_SECTION = RecordSchema(
    "source section",
    {
        "id": _word("The id."),
        "aliases": _ALIASES,
        "part": _word("Number of the part that contains it, if any.", required=False),
        "title": _line("Title of the section."),
    },
)
SOURCE = RecordSchema(
    "source", {"sections": _groups("The source's sections.", SOURCE_SECTION, required=True)}
)
FRONT_SECTION = RecordSchema(
    "section",
    {
        "id": _word("The id."),
        "aliases": _ALIASES,
        "title": _line("Title of the section."),
        "source": _group("Where the source says it; omitted for an addition.", PLACE),
        "text": _prose("What the source says, in our own words; only with `source`."),
        "additions": _group(
            "What this edition adds.",
            RecordSchema(
                "additions", {"text": _prose("A text of this edition's own."), "note": _NOTE}
            ),
        ),
    },
)
FRONT = RecordSchema(
    "front matter", {"sections": _groups("The sections, in order.", FRONT_SECTION, required=True)}
)
TERM = RecordSchema(
    "term",
    {
        "id": _word("The id, used in links such as `[[pillar|pillars]]`."),
        "aliases": _ALIASES,
        "term": _line("The term, spelled out."),
        "abbreviation": _line("Its acronym.", required=False, limit=24),
        "source": _group("Where the source explains it.", PLACE),
        "text": _prose("What the source says about it; only with `source`."),
        "additions": _group(
            "What this edition adds.",
            RecordSchema("additions", {"text": _prose("This edition's own definition.")}),
        ),
    },
)
GLOSSARY = RecordSchema("glossary", {"terms": _groups("The terms.", TERM, required=True)})

PROFILE = RecordSchema(
    "profile",
    {"source_language": _word("Code of the language that the guide is written in, such as fr.")},
)

GATE = RecordSchema(
    "gate",
    {
        "core": _words("Ids of the most important texts, or patterns such as `*.title`."),
        "core_share": FieldSchema(FieldType.NUMBER, "Percentage of these that must be translated."),
        "listed": FieldSchema(FieldType.NUMBER, "Percentage of all texts that must be translated."),
        "complete": FieldSchema(
            FieldType.NUMBER, "Percentage of all texts below which it is marked as incomplete."
        ),
    },
)
PUBLISHED = RecordSchema(
    "languages",
    {
        "languages": _words("Codes of the languages, the source language first.", required=True),
        "gate": _group("What a language needs before readers see it.", GATE),
    },
)

FILES: Mapping[str, tuple[str, RecordSchema]] = {
    "profile": ("content/profile.yml", PROFILE),
    "guide": ("content/guide.yml", GUIDE),
    "stage": ("content/stages/<id>.yml", STAGE),
    "audience": ("content/audiences/<id>.yml", AUDIENCE),
    "front": ("content/front.yml", FRONT),
    "glossary": ("content/glossary.yml", GLOSSARY),
    "source": ("content/source.yml", SOURCE),
    "languages": ("translations/languages.yml", PUBLISHED),
}
