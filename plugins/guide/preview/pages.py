"""What the preview answers to a path: pages and files of a site, each made when it is asked for.

Paths are looked up among those of the site and lead nowhere else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from guide.core.diagnostics import ContentError, Diagnostic, UnreadableError
from guide.core.location import Location
from guide.site import builder
from guide.site.assets import write_fonts
from guide.site.authored import Converter
from guide.site.session import NOT_FOUND, SiteSession
from guide.site.sources import Source
from guide.theme import template_errors

INDEX = "index.html"


class PreviewPages:
    """The pages and files of a session in its one language, by their paths in the site."""

    def __init__(self, session: SiteSession) -> None:
        self._session = session
        (self.language,) = session.request.languages
        self._made: dict[str, str] = {}
        self._top = session.profile.folder(self.language)

    @cached_property
    def pages(self) -> Mapping[str, Source]:
        """The sources of the pages."""
        session = self._session
        return {
            builder.name_of(session, self.language, source): source
            for source in session.sources[self.language].values()
            if source.is_page
        }

    @property
    def start(self) -> str:
        """The folder in which the language begins; '' for the root of the site."""
        return self._top

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        return dict(builder.copied(self._session))

    @cached_property
    def _shared(self) -> Mapping[str, Path]:
        """The assets of the theme and the fonts, as `write_shared` makes them."""
        self._folder = TemporaryDirectory(prefix="guide-preview-")
        folder = Path(self._folder.name)
        for name, file in self._session.settings.theme.assets().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / name)
        write_fonts(folder / self._top, self.language, self._session.templates)
        self._session.write_shared(folder)
        made = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path for path in made}

    def page(self, name: str) -> tuple[str, list[Diagnostic]]:
        """The HTML of a page, and what its policy refuses there; raises ContentError."""
        problems: list[Diagnostic] = []
        if name not in self._made:
            source, session = self.pages[name], self._session
            converter = Converter(session.sources[self.language], session.settings.extensions)
            with _located(session.settings.docs.parent, source.file):
                self._made[name] = builder.page_of(session, self.language, source, converter)
            problems, session.diagnostics = session.diagnostics, []
        return self._made[name], problems

    def not_found(self) -> str:
        """The page for lost readers; raises ContentError."""
        theme = self._session.settings.theme
        with _located(theme.root, theme.root / theme.name(NOT_FOUND)):
            template = self._session.templates.get_template(NOT_FOUND)
            return template.render(self._session.standalone(NOT_FOUND))

    def file(self, name: str) -> bytes | None:
        """What a file that is no page holds; None if there is none. Raises ContentError."""
        if name == f"{self._top}search/search_index.json":
            return self._index()
        path = self._shared.get(name) or self._files.get(name)
        try:
            return path.read_bytes() if path else None
        except OSError:  # it was deleted a moment ago
            return None

    def _index(self) -> bytes:
        """The search index; authors' pages are in it once they are filled."""
        for name, source in self.pages.items():
            if self._session.routes[self.language][source.uri].is_authored:
                self.page(name)
        return self._session.search_index(self.language).encode()


@contextmanager
def _located(root: Path, file: Path) -> Iterator[None]:
    """Turns what is wrong with a page or a template into ContentError, at its file and line.

    `root` is the project, `file` that of the page. Other exceptions are bugs in this program and
    pass unchanged.
    """
    try:
        yield
    except ContentError:
        raise
    except UnreadableError as error:
        raise ContentError([error.diagnostic]) from None
    except RecursionError:
        name = file.relative_to(root).as_posix()
        message = "is nested too deeply; make it simpler"
        raise ContentError([Diagnostic(Location(name, 1), message)]) from None
    except Exception as error:
        name, _, line = template_errors.place(root, error).rpartition(":")
        if not name:
            raise
        message = f"{template_errors.told(error)}; correct the template"
        raise ContentError([Diagnostic(Location(name, int(line)), message)]) from None
