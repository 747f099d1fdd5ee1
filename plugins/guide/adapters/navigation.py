"""The guide's languages and navigation in the forms that mkdocs-static-i18n and MkDocs expect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_static_i18n.config import I18nPluginLanguage

from guide.core.languages import language
from guide.core.profile import Profile
from guide.site.routes import Route


def i18n_language(profile: Profile, code: str, built: Iterable[str]) -> I18nPluginLanguage:
    """The static-i18n configuration of a language; it is built only if its code is in `built`."""
    config = I18nPluginLanguage()
    config.load_dict(
        {
            "locale": code,
            "name": language(code).endonym,
            "default": profile.is_source(code),
            "build": code in built,
        }
    )
    config.validate()
    return config


def nav(routes: tuple[Route, ...]) -> list[Any]:
    """MkDocs' `nav` setting for the pages at the top level and those below them."""
    return [
        {route.path: [route.stub, *nav(route.children)]} if route.children else route.stub
        for route in routes
    ]
