"""Starts a new guide from an example, in the language asked for.

An example is a small project in `examples/`, in English, with catalogues of translations. The new
guide is written in one language: its texts take the places of the English ones in the files.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from guide.content import interface, loader, schema_docs
from guide.core import languages
from guide.core.diagnostics import did_you_mean
from guide.core.errors import GuideError
from guide.core.model import Guide, Text
from guide.core.profile import DEFAULT_LANGUAGE
from guide.core.walk import texts
from guide.i18n import catalogue
from guide.i18n.catalogue import Catalogue

EXAMPLES = Path(__file__).parents[1] / "examples"
OWN = ("content/", interface.NAME)  # what is said in the example itself, not by the program
_LANGUAGES, _PROFILE, _MKDOCS = (
    "translations/languages.yml",
    "content/profile.yml",
    "mkdocs.yml",
)
_LISTED = "languages: [en, fr, es, pt, id, ar, my]"  # in each example


class NewGuideError(GuideError):
    """A guide that cannot be started; the message says why."""


def names() -> tuple[str, ...]:
    """The names of the examples."""
    return tuple(sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))


def begin(target: Path, example: str, code: str) -> bool:
    """Makes a project in `target`, a folder that is empty or does not exist yet.

    Returns whether its words are in the language of the code; else they are still English. Raises
    NewGuideError for a folder that holds anything and for a code that is not valid, OSError where
    nothing can be written. It is made beside the folder and then takes its place, so that there is
    never half a project.
    """
    if languages.find(code) is None:
        hint = did_you_mean(code, languages.codes())
        raise NewGuideError(f'"{code}" is not a valid language code{hint}')
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise NewGuideError(f"{target} is there already and holds files; choose another name")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".guide-new-") as name:
        made = Path(name) / "guide"
        shutil.copytree(EXAMPLES / example, made, ignore=shutil.ignore_patterns("*.po", "*.pot"))
        _replace(made / _LANGUAGES, _LISTED, f"languages: [{code}]")
        translated = code == DEFAULT_LANGUAGE or _translate(EXAMPLES / example, made, code)
        schema_docs.write(made)
        if target.is_dir():
            target.rmdir()
        made.replace(target)
    return translated


def _translate(example: Path, made: Path, code: str) -> bool:
    """Makes a copy of an example a guide in another language; whether its texts could be, too."""
    _replace(made / _PROFILE, f"source_language: {DEFAULT_LANGUAGE}", f"source_language: {code}")
    if not (example / f"translations/{code}.po").exists():
        return False
    source = loader.load(example)
    translation = catalogue.translate(source, Catalogue.read(example, code))
    values = {text.id: text.value for text in texts(translation)}
    for file in sorted({text.location.file for text in _own(source)}):
        lines = (made / file).read_text(encoding="utf-8").split("\n")
        for text in _own(source):
            if text.location.file == file:
                number = text.location.line - 1
                lines[number] = _with(lines[number], text.value, values[text.id])
        (made / file).write_text("\n".join(lines), encoding="utf-8", newline="\n")
    name = _yaml(translation.title.value)
    _replace(made / _MKDOCS, f"site_name: {source.title}", f"site_name: {name}")
    return True


def _own(guide: Guide) -> Iterator[Text]:
    """The texts that an example says itself; each is on one line of its file."""
    return (text for text in texts(guide) if text.location.file.startswith(OWN))


def _with(line: str, old: str, new: str) -> str:
    """A line of YAML with another value."""
    key, mark, value = line.partition(": ")
    if value not in (old, _yaml(old)):
        raise ValueError(f"an example has a text that is not on a line by itself: {line}")
    return f"{key}{mark}{_yaml(new)}"


def _yaml(value: str) -> str:
    """A value as YAML: in quotes, whatever it holds."""
    return json.dumps(value, ensure_ascii=False)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
