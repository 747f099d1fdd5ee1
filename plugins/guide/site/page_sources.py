"""Checks docs/: each page is there and shows its subject; macro calls are known.

Pages may hold Markdown and calls such as `{{ stage("setup") }}`, and no other template code:
Jinja in a page would run at build time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from guide.core.diagnostics import Diagnostic, did_you_mean
from guide.core.model import Guide, Location
from guide.files.yaml_tree import UnreadableError, read_text
from guide.site.authored import SUFFIXES
from guide.site.pages import MACROS
from guide.site.routes import Route, every_page


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call in a page."""

    name: str
    arguments: tuple[str, ...]
    location: Location


def diagnostics(guide: Guide, root: Path) -> list[Diagnostic]:
    """Everything wrong with the pages of a project."""
    found: list[Diagnostic] = []
    calls: dict[str, list[Call]] = {}
    for path in sorted(p for p in (root / "docs").rglob("*") if p.suffix in SUFFIXES):
        name = path.relative_to(root).as_posix()
        try:
            text = read_text(path, name)
        except UnreadableError as fault:
            found.append(fault.diagnostic)
            continue
        page_parts = parts(text, name)
        calls[name] = [part for part in page_parts if isinstance(part, Call)]
        wrong = [part for part in page_parts if isinstance(part, Diagnostic)]
        wrong += [problem for call in calls[name] for problem in _call_problems(guide, call)]
        found += wrong or _not_alone(text, calls[name])
    for page in every_page(guide):
        found += _stub_problems(guide, page, calls)
    found += _unshown(guide, [call for some in calls.values() for call in some])
    return found


def parts(text: str, name: str) -> list[str | Call | Diagnostic]:
    """A page's text, its macro calls, and the problem of any other template code, in order."""
    # The front matter is checked like the rest: MkDocs keeps one that is no mapping in the page,
    # and the macros plugin renders titles.
    try:
        template = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        location = Location(name, error.lineno)
        return [Diagnostic(location, f"template code is broken: {error.message}; correct it")]
    except (RecursionError, ValueError) as error:  # deep brackets, numbers of 5,000 digits
        return [Diagnostic(Location(name, 1), f"template code cannot be read: {error}; remove it")]
    found: list[str | Call | Diagnostic] = []
    for node in template.body:
        for part in node.nodes if isinstance(node, nodes.Output) else [node]:
            if isinstance(part, nodes.TemplateData):
                found.append(part.data)
                continue
            location = Location(name, part.lineno)
            message = 'only calls such as {{ stage("setup") }} may stand in a page'
            found.append(_as_call(part, location) or Diagnostic(location, message))
    return found


def _as_call(node: nodes.Node, location: Location) -> Call | None:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    values = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
    if len(values) != len(node.args):
        return None
    return Call(node.node.name, tuple(str(value) for value in values), location)


def _not_alone(text: str, calls: Iterable[Call]) -> Iterator[Diagnostic]:
    """The calls within a paragraph, which would part what they give: it has its own paragraphs."""
    lines = ["", *(line.strip() for line in text.split("\n")), ""]
    for call in calls:
        first = call.location.line
        last = next(n for n, line in enumerate(lines) if n >= first and "}}" in line)
        whole = "".join(lines[first : last + 1])
        around = {lines[first - 1], lines[last + 1]} - {"", "---", "..."}  # front matter's end
        if around or not (whole.startswith("{{") and whole.find("}}") == len(whole) - 2):
            message = f"{{{{ {call.name}(…) }}}} must stand alone; put empty lines around it"
            yield Diagnostic(call.location, message)


def _call_problems(guide: Guide, call: Call) -> Iterator[Diagnostic]:
    macro = MACROS.get(call.name)
    if macro is None:
        hint = did_you_mean(call.name, MACROS)
        yield Diagnostic(call.location, f'unknown macro "{call.name}"{hint}')
    elif macro.ids is None:
        if call.arguments:
            yield Diagnostic(call.location, f'macro "{call.name}" takes no argument; remove it')
    elif not call.arguments or (len(call.arguments) > 1 and not macro.many):
        yield Diagnostic(
            call.location, f'macro "{call.name}" takes one name, such as a stage\'s id'
        )
    else:
        known = macro.ids(guide)
        for word in call.arguments if known else ():  # an unreadable file is the problem then
            if word not in known:
                hint = did_you_mean(word, known)
                yield Diagnostic(call.location, f'{call.name}: unknown name "{word}"{hint}')


def _stub_problems(guide: Guide, page: Route, calls: dict[str, list[Call]]) -> Iterator[Diagnostic]:
    name = f"docs/{page.stub}"
    macro = MACROS[page.subject]
    words = [page.argument] if page.argument else list(macro.ids(guide)) if macro.ids else []
    arguments = ", ".join(f'"{word}"' for word in words)
    call = f"{{{{ {page.subject}({arguments}) }}}}"
    if name not in calls:
        yield Diagnostic(Location(name, 1), f"page is missing; create it with {call}")
    elif not any(
        found.name == page.subject and page.argument in (*found.arguments, "")
        for found in calls[name]
    ):
        yield Diagnostic(Location(name, 1), f"page does not show its subject; add {call}")


def _unshown(guide: Guide, calls: list[Call]) -> Iterator[Diagnostic]:
    shown = {word for call in calls if call.name == "front" for word in call.arguments}
    for section in guide.front:
        if section.id not in shown:
            yield Diagnostic(
                section.location,
                f'section "{section.id}" is shown on no page; add {{{{ front("{section.id}") }}}}',
            )
