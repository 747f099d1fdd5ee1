"""The front matter of authors' pages: a few lines of YAML between `---` and `---` at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guide.core.diagnostics import Diagnostic, UnreadableError
from guide.core.location import Location
from guide.files import yaml_tree
from guide.files.fields import FieldSchema, FieldType, RecordSchema, group, line, word
from guide.files.validator import Record, Validator
from guide.files.yaml_tree import Scalar

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TRUTHS: Mapping[str, bool] = {"true": True, "yes": True, "false": False, "no": False}
_SEARCH = RecordSchema("search", {"exclude": word("true, to leave the page out of the search.")})
SCHEMA = RecordSchema(
    "the front matter",
    {
        "title": line("Title of the page; without it, the first heading.", required=False),
        "description": line(
            "What search engines and shared links say of the page; without it, what the guide says "
            "of itself.",
            required=False,
            limit=300,
        ),
        "order": FieldSchema(
            FieldType.NUMBER,
            "Place among the pages beside it. Pages with a number come first, the lowest before "
            "the others; the rest follow by the names of their files.",
        ),
        "menu": word(
            "false, to leave the page, and what is below it, out of the menus.", required=False
        ),
        "search": group("What the search does with the page.", _SEARCH),
    },
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an author says of a page. `title` and `description` are '' and `order` None if unsaid.

    `in_menu` says whether menus show it, `is_searched` whether the search finds it.
    """

    title: str = ""
    description: str = ""
    order: int | None = None
    in_menu: bool = True
    is_searched: bool = True


def split(text: str) -> tuple[str, str]:
    """The front matter as YAML, '' if there is none, and the Markdown below it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _BLOCK.match(text):
        return match[1], text[match.end() :].lstrip("\n")
    return "", text.lstrip("\n")


def read(text: str, name: str) -> tuple[FrontMatter, list[Diagnostic]]:
    """The front matter in the text of the file `name`, and every problem in it."""
    block, body = split(text)
    if not block and re.match(r"---[ \t]*\n", body):
        message = "the front matter has no end; write --- on a line below it"
        return FrontMatter(), [Diagnostic(Location(name, 1), message)]
    if not block.strip():
        return FrontMatter(), []
    try:
        tree, diagnostics = yaml_tree.parse(f"\n{block}", name)  # the block begins on line 2
    except UnreadableError as error:
        return FrontMatter(), [error.diagnostic]
    validator = Validator()
    values = validator.read(tree, SCHEMA)
    truths = [values.optional("menu"), values.record("search").optional("exclude")]
    diagnostics += [*validator.diagnostics, *_untrue(truths)]
    return _front_matter(values), diagnostics


def _front_matter(values: Record) -> FrontMatter:
    order = values.optional("order")
    return FrontMatter(
        values.scalar("title").value,
        values.scalar("description").value,
        int(order.value) if order else None,
        _truth(values.optional("menu"), otherwise=True),
        not _truth(values.record("search").optional("exclude"), otherwise=False),
    )


def _truth(scalar: Scalar | None, *, otherwise: bool) -> bool:
    return _TRUTHS.get(scalar.value, otherwise) if scalar else otherwise


def _untrue(scalars: list[Scalar | None]) -> Iterator[Diagnostic]:
    for scalar in scalars:
        if scalar and scalar.value not in _TRUTHS:
            yield Diagnostic(scalar.location, f'must be true or false, not "{scalar.value}"')
