"""The examples that `guide new` starts from, each in English or in a language that it has.

An example is in `examples/`: what a project has in content/ and overrides/, in English, and a
catalogue for each other language. In that language its texts take the places of the English ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from guide.content import interface, loader
from guide.core.model import Guide, Text
from guide.core.profile import DEFAULT_LANGUAGE
from guide.core.walk import texts
from guide.i18n import catalogue
from guide.i18n.catalogue import Catalogue

FOLDER = Path(__file__).parents[1] / "examples"
_CATALOGUES = "translations"
_PROFILE = "content/profile.yml"


def names() -> tuple[str, ...]:
    """The names of the examples."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def is_in(example: str, code: str) -> bool:
    """Whether an example has words in a language; the code is a language's."""
    return code == DEFAULT_LANGUAGE or (FOLDER / example / _CATALOGUES / f"{code}.po").exists()


def files(example: str, code: str) -> dict[str, str]:
    """The text of each file of a guide in a language, by its name in the project.

    Where the example is not in the language, the words are English, to be replaced.
    """
    folder = FOLDER / example
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yml"))
    }
    found[_PROFILE] = found[_PROFILE].replace(
        f"source_language: {DEFAULT_LANGUAGE}", f"source_language: {code}"
    )
    if code != DEFAULT_LANGUAGE and is_in(example, code):
        _translate(found, folder, code)
    return found


def own(guide: Guide) -> Iterator[Text]:
    """The texts that an example says itself, not the program; each is on one line of its file."""
    files_of_its_own = ("content/", interface.NAME)
    return (text for text in texts(guide) if text.location.file.startswith(files_of_its_own))


def _translate(found: dict[str, str], folder: Path, code: str) -> None:
    source = loader.load(folder)
    translation = catalogue.translate(source, Catalogue.read(folder, code))
    values = {text.id: text.value for text in texts(translation)}
    lines = {name: text.split("\n") for name, text in found.items()}
    for text in own(source):
        file, number = lines[text.location.file], text.location.line - 1
        file[number] = _with(file[number], text.value, values[text.id])
    found.update({name: "\n".join(file) for name, file in lines.items()})


def _with(line: str, old: str, new: str) -> str:
    """A line of YAML with another value, in quotes, whatever it holds."""
    key, mark, value = line.partition(": ")
    if value not in (old, json.dumps(old)):
        raise ValueError(f"an example has a text that is not on a line by itself: {line}")
    return f"{key}{mark}{json.dumps(new, ensure_ascii=False)}"
