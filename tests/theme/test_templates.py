"""The one environment of all templates: it escapes, and an unknown name is an error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from guide import project
from guide.files import cache
from guide.site import routes
from guide.site.layout import Heading, Layout, PageContent, Script
from guide.site.pages import Page
from guide.theme import branding, templates
from guide.theme.files import DEFAULTS, ThemeFiles, defaults
from guide.theme.templates import environment
from support.html_tree import read
from support.paths import ROOT

TEMPLATES = sorted(
    path
    for path in DEFAULTS.rglob("*")
    if path.suffix in (".html", ".xml", ".xhtml", ".opf", ".css", ".txt")
)
# What is placed as it is, and why that cannot be a text of content/ or translations/.
UNESCAPED = {
    "host/_headers": ["policy | safe"],  # site/csp.py makes it
    "book/contents.html": ['"</a>" | safe', '"</span>" | safe'],
    "html/guide.html": ["style | safe"],  # the rendered style sheet; it holds no text
    "usb/readme.txt": ["autoescape false"],  # plain text
    "usb/start.html": ["style | safe"],
}
HOSTILE = '<a href=//x title=y " onmouseover="z" <meta http-equiv=refresh> & {{ 7 * 7 }}'


def test_only_what_is_listed_is_placed_without_escaping() -> None:
    pattern = re.compile(r"""(?:"[^"]*"|[\w.]+) \| *safe\b|autoescape \w+""")
    found = {
        name: pattern.findall(path.read_text(encoding="utf-8"))
        for name, path in defaults().items()
        if path.suffix != ".svg"
    }
    assert {name: places for name, places in found.items() if places} == UNESCAPED


def test_one_place_makes_environments() -> None:
    made = {
        path.name: re.findall(r"\bEnvironment\([^)]*\)?", path.read_text(encoding="utf-8"))
        for path in (ROOT / "plugins").rglob("*.py")
    }
    assert {name: calls for name, calls in made.items() if calls} == {
        "templates.py": ["Environment(\n        loader=FileSystemLoader(folders)"],
        "page_sources.py": ["Environment(autoescape=True)"],  # parses pages, renders none
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(DEFAULTS).as_posix())
def test_every_template_compiles(path: Path) -> None:
    assert environment(ThemeFiles(ROOT)).get_template(path.relative_to(DEFAULTS).as_posix())


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/a.html").write_text("{{ titel }}", encoding="utf-8")
    with pytest.raises(UndefinedError, match="titel"):
        environment(ThemeFiles(tmp_path)).get_template("a.html").render(title="")


@pytest.fixture
def env() -> Environment:
    return environment(ThemeFiles(ROOT))


def framed(env: Environment, document: PageContent, name: str = "main.html", **site: str) -> str:
    """A page of our guide, its home page, in its frame."""
    guide = project.load(ROOT).source
    frame = Layout(
        languages=("en",),
        incomplete=frozenset(),
        search_worker="assets/worker.js",
        icon=site.get("icon", "assets/mark.svg"),
        styles=("assets/guide.css", "https://example.org/a.css"),
        scripts=(Script("assets/guide.js", defer=True), Script("assets/b.mjs", "module")),
        address="https://guide.test/",
        exit=site.get("exit", ""),
        policy="default-src 'none'",
        offline=False,
        mark=branding.mark(ThemeFiles(ROOT)),
    )
    page = Page(guide, routes.Links(guide.profile, "en", site.get("path", "about")), env)
    return env.get_template(name).render(g=frame.of(page, document))


def test_the_frame_shows_hostile_words_as_words(env: Environment, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    entries = tuple(Heading.of(f"a{number}", "A &amp; B &lt;c&gt;") for number in range(3))
    harmless = framed(env, PageContent("Words", Markup("<p>x</p>"), entries, "https://guide.test/"))
    path.write_text(harmless, encoding="utf-8")
    shape = [(one.tag, sorted(one.attrs)) for one in read(path).all()]
    path.write_text(
        framed(
            env,
            PageContent(HOSTILE, Markup("<p>x</p>"), entries, f"https://guide.test/{HOSTILE}"),
            icon=HOSTILE,
        ),
        encoding="utf-8",
    )
    page = read(path)
    assert [(one.tag, sorted(one.attrs)) for one in page.all()] == shape
    [title] = page.all("title")
    assert title.text.startswith(HOSTILE)
    [head] = page.all("h1")
    assert head.text == HOSTILE
    assert {one.text for one in page.all("a", href="#a1")} == {"A & B <c>"}


def test_content_that_brings_its_heading_gets_no_other(env: Environment) -> None:
    assert framed(env, PageContent("T", Markup("<h1>Mine</h1>"))).count("<h1") == 1
    assert framed(env, PageContent("T", Markup("<p>Mine</p>"))).count("<h1") == 1


def test_styles_and_scripts_are_those_of_the_settings(env: Environment) -> None:
    page = framed(env, PageContent("T"))
    assert '<link rel="stylesheet" href="../assets/guide.css">' in page
    assert '<link rel="stylesheet" href="https://example.org/a.css">' in page
    assert '<script src="../assets/guide.js" defer></script>' in page
    assert '<script src="../assets/b.mjs" type="module"></script>' in page


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    compiled = []
    compile_ = Environment.compile

    def counted(self: Environment, source: str, name: str, filename: str) -> object:
        compiled.append(name)
        return compile_(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", counted)
    file = tmp_path / "page.html"
    file.write_text("{{ shown }} once", encoding="utf-8")

    def rendered() -> str:  # by a new environment, as in another process
        return templates.of_folders(tmp_path).get_template("page.html").render(shown="<b>")

    assert rendered() == rendered() == "&lt;b&gt; once"
    assert compiled == ["page.html"]
    file.write_text("{{ shown }} more", encoding="utf-8")
    assert rendered() == rendered() == "&lt;b&gt; more"
    assert compiled == ["page.html"] * 2
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(kept.read_bytes()[:-1])
    assert rendered() == "&lt;b&gt; more"
    assert compiled == ["page.html"] * 3
