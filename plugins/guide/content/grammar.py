"""The fields of the files that say what a guide is like: its profile, its languages."""

from __future__ import annotations

from guide.content.fields import FieldSchema, FieldType, RecordSchema, group, line, word, words
from guide.core.profile import PointKind

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
        "languages": words("Codes of the languages, the source language first.", required=True),
        "gate": group("What a language needs before readers see it.", GATE),
    },
)
