"""The words of our pages as Markdown, which other generators make pages of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guide import project
from guide.site.pages import MACROS, Page
from guide.site.routes import Links, Route, every_page
from guide.site.search.index import indexes
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment


@dataclass(frozen=True, slots=True)
class Words:
    """A page: its language, its file below that language's folder, its title and Markdown."""

    language: str
    file: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """The file: the title, which JSON writes as YAML reads it, and the text."""
        title = json.dumps(self.title, ensure_ascii=False)
        return f"---\ntitle: {title}\n---\n\n{self.text}"


def words(root: Path) -> tuple[Words, ...]:
    """Every page of every published language of a project; the source language comes first."""
    return tuple(_words(root))


def _words(root: Path) -> Iterator[Words]:
    loaded = project.load(root)
    env = environment(ThemeFiles(root))
    for code in loaded.published:
        guide = loaded.guides[code]
        served = indexes(guide)
        for one in every_page(guide):
            links = Links(guide.profile, code, one.path, indexes=served)
            text = _markdown(Page(guide, links, env), one)
            yield Words(code, one.stub, one.title.value, text)


def _markdown(page: Page, one: Route) -> str:
    """A page's words as Markdown with headings, paragraphs and lists, as an author would write."""
    macro = MACROS[one.subject]
    arguments = [one.argument] if one.argument else []
    html = macro.render(page, *(page.guide.sections if macro.many else arguments))
    text = re.sub(r"\s*\n\s*", "\n", html)
    text = re.sub(r"<h(\d)[^>]*>(.*?)</h\d>", lambda m: f"\n{'#' * int(m[1])} {m[2]}\n", text)
    text = re.sub(r"<li[^>]*>", "\n- ", text)
    text = re.sub(r"</(p|ul|ol|div|article|tr)>", "\n\n", text)
    text = re.sub(r"</(d[td]|t[dh])>", " ", text)
    text = re.sub(r"<[^>]+>", "", text)
    text = re.sub(r"(?m)^- \s+", "- ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
