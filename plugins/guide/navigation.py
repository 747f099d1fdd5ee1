"""Floor 6. The guide's languages and navigation in the forms that MkDocs and static-i18n take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import Environment
from mkdocs.theme import Theme
from mkdocs_static_i18n.config import I18nPluginLanguage

from guide.languages import SOURCE, language
from guide.sitemap import SitePage


def i18n_language(code: str, built: Iterable[str]) -> I18nPluginLanguage:
    """A language as static-i18n takes it; those not in `built` are known, and not built."""
    made = I18nPluginLanguage()
    made.load_dict(
        {
            "locale": code,
            "name": language(code).endonym,
            "default": code == SOURCE,
            "build": code in built,
        }
    )
    made.validate()
    return made


def list_theme_once(theme: Theme) -> None:
    """Spares MkDocs listing the theme's files, thousands of icons, anew for each language."""
    make, names = theme.get_env, list[str]()

    def get_env() -> Environment:
        env = make()
        if env.loader and not names:
            names.extend(env.loader.list_templates())
        if env.loader:
            env.loader.list_templates = lambda: names  # type: ignore[method-assign] # only this one
        return env

    theme.get_env = get_env  # type: ignore[method-assign] # MkDocs offers no other way in


def nav(site_pages: tuple[SitePage, ...]) -> list[Any]:
    """MkDocs' form of a navigation; sections are named later, in each language."""
    return [
        {page.path: [page.stub, *(child.stub for child in page.children)]}
        if page.children
        else page.stub
        for page in site_pages
    ]


def every_item(items: Iterable[Any]) -> Iterable[Any]:
    """Items of MkDocs' navigation, each before its children."""
    for item in items:
        yield item
        yield from every_item(getattr(item, "children", None) or ())
