"""A running build: what was asked for, what is known, and where it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.adapters import config
from guide.core import queries
from guide.core.artifacts import Artifact
from guide.formats import registry
from guide.formats.context import Context
from guide.i18n import publication
from guide.project import Project
from guide.site.config import SiteRequest, SiteSettings
from guide.site.session import SiteSession

SITE, USB, ZIM = "site", "usb", "zim"
CLOCK = "SOURCE_DATE_EPOCH"  # the time that files carry, in seconds since 1970
EDITIONS = (SITE, *registry.EDITIONS, USB, ZIM)

# What is being done; how many of the things to do are done; how many there are, 0 if unknown.
ProgressCallback = Callable[[str, int, int], None]
Files = Mapping[str, tuple[Artifact, ...]]  # by language


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the project's folder, where to, which languages and editions.

    `jobs` is how many processes may work at once.
    """

    root: Path
    out: Path
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = EDITIONS
    jobs: int = 1


@dataclass(frozen=True)
class Run:
    """A running build: the request, the project and the folder.

    `contexts` are those of the languages that are built.
    """

    request: BuildRequest
    project: Project
    settings: SiteSettings
    contexts: tuple[Context, ...]
    folder: Path
    progress: ProgressCallback

    @classmethod
    def of(
        cls, request: BuildRequest, loaded: Project, folder: Path, progress: ProgressCallback
    ) -> Run:
        """The run of a request for a project that was checked."""
        settings = config.settings(request.root)
        languages = request.languages or loaded.published
        address, theme, cover = settings.address, settings.theme, queries.cover(loaded.source)
        contexts = tuple(
            Context(
                loaded.guides[code],
                cover,
                address,
                theme,
                languages,
                loaded.digests.get(code, b""),
            )
            for code in languages
        )
        return cls(request, loaded, settings, contexts, folder, progress)

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that are built."""
        return self.contexts[0].languages

    @property
    def files(self) -> Path:
        """The downloads, until they are moved to their places."""
        return self.folder / "downloads"

    def wants(self, edition: str) -> bool:
        """Whether an edition is asked for."""
        return edition in self.request.editions


@dataclass(frozen=True, slots=True)
class BuildState:
    """What the workers of a build know; `contexts` are by language."""

    project: Project
    settings: SiteSettings
    contexts: Mapping[str, Context]

    def __reduce__(self) -> tuple[Any, ...]:
        return _elsewhere, (self.project, self.settings, self.contexts)

    def session(self, request: SiteRequest) -> SiteSession:
        """The site that is asked for."""
        return self.project.session(self.settings, request)


def _elsewhere(
    loaded: Project, settings: SiteSettings, contexts: Mapping[str, Context]
) -> BuildState:
    """The state in another process, which gets to know the languages that the project describes."""
    publication.read(loaded.root)
    return BuildState(loaded, settings, contexts)
