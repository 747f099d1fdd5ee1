"""Authors' own pages as routes: their titles, their front matter, their languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from guide.core.location import Location
from guide.core.model import State, Text
from guide.files.yaml_tree import read_text
from guide.site import front_matter, page_sources
from guide.site.authored import Extensions, heading_of
from guide.site.front_matter import FrontMatter
from guide.site.routes import Route, Subject
from guide.site.sources import Source


@dataclass(frozen=True, slots=True)
class Manuscripts:
    """The files of authors' pages, by language, then by path; the source language comes first.

    `docs` is the folder of all files, `extensions` are those of Markdown.
    """

    docs: Path
    pages: Mapping[str, Mapping[str, Source]]
    extensions: Extensions

    def routes(self) -> dict[str, list[Route]]:
        """A route for each page, by language. `order` and `menu` are those of the original."""
        read = {
            source: self._front(source)
            for sources in self.pages.values()
            for source in sources.values()
        }
        return {code: list(self._routes(code, read)) for code in self.pages}

    def _routes(self, code: str, read: Mapping[Source, FrontMatter]) -> Iterator[Route]:
        originals = next(iter(self.pages.values()))
        for uri, source in self.pages[code].items():
            own, first = read[source], read[originals.get(uri, source)]
            front = replace(own, order=first.order, in_menu=first.in_menu)
            state = State.SOURCE if source.language == code else State.UNTRANSLATED
            location = Location(self._name(source), 1)
            title = Text(f"docs.{uri}", own.title, source.language, state, False, location)  # noqa: FBT003
            written = tuple(
                language
                for language, pages in self.pages.items()
                if uri in pages and pages[uri].language == language
            )
            yield Route(source.path, Subject.AUTHORED, title, "", (), uri, front, written)

    def _front(self, source: Source) -> FrontMatter:
        """The front matter of a page, with its title wherever that comes from."""
        name = self._name(source)
        text = read_text(source.file, name)
        front, _ = front_matter.read(text, name)  # the check has reported what is wrong
        if front.title:
            return front
        words = page_sources.words(front_matter.split(text)[1])
        return replace(front, title=heading_of(words, self.extensions) or _from_name(source))

    def _name(self, source: Source) -> str:
        return f"docs/{source.file.relative_to(self.docs).as_posix()}"


def _from_name(source: Source) -> str:
    """The title of a page without any: the words of its address."""
    words = PurePosixPath(source.path).name.replace("-", " ").replace("_", " ")
    return words.capitalize() if words.lower() == words else words
