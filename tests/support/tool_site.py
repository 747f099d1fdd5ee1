"""The pages of a guide with tools, with links to files that are not made."""

from __future__ import annotations

from pathlib import Path

from guide import project
from guide.adapters import config
from guide.core.artifacts import Artifact, ArtifactKind
from guide.site import builder
from guide.site.config import SiteRequest

FORMS = ("a4", "letter", "docx", "xlsx")


def files(ident: str) -> tuple[Artifact, ...]:
    """The files of a tool, as if they had been made."""
    return tuple(
        Artifact(f"tool-{ident}.{form}", "print", ArtifactKind.TOOL, ident, form, 12_000, 1)
        for form in FORMS
    )


def build(root: Path) -> Path:
    """The folder of a project's pages, with a list of files for each tool."""
    loaded, site = project.check(root), root / "dist/site"
    offered = tuple(file for tool in loaded.source.tools for file in files(tool.id))
    request = SiteRequest(loaded.published, files=dict.fromkeys(loaded.published, offered))
    builder.build(loaded.session(config.settings(root), request), site)
    return site
