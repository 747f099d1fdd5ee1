"""Copies of this guide to be built elsewhere: as it is, ten times as large, in more languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
import yaml

from guide import project
from guide.files.yaml_text import Data, dump
from guide.i18n import extract
from measures.processes import ROOT

_OWN = ("content", "docs", "overrides", "translations", "mkdocs.yml")
_OWNERS = {"stages": "stage", "audiences": "audience", "tools": "tool"}  # folder: start of ids
_LISTS = {*_OWNERS, "named"}  # fields that name stages, audiences and tools
_CODE = re.compile(r"[A-Z]+(?=-F?\d[\d.]*$)")
_LINES = 1000  # more than the source has
# Languages whose texts stand under further codes. The plural rule must be the same.
_FURTHER = {
    "fr": ("fr-CA", "fr-BE", "fr-CD"),
    "es": ("es-MX", "es-AR", "es-CO"),
    "pt": ("pt-AO", "pt-MZ", "pt-CV"),
    "ar": ("ar-EG", "ar-SD"),
    "id": ("ms",),
    "my": ("my-MM", "my-TH"),
}


def copy(folder: Path) -> Path:
    """This guide without its output, in a folder that does not exist yet."""
    for name in _OWN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


def made(folder: Path, times: int = 1, *, many: bool = False) -> Path:
    """A copy with so many times the stages, audiences, tools and points; 7 languages or 21."""
    root = copy(folder)
    if times > 1:
        multiply(root, times)
    if many:
        add_languages(root)
    return root


def add_languages(root: Path) -> None:
    """Adds the languages' own texts again under further codes, as languages of their own."""
    loaded, folder = project.load(root), root / "translations"
    added = {code: new for code, new in _FURTHER.items() if code in loaded.languages}
    for code, further in added.items():
        text = (folder / f"{code}.po").read_text(encoding="utf-8")
        text = extract.whole(text, loaded.source, loaded.guides[code])
        waivers = folder / f"{code}.waivers.tsv"
        for new in further:
            (folder / f"{new}.po").write_text(text, encoding="utf-8")
            if waivers.exists():
                shutil.copy(waivers, folder / f"{new}.waivers.tsv")
    listing = folder / "languages.yml"
    codes = ", ".join([*loaded.languages, *(one for new in added.values() for one in new)])
    text = listing.read_text(encoding="utf-8")
    listing.write_text(re.sub(r"(?m)^languages: .*$", f"languages: [{codes}]", text), "utf-8")


class _Renaming:
    """The names of one copy of stages, audiences, tools and points. Texts stay as they are."""

    def __init__(self, root: Path, number: int) -> None:
        self.mark, self.number = chr(ord("A") + number), number
        folders = (root / "content" / name for name in _OWNERS)
        self.ids = {path.stem for folder in folders for path in folder.glob("*.yml")}

    def word(self, text: str) -> str:
        """An id or a code of the copy; any other text as it is."""
        return f"{text}-{self.number}" if text in self.ids else _CODE.sub(self._marked, text)

    def _marked(self, prefix: re.Match[str]) -> str:
        return prefix[0] + self.mark

    def text_id(self, ident: str) -> str:
        """The id of a text, such as `S-2.1.title` or `stage.setup.title`; '' for a shared one."""
        if found := re.match(r"(stage|audience|tool)\.([^.]+)(.*)", ident):
            return f"{found[1]}.{found[2]}-{self.number}{found[3]}"
        if found := re.match(r"([A-Z]+)(-F?\d.*)", ident):
            return f"{found[1]}{self.mark}{found[2]}"
        return ""

    def data(self, data: Data, key: str = "") -> Data:
        """The content of a file of the copy."""
        if isinstance(data, str):
            if key == "line" and data.isdigit():
                return str(int(data) + _LINES * self.number)
            if key == "prefix":
                return data + self.mark
            is_named = key in _LISTS or _CODE.match(data)
            return self.word(data) if is_named else data
        if isinstance(data, dict):
            return {name: self.data(value, name) for name, value in data.items()}
        return [self.data(value, key) for value in data]

    def file(self, path: Path) -> None:
        """Writes the copy of a content file beside it."""
        data = self.data(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506 - strings only
        assert isinstance(data, dict)
        name = f"{path.stem}-{self.number}"
        path.with_stem(name).write_text(dump({**data, "id": name}), encoding="utf-8")


def multiply(root: Path, times: int) -> None:
    """Adds each stage, audience and tool, with its points and translations, under other names."""
    copies = [_Renaming(root, number) for number in range(1, times)]
    content = [path for name in _OWNERS for path in (root / "content" / name).glob("*.yml")]
    pages = [path for path in root.glob("docs/*/*.md") if path.stem in copies[0].ids]
    rows = (root / "content/source.tsv").read_text(encoding="utf-8").splitlines()
    for one in copies:
        for path in content:
            one.file(path)
        for path in pages:
            text = path.read_text(encoding="utf-8").replace(
                f'"{path.stem}"', f'"{path.stem}-{one.number}"'
            )
            path.with_stem(f"{path.stem}-{one.number}").write_text(text, encoding="utf-8")
    sources = [*rows, *(row for one in copies for row in _sources(one, rows[1:]))]
    (root / "content/source.tsv").write_text("\n".join(sources) + "\n", encoding="utf-8")
    _list_copies(root, copies)
    for path in (root / "translations").glob("*.po"):
        _translate(path, copies)
    for path in (root / "translations").glob("*.waivers.tsv"):
        _waive(path, copies)


def _sources(one: _Renaming, rows: list[str]) -> Iterator[str]:
    for row in rows:
        code, line, names = row.split("\t")
        words = " ".join(map(one.word, names.split()))
        yield f"{one.word(code)}\t{int(line) + _LINES * one.number}\t{words}"


def _list_copies(root: Path, copies: list[_Renaming]) -> None:
    """Puts the copies beside their originals, wherever content/guide.yml lists these."""
    path = root / "content/guide.yml"
    guide = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only
    places = [guide, *guide.get("stage_groups", ()), *guide.get("audience_groups", ())]
    for place in places:
        for key in _OWNERS.keys() & place.keys():
            listed = place[key]
            place[key] = listed + [one.word(ident) for one in copies for ident in listed]
    path.write_text(dump(guide), encoding="utf-8")


def _translate(path: Path, copies: list[_Renaming]) -> None:
    po = polib.pofile(str(path))
    for entry in [*po]:
        for one in copies:
            if entry.msgctxt and (ident := one.text_id(entry.msgctxt)):
                po.append(
                    polib.POEntry(
                        msgctxt=ident,
                        msgid=entry.msgid,
                        msgstr=entry.msgstr,
                        flags=[*entry.flags],
                        obsolete=entry.obsolete,
                        previous_msgid=entry.previous_msgid,
                    )
                )
    po.save(str(path))


def _waive(path: Path, copies: list[_Renaming]) -> None:
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    split = [row.split("\t", 1) for row in rows]
    further = [
        f"{new}\t{rest}" for one in copies for ident, rest in split if (new := one.text_id(ident))
    ]
    path.write_text("\n".join([head, *rows, *further]) + "\n", encoding="utf-8")
