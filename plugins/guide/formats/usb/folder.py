"""The stick: a folder to copy to a USB stick and read without a network; its zip."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from guide.core.artifacts import Artifact, stick_folder
from guide.files import checksums
from guide.formats.context import Context
from guide.formats.usb import rules as usb_rules
from guide.formats.usb import texts as usb_texts
from guide.site.routes import Links
from guide.theme import fonts

_PAGES = "guide"
_VERIFY = "verify.py"


def write(
    contexts: Sequence[Context],
    pages: Path,
    files: Path,
    made: Mapping[str, Iterable[Artifact]],
    target: Path,
) -> None:
    """Makes the folder of the stick, for the languages of `contexts`.

    `pages` holds the finished pages, `files` the files to take along in <language>/, which `made`
    lists by language; both stay as they are.
    Raises StickError for a tree that does not suit every computer, OSError where a file cannot be
    written.
    """
    _copy(pages, target / _PAGES)
    entrances = [
        usb_texts.Entrance(
            context,
            _home(context),
            tuple(_carry(code, files / code, made.get(code, ()), target)),
            _fonts(context, target),
        )
        for context in contexts
        for code in (context.guide.language,)
    ]
    for entrance in entrances:
        readme = target / f"README.{entrance.language.code}.txt"
        readme.write_bytes(usb_texts.readme(entrance))
    (target / "START-HERE.html").write_bytes(usb_texts.start(entrances))
    shutil.copyfile(contexts[0].theme.find(f"usb/{_VERIFY}"), target / _VERIFY)
    codes = [entrance.language.code for entrance in entrances]
    usb_rules.check(target, codes, must=[entrance.home for entrance in entrances])
    checksums.write(target)


def pack(folder: Path, archive: Path, context: Context) -> None:
    """Zips the folder of the stick; the same files give the same bytes, wherever and whenever.

    Raises OSError where the archive cannot be written.
    """
    with zipfile.ZipFile(archive, "w") as made:
        for name in sorted(p.relative_to(folder).as_posix() for p in _files(folder)):
            entry = zipfile.ZipInfo(f"{context.guide.slug}/{name}", context.moment.timetuple()[:6])
            entry.create_system = 3  # else it would name the operating system
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, (folder / name).read_bytes())


def _home(context: Context) -> str:
    """Where the pages of a language begin."""
    guide = context.guide
    links = Links(guide.profile, guide.language, "", directory_urls=False, root=f"{_PAGES}/")
    return links.page("")


def _fonts(context: Context, target: Path) -> tuple[usb_texts.StickFont, ...]:
    """The web fonts of a language, if the pages have them."""
    code = context.guide.language
    font = fonts.web(code)
    if not font:
        return ()
    folder = _home(context).removesuffix("index.html") + "assets"
    found = [
        usb_texts.StickFont(code, font.family, weight, font.size, f"{folder}/font-{weight}.woff2")
        for weight in font.weights
    ]
    return tuple(one for one in found if (target / one.path).is_file())


def _carry(code: str, files: Path, made: Iterable[Artifact], target: Path) -> Iterator[Artifact]:
    """Copies the files of a language to their places; each under its path on the stick."""
    for artifact in made:
        if folder := stick_folder(artifact):
            path = f"{folder}/{code}/{artifact.name}"
            _copy_file(files / artifact.name, target / path)
            yield replace(artifact, name=path, pages=0)


def _copy(source: Path, target: Path) -> None:
    # Not copytree: it goes on after a failure, and a full disk would fail for each file anew.
    for path in sorted(_files(source)):
        _copy_file(path, target / path.relative_to(source))


def _copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
