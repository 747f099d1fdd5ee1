"""The guide's languages and navigation in the forms that MkDocs and static-i18n take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_static_i18n.config import I18nPluginLanguage

from guide.core.languages import SOURCE, language
from guide.site.routes import Route


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


def nav(site_pages: tuple[Route, ...]) -> list[Any]:
    """MkDocs' form of a navigation."""
    return [
        {page.path: [page.stub, *(child.stub for child in page.children)]}
        if page.children
        else page.stub
        for page in site_pages
    ]
