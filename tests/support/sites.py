"""Pages alone, without the files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from guide import project
from guide.adapters import config
from guide.adapters.builds import build_online
from guide.core.artifacts import Artifact
from guide.site import builder
from guide.site.config import SiteRequest, Target

Files = Mapping[str, tuple[Artifact, ...]]


def online(root: Path, site: Path, languages: tuple[str, ...]) -> None:
    """Those of a server, by MkDocs."""
    build_online(root, site, SiteRequest(languages, keepable=True))


def folder(root: Path, site: Path, languages: tuple[str, ...], files: Files | None = None) -> None:
    """Those that are opened from a folder."""
    request = SiteRequest(languages, Target.FOLDER, files or {})
    builder.build(project.check(root).session(config.settings(root), request), site)
