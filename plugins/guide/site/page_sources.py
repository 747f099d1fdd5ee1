"""Checks docs/: every page exists and shows its subject, and all macro calls are valid.

Pages may contain Markdown and macro calls such as `{{ stage("setup") }}`. No other template code is
allowed, because the build would run it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from guide.core.diagnostics import Diagnostic, UnreadableError, did_you_mean
from guide.core.location import Location
from guide.core.model import Guide
from guide.files.yaml_tree import read_text
from guide.site.pages import MACROS
from guide.site.routes import Route, every_page
from guide.site.sources import SUFFIXES
from guide.site.starter import call_of

# The files that a guide need not have, by the macro that shows what is in them.
_OPTIONAL = {
    "front": "content/front.yml",
    "glossary": "content/glossary.yml",
    "tools": "content/tools",
    "tool": "content/tools",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call in a page: the macro's name, its arguments as strings, and where it is."""

    name: str
    arguments: tuple[str, ...]
    location: Location


def diagnostics(guide: Guide, root: Path) -> list[Diagnostic]:
    """Every problem in the pages of the project in the folder `root`."""
    problems: list[Diagnostic] = []
    calls: dict[str, list[Call]] = {}  # by the file of the page
    for path in sorted(p for p in (root / "docs").rglob("*") if p.suffix in SUFFIXES):
        name = path.relative_to(root).as_posix()
        try:
            text = read_text(path, name)
        except UnreadableError as error:
            problems.append(error.diagnostic)
            continue
        page_parts = parts(text, name)
        calls[name] = [part for part in page_parts if isinstance(part, Call)]
        invalid = [part for part in page_parts if isinstance(part, Diagnostic)]
        invalid += [problem for call in calls[name] for problem in _call_problems(guide, call)]
        problems += invalid or _inline_calls(text, calls[name])
    for route in every_page(guide):
        problems += _stub_problems(guide, route, calls)
    every_call = [call for of_page in calls.values() for call in of_page]
    return [*problems, *_unshown_sections(guide, every_call), *_empty_calls(root, every_call)]


def parts(text: str, name: str) -> list[str | Call | Diagnostic]:
    """The parts of a page in order: plain text, macro calls, a diagnostic for other template code.

    `text` is the content of the file `name`.
    """
    # The front matter is checked too: MkDocs leaves it in the page if it is not a mapping, and the
    # macros plugin renders titles.
    try:
        template = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        location = Location(name, error.lineno)
        return [Diagnostic(location, f"template code is broken: {error.message}; correct it")]
    except (RecursionError, ValueError) as error:  # deep nesting; numbers of 5,000 digits
        return [Diagnostic(Location(name, 1), f"template code cannot be read: {error}; remove it")]
    page_parts: list[str | Call | Diagnostic] = []
    for statement in template.body:
        for node in statement.nodes if isinstance(statement, nodes.Output) else [statement]:
            if isinstance(node, nodes.TemplateData):
                page_parts.append(node.data)
                continue
            location = Location(name, node.lineno)
            message = (
                "template code is not allowed, except for macro calls such as "
                '{{ stage("setup") }}; remove it'
            )
            page_parts.append(_as_call(node, location) or Diagnostic(location, message))
    return page_parts


def words(text: str) -> str:
    """A page without its macro calls."""
    return "".join(part for part in parts(text, "") if isinstance(part, str))


def _as_call(node: nodes.Node, location: Location) -> Call | None:
    """The macro call that a node is; None if it is anything else."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    values = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
    if len(values) != len(node.args):
        return None
    return Call(node.node.name, tuple(str(value) for value in values), location)


def _inline_calls(text: str, calls: Iterable[Call]) -> Iterator[Diagnostic]:
    """The problems of calls within a paragraph: the call's own paragraphs would break it up."""
    lines = ["", *(line.strip() for line in text.split("\n")), ""]
    for call in calls:
        first = call.location.line
        last = next(n for n, line in enumerate(lines) if n >= first and "}}" in line)
        source = "".join(lines[first : last + 1])
        # The end of the front matter counts as a blank line.
        neighbours = {lines[first - 1], lines[last + 1]} - {"", "---", "..."}
        if neighbours or not (source.startswith("{{") and source.find("}}") == len(source) - 2):
            message = f"{{{{ {call.name}(…) }}}} is within a paragraph; put blank lines around it"
            yield Diagnostic(call.location, message)


def _call_problems(guide: Guide, call: Call) -> Iterator[Diagnostic]:
    macro = MACROS.get(call.name)
    if macro is None:
        hint = did_you_mean(call.name, MACROS)
        yield Diagnostic(call.location, f'unknown macro "{call.name}"{hint}')
    elif macro.ids is None:
        if call.arguments:
            yield Diagnostic(call.location, f'macro "{call.name}" takes no arguments; remove them')
    elif not call.arguments or (len(call.arguments) > 1 and not macro.many):
        count = "at least one argument" if macro.many else "one argument"
        message = f'macro "{call.name}" takes {count}; write an id or code in quotes'
        yield Diagnostic(call.location, message)
    else:
        known = macro.ids(guide)
        for argument in call.arguments if known else ():  # empty: its file could not be read
            if argument not in known:
                hint = did_you_mean(argument, known) or "; write one that is there"
                yield Diagnostic(call.location, f'{call.name}: unknown name "{argument}"{hint}')


def _stub_problems(
    guide: Guide, route: Route, calls: dict[str, list[Call]]
) -> Iterator[Diagnostic]:
    """The problem of a page that is missing or does not show its subject."""
    name = f"docs/{route.stub}"
    expected = call_of(guide, route)
    if name not in calls:
        yield Diagnostic(Location(name, 1), f"page is missing; create it with {expected}")
    elif not any(
        call.name == route.subject and route.argument in (*call.arguments, "")
        for call in calls[name]
    ):
        yield Diagnostic(Location(name, 1), f"page does not show its subject; add {expected}")


def _empty_calls(root: Path, calls: list[Call]) -> Iterator[Diagnostic]:
    """The problems of calls that show a file which the guide has left out."""
    for call in calls:
        name = _OPTIONAL.get(call.name, "")
        if name and not os.path.lexists(root / name):
            message = f"{call.name} has nothing to show; add {name}, or delete the page"
            yield Diagnostic(call.location, message)


def _unshown_sections(guide: Guide, calls: list[Call]) -> Iterator[Diagnostic]:
    """The problems of front-matter sections that no page shows."""
    shown = {ident for call in calls if call.name == "front" for ident in call.arguments}
    for section in guide.front:
        if section.id not in shown:
            yield Diagnostic(
                section.location,
                f'section "{section.id}" is not shown on any page; '
                f'add {{{{ front("{section.id}") }}}}',
            )
