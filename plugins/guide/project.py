"""Floor 4. A project folder as a whole: the guide in each of its languages, read once a process.

MkDocs builds each language by itself and macros are loaded anew for each; here they share what was
read, until a file changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from guide import catalogue, content, terminology, yaml_tree
from guide.catalogue import Catalogue
from guide.languages import LANGUAGES, SOURCE
from guide.model import Guide
from guide.problems import ContentError, Problem, did_you_mean
from guide.reader import Reader
from guide.schema import PUBLISHED
from guide.terminology import Terminology
from guide.yaml_tree import Fault

T = TypeVar("T")
LANGUAGES_FILE = "translations/languages.yml"


@dataclass(frozen=True, slots=True)
class Project:
    """A guide in every published language; the source language comes first."""

    root: Path
    guides: dict[str, Guide]
    terminology: Terminology

    @property
    def source(self) -> Guide:
        """The guide in its source language."""
        return self.guides[SOURCE]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the published languages."""
        return tuple(self.guides)


def load(root: Path) -> Project:
    """The project in a folder. Raises ContentError with every problem of content and catalogues."""
    problems: list[Problem] = []
    guides: dict[str, Guide] = {}
    languages = _gather(problems, partial(published, root)) or ()
    source = _gather(problems, partial(content.load, root))
    terms = _gather(problems, partial(terminology.read, root)) or {}
    for language in languages:
        if language == SOURCE and source:
            guides[language] = source
        elif language != SOURCE and (
            made := _gather(problems, partial(Catalogue.read, root, language))
        ):
            problems += catalogue.problems(source or content.read(root)[0], made)
            if source:
                guides[language] = catalogue.translate(source, made)
    if problems:
        raise ContentError(problems)
    return Project(root, guides, terms)


def load_source(root: Path) -> Guide:
    """The guide in its source language alone; raises ContentError."""
    return content.load(root)


def published(root: Path) -> tuple[str, ...]:
    """Codes of the languages that translations/languages.yml publishes, the source's first."""
    try:
        tree, faults = yaml_tree.read_tree(root / LANGUAGES_FILE, LANGUAGES_FILE)
    except Fault as fault:
        raise ContentError([fault.problem]) from None
    reader = Reader()
    words = reader.read(tree, PUBLISHED).many("languages")
    problems = faults + reader.problems
    for word in words:
        if word.value not in LANGUAGES:
            hint = did_you_mean(word.value, LANGUAGES)
            problems.append(Problem(word.where, f'unknown language "{word.value}"{hint}'))
    if tuple(word.value for word in words[:1]) != (SOURCE,):
        where = words[0].where if words else tree.where
        message = f'the first language must be the source, "{SOURCE}"; put it first'
        problems.append(Problem(where, message))
    if problems:
        raise ContentError(problems)
    return tuple(word.value for word in words)


def _gather(problems: list[Problem], step: Callable[[], T]) -> T | None:
    """What the step gives; None, with its problems noted, where it fails."""
    try:
        return step()
    except ContentError as error:
        problems += error.problems
        return None


_cache: dict[Path, tuple[tuple[tuple[str, int], ...], Project]] = {}


def cached(root: Path) -> Project:
    """`load`, or what it gave before if no input has changed since."""
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(_inputs(root)))
    if root not in _cache or _cache[root][0] != stamp:
        _cache[root] = (stamp, load(root))
    return _cache[root][1]


def _inputs(root: Path) -> Iterator[Path]:
    for folder, pattern in (("content", "*.yml"), ("content", "*.tsv"), ("translations", "*.*")):
        yield from (path for path in (root / folder).rglob(pattern) if path.is_file())
