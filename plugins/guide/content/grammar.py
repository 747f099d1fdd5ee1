"""The fields of the files that say what a guide is like: its profile, its languages."""

from __future__ import annotations

from guide.core.profile import PointKind
from guide.files.fields import (
    FieldSchema,
    FieldType,
    RecordSchema,
    group,
    groups,
    line,
    word,
    words,
)

PROFILE_KIND = RecordSchema(
    "kind of point",
    {
        "name": word("Its name in content files, such as requirement.", required=False),
        "plural": word("The plural of its name; without it, the name with an s.", required=False),
        "code": line("Form of its codes, such as {step}.{n}.", required=False),
        "code_outside": line("Form of its codes outside steps.", required=False),
        "required": word("yes, if each stage or audience must have one.", required=False),
    },
)
PAGES = RecordSchema(
    "folder of pages", {"path": word("Name of the folder: small letters, digits and dashes.")}
)
PROFILE = RecordSchema(
    "profile",
    {
        "source_language": word(
            "Code of the language that the guide is written in; without it, en.", required=False
        ),
        "source": word(
            "covered, cited or none: how far the guide follows a published source; without it, "
            "none.",
            required=False,
        ),
        "lengths": FieldSchema(
            FieldType.NUMBER,
            "How long titles and other short texts may be, in per cent of what English has; "
            "without it, 130 for other languages in Latin, Cyrillic or Greek letters, else 100.",
        ),
        "order": word(
            "returning, if the first stage comes after the last; or linear, as without it.",
            required=False,
        ),
        "stages": group("The pages of the stages; without it, in the folder stages.", PAGES),
        "audiences": group(
            "The pages of the audiences; without it, in the folder audiences.", PAGES
        ),
        "steps": group(
            "The steps of a stage.",
            RecordSchema(
                "steps", {"code": line("Form of their codes, such as {prefix}-{n}; or none.")}
            ),
        ),
        **{
            kind: group(f"The kind of point that is by default called {kind}.", PROFILE_KIND)
            for kind in PointKind
        },
    },
)

GATE = RecordSchema(
    "gate",
    {
        "core": words("Ids of the most important texts, or patterns such as `*.title`."),
        "core_share": FieldSchema(
            FieldType.NUMBER, "Percentage of these that must be translated; without it, 100."
        ),
        "listed": FieldSchema(
            FieldType.NUMBER, "Percentage of all texts that must be translated; without it, 90."
        ),
        "complete": FieldSchema(
            FieldType.NUMBER,
            "Percentage of all texts below which it is marked as incomplete; without it, 100.",
        ),
    },
)
DESCRIPTION = RecordSchema(
    "description of a language",
    {
        "code": word("Its code, such as tet."),
        "name": line("Its name in itself, such as Tetun.", required=False, limit=60),
        "script": word(
            "ISO 15924 code of its script, such as Latn, which gives its direction and its fonts; "
            "without it, the likely one.",
            required=False,
        ),
        "like": word(
            "Code of a language whose numbers and dates it shares; without it, the source language "
            "if that is in the same script, else English.",
            required=False,
        ),
    },
)
PUBLISHED = RecordSchema(
    "languages",
    {
        "languages": words("Codes of the languages, the source language first.", required=True),
        "gate": group(
            "What a language needs before readers see it; without it, 90 per cent of all texts.",
            GATE,
        ),
        "described": groups(
            "Languages that Unicode CLDR does not know, or calls by another name.", DESCRIPTION
        ),
    },
)
