"""The settings of a site: what mkdocs.yml sets, and what one build asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from guide.core.artifacts import Artifact
from guide.site.layout import Script
from guide.theme.files import ThemeFiles


class Target(StrEnum):
    """Where the pages will be read."""

    ONLINE = "online"
    PREVIEW = "preview"  # MkDocs' server adds an inline script to each page
    FOLDER = "folder"  # the stick and the ZIM: no server, no public address


@dataclass(frozen=True)
class SiteSettings:
    """The settings in mkdocs.yml.

    `docs` is the folder of the pages, `theme` gives templates and assets.
    `address` is the site's public address with a final slash, `exit` the address of the quick
    exit; each is '' if not set. `root` is the beginning of addresses in the sitemap. `icon`,
    `styles` and `scripts` are paths below docs/, or addresses. `search_worker` is the path of
    Material's search script below the folder `material`. `extensions` holds the options of each
    Python-Markdown extension by its name. With `directory_urls` a page is a folder with an
    index.html.
    """

    docs: Path
    theme: ThemeFiles
    address: str = ""
    root: str = "/"
    exit: str = ""
    icon: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    search_worker: str = ""
    material: Path = Path()
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    directory_urls: bool = True


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """What one build asks for.

    `languages` are the codes of the site's languages. `files` are the files that the pages link
    to, by language. `keepable` says that readers may keep an offline copy; the caller must then
    add the lists of site/offline.py to the finished pages.
    """

    languages: tuple[str, ...]
    target: Target = Target.ONLINE
    files: Mapping[str, tuple[Artifact, ...]] = field(default_factory=dict)
    keepable: bool = False
