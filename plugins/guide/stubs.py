"""Floor 5. Checks docs/: each page is there and shows its subject; macro calls are known.

Pages may hold Markdown and calls such as `{{ stage("setup") }}`, and no other template code:
Jinja in a page would run at build time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from guide import content, project, settings, strays
from guide.model import Guide, Where
from guide.pages import MACROS
from guide.problems import ContentError, Problem, did_you_mean
from guide.project import Project
from guide.sitemap import SitePage, every_page
from guide.yaml_tree import Fault, read_text

# All that MkDocs takes for a page (mkdocs.utils.markdown_extensions).
_PAGES = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call in a page."""

    name: str
    arguments: tuple[str, ...]
    where: Where


def checked(root: Path) -> Project:
    """The project in a folder; raises ContentError with every problem, those of its pages too."""
    try:
        loaded = project.cached(root)
    except ContentError as error:
        guide, _ = content.read(root)
        raise ContentError([*error.problems, *problems(guide, root), *_around(root)]) from None
    if found := [*problems(loaded.source, root), *_around(root)]:
        raise ContentError(found)
    return loaded


def _around(root: Path) -> list[Problem]:
    return [*settings.problems(root), *strays.problems(root)]


def problems(guide: Guide, root: Path) -> list[Problem]:
    """Everything wrong with the pages of a project."""
    found: list[Problem] = []
    calls: dict[str, list[Call]] = {}
    for path in sorted(p for p in (root / "docs").rglob("*") if p.suffix in _PAGES):
        name = path.relative_to(root).as_posix()
        try:
            text = read_text(path, name)
        except Fault as fault:
            found.append(fault.problem)
            continue
        page_calls, faults = macro_calls(text, name)
        calls[name] = page_calls
        found += faults
        found += [problem for call in page_calls for problem in _call_problems(guide, call)]
    for page in every_page(guide):
        found += _stub_problems(guide, page, calls)
    found += _unshown(guide, [call for some in calls.values() for call in some])
    return found


def macro_calls(text: str, name: str) -> tuple[list[Call], list[Problem]]:
    """The macro calls in a page's text, and template code that is none."""
    # The front matter is checked like the rest: MkDocs keeps one that is no mapping in the page,
    # and the macros plugin renders titles.
    try:
        template = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        where = Where(name, error.lineno)
        return [], [Problem(where, f"template code is broken: {error.message}; correct it")]
    except (RecursionError, ValueError) as error:  # deep brackets, numbers of 5,000 digits
        return [], [Problem(Where(name, 1), f"template code cannot be read: {error}; remove it")]
    calls: list[Call] = []
    faults: list[Problem] = []
    for node in template.body:
        parts = node.nodes if isinstance(node, nodes.Output) else [node]
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                continue
            where = Where(name, part.lineno)
            if call := _as_call(part, where):
                calls.append(call)
            else:
                message = 'only calls such as {{ stage("setup") }} may stand in a page'
                faults.append(Problem(where, message))
    return calls, faults


def _as_call(node: nodes.Node, where: Where) -> Call | None:
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return None
    values = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
    if len(values) != len(node.args):
        return None
    return Call(node.node.name, tuple(str(value) for value in values), where)


def _call_problems(guide: Guide, call: Call) -> Iterator[Problem]:
    macro = MACROS.get(call.name)
    if macro is None:
        hint = did_you_mean(call.name, MACROS)
        yield Problem(call.where, f'unknown macro "{call.name}"{hint}')
    elif macro.ids is None:
        if call.arguments:
            yield Problem(call.where, f'macro "{call.name}" takes no argument; remove it')
    elif not call.arguments or (len(call.arguments) > 1 and not macro.many):
        yield Problem(call.where, f'macro "{call.name}" takes one name, such as a stage\'s id')
    else:
        known = macro.ids(guide)
        for word in call.arguments if known else ():  # an unreadable file is the problem then
            if word not in known:
                hint = did_you_mean(word, known)
                yield Problem(call.where, f'{call.name}: unknown name "{word}"{hint}')


def _stub_problems(guide: Guide, page: SitePage, calls: dict[str, list[Call]]) -> Iterator[Problem]:
    name = f"docs/{page.stub}"
    macro = MACROS[page.subject]
    words = [page.argument] if page.argument else list(macro.ids(guide)) if macro.ids else []
    arguments = ", ".join(f'"{word}"' for word in words)
    call = f"{{{{ {page.subject}({arguments}) }}}}"
    if name not in calls:
        yield Problem(Where(name, 1), f"page is missing; create it with {call}")
    elif not any(
        found.name == page.subject and page.argument in (*found.arguments, "")
        for found in calls[name]
    ):
        yield Problem(Where(name, 1), f"page does not show its subject; add {call}")


def _unshown(guide: Guide, calls: list[Call]) -> Iterator[Problem]:
    shown = {word for call in calls if call.name == "front" for word in call.arguments}
    for section in guide.front:
        if section.id not in shown:
            yield Problem(
                section.where,
                f'section "{section.id}" is shown on no page; add {{{{ front("{section.id}") }}}}',
            )
