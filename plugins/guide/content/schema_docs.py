"""Documents the fields for editors: JSON Schemas, and the tables in content/README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from guide.content import profile
from guide.content.schema import ContentSchema
from guide.core.diagnostics import UnreadableError
from guide.core.location import Location
from guide.files.fields import COLOUR, WORD, FieldSchema, FieldType, RecordSchema
from guide.files.yaml_tree import read_text

README = "content/README.md"
TABLES_BEGIN = "<!-- fields: written by `guide schema` -->"
TABLES_END = "<!-- end of fields -->"


def json_schema(path: str, record: RecordSchema) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the files at a path."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": path,
        **_object(record),
    }


def _object(record: RecordSchema) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in record.fields.items() if field.required],
        "properties": {name: _property(field) for name, field in record.fields.items()},
    }


_PATTERNS = {
    FieldType.COLOUR: f"^{COLOUR}$",
    FieldType.NUMBER: "^[0-9]{1,9}$",
    FieldType.WORD: f"^{WORD}$",
}


def _property(field: FieldSchema) -> dict[str, Any]:
    shape: dict[str, Any] = {"description": field.help}
    if field.form is FieldType.RECORD and field.record:
        return shape | _object(field.record)
    if field.form is FieldType.RECORDS and field.record:
        return shape | {"type": "array", "minItems": 1, "items": _object(field.record)}
    made = {
        FieldType.TEXTS: _texts,
        FieldType.WORDS: _list,
        FieldType.COLOURS: _list,
        FieldType.NUMBER: _number,
    }
    return shape | made.get(field.form, _string)(field)


def _texts(field: FieldSchema) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1} | ({"maxLength": field.limit} if field.limit else {})
    names = {"minProperties": 1, "propertyNames": {"pattern": f"^{WORD}$"}}
    return {"type": "object", **names, "additionalProperties": text}


def _list(field: FieldSchema) -> dict[str, Any]:
    pattern = {"pattern": f"^{COLOUR}$"} if field.form is FieldType.COLOURS else {}
    return {
        "type": "array",
        "items": {"type": "string", "minLength": 1, **pattern},
        "uniqueItems": True,
    }


def _string(field: FieldSchema) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "string", "minLength": 1}
    if field.limit:
        shape["maxLength"] = field.limit
    if field.choices:
        return shape | {"enum": list(field.choices)}
    if field.form is FieldType.DATE:
        shape["format"] = "date"
    if field.form in _PATTERNS:
        shape["pattern"] = _PATTERNS[field.form]
    return shape


def _number(field: FieldSchema) -> dict[str, Any]:
    """A number with or without quotes: to the program both are the same, not to editors."""
    shape: dict[str, Any] = {"type": ["string", "integer"], "pattern": _PATTERNS[field.form]}
    if field.bounds is None:
        return shape | {"minimum": 0}
    least, most = field.bounds
    digits = "|".join(str(one) for one in range(least, most + 1))
    return shape | {"pattern": f"^0*({digits})$", "minimum": least, "maximum": most}


def field_tables(schema: ContentSchema) -> str:
    """The fields of every kind of file as Markdown tables, for content/README.md."""
    parts: list[str] = []
    for path, record in schema.files().values():
        parts += [f"### `{path}`", "", *_table(record), ""]
    return "\n".join(parts).rstrip() + "\n"


def _table(record: RecordSchema) -> list[str]:
    rows = ["| field | form | required | meaning |", "|---|---|---|---|"]
    rows += [row for name, field in record.fields.items() for row in _rows(name, field)]
    return rows


def _rows(name: str, field: FieldSchema) -> list[str]:
    form = f"{field.form}, ≤ {field.limit} characters" if field.limit else str(field.form)
    if field.bounds:
        form = f"{field.form} from {field.bounds[0]} to {field.bounds[1]}"
    if field.choices:
        form = f"one of {', '.join(field.choices)}"
    help_ = field.help.replace("|", r"\|")  # a bar would end the cell
    row = f"| `{name}` | {form} | {'yes' if field.required else ''} | {help_} |"
    if not field.record:
        return [row]
    mark = "[]." if field.form is FieldType.RECORDS else "."
    inner = [r for key, sub in field.record.fields.items() for r in _rows(name + mark + key, sub)]
    return [row, *inner]


def write(root: Path) -> None:
    """Writes content/schema/ and the tables in content/README.md; `root` is the project.

    Raises UnreadableError for a README.md that is there without the marks around the tables.
    """
    folder = root / "content" / "schema"
    folder.mkdir(exist_ok=True)
    schema = ContentSchema(profile.read(root)[0])
    for name, (path, record) in schema.files().items():
        text = json.dumps(json_schema(path, record), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
    readme = root / README
    tables = f"{TABLES_BEGIN}\n\n{field_tables(schema)}\n{TABLES_END}"
    readme.write_text(_around(readme).format(tables), encoding="utf-8", newline="\n")


def _around(readme: Path) -> str:
    """The text of README.md with {} in place of the tables; a new one where there is none."""
    if not readme.exists():
        return "# The fields of content/\n\n{}\n"
    text = read_text(readme, README)
    head, begin, rest = text.partition(TABLES_BEGIN)
    _, end, tail = rest.partition(TABLES_END)
    if not begin or not end:
        message = f"the tables have no place; add a line {TABLES_BEGIN} and a line {TABLES_END}"
        raise UnreadableError(Location(README, 1), message)
    return "{}".join(part.replace("{", "{{").replace("}", "}}") for part in (head, tail))
