"""What a site is asked for: what mkdocs.yml says of it, and what one build wants of it."""

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
    """Where pages are read."""

    ONLINE = "online"
    PREVIEW = "preview"  # MkDocs' server puts a script of its own into each page
    FOLDER = "folder"  # no server, no public address: the stick and the ZIM


@dataclass(frozen=True)
class SiteSettings:
    """What mkdocs.yml says.

    `docs` is the folder of the pages, `theme` what gives templates and assets.
    `address` is the public address of the site with a slash at its end, `exit` the address of the
    quick exit, each '' for none; `root` is what addresses in the sitemap begin with. `icon`,
    `styles` and `scripts` are paths below docs/, or addresses. `search_worker` is the path of
    Material's script that searches, `material` the folder that holds it. `extensions` are the
    options of Python-Markdown's extensions by name. With `directory_urls` a page is a folder with
    an index.html.
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
    """What one build wants.

    `languages` are the codes of the languages of the site. `files` are those that the pages link,
    by language. A browser may keep the pages where they are `keepable`: whoever builds them puts
    the lists of `site/offline.py` beside them.
    """

    languages: tuple[str, ...]
    target: Target = Target.ONLINE
    files: Mapping[str, tuple[Artifact, ...]] = field(default_factory=dict)
    keepable: bool = False
