"""Floor 5. The stick: a folder to copy to a USB stick and read without a network; its zip."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from guide import manifest
from guide.downloads import Download
from guide.editions import usb_rules, usb_texts
from guide.editions.context import Context
from guide.editions.outputs import outputs
from guide.fonts import FONTS
from guide.languages import SOURCE
from guide.sitemap import Links

FOLDER = "impact-guide"  # what the zip unpacks to
_PAGES = "guide"
_PHONE = ("guide.html", "guide.epub", "guide.pdf")
_PRINT = (".pdf", ".docx", ".xlsx")
_VERIFY = "verify.py"


def write(contexts: Sequence[Context], pages: Path, files: Path, target: Path) -> None:
    """Makes the folder of the stick, for the languages of `contexts`.

    `pages` holds the finished pages, `files` the files to take along in <language>/; both stay as
    they are. Raises usb_rules.Unfit for a tree that does not suit every computer, OSError where a
    file cannot be written.
    """
    _copy(pages, target / _PAGES)
    entrances = [
        usb_texts.Entrance(
            context, _home(context), tuple(_carry(context, files, target)), _fonts(context, target)
        )
        for context in contexts
    ]
    for entrance in entrances:
        readme = target / f"README.{entrance.language.code}.txt"
        readme.write_bytes(usb_texts.readme(entrance))
    (target / "START-HERE.html").write_bytes(usb_texts.start(entrances))
    shutil.copyfile(contexts[0].templates / "usb" / _VERIFY, target / _VERIFY)
    codes = [entrance.language.code for entrance in entrances]
    usb_rules.check(target, codes, must=[entrance.home for entrance in entrances])
    manifest.write(target)


def pack(folder: Path, archive: Path, context: Context) -> None:
    """Zips the folder of the stick; the same files give the same bytes, wherever and whenever.

    Raises OSError where the archive cannot be written.
    """
    with zipfile.ZipFile(archive, "w") as made:
        for name in sorted(p.relative_to(folder).as_posix() for p in _files(folder)):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", context.moment.timetuple()[:6])
            entry.create_system = 3  # else it would tell the system that made it
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, (folder / name).read_bytes())


def _home(context: Context) -> str:
    """Where the pages of a language begin."""
    links = Links(SOURCE, "", directory_urls=False, root=f"{_PAGES}/")
    return links.page("", language=context.guide.language)


def _fonts(context: Context, target: Path) -> tuple[usb_texts.Font, ...]:
    """The web fonts of a language, if the pages have them."""
    code = context.guide.language
    font = FONTS.get(code)
    if not font:
        return ()
    folder = _home(context).removesuffix("index.html") + "assets"
    found = [
        usb_texts.Font(code, font.family, weight, font.size, f"{folder}/font-{weight}.woff2")
        for weight in font.weights
    ]
    return tuple(one for one in found if (target / one.path).is_file())


def _carry(context: Context, files: Path, target: Path) -> list[Download]:
    """Copies the files of a language to their places; each under its path on the stick."""
    code = context.guide.language
    carried = []
    for one in outputs(context.guide):
        made = files / code / one.name
        folder = _folder(one.name)
        if folder and made.is_file():
            path = f"{folder}/{code}/{one.name}"
            _copy_file(made, target / path)
            size = made.stat().st_size
            carried.append(Download(path, one.edition, one.kind, one.subject, one.form, size, 0))
    return carried


def _folder(name: str) -> str:
    """The folder for a file: for phones, for printing, or none ('')."""
    if name in _PHONE:
        return "phone"
    return "print" if name.endswith(_PRINT) else ""


def _copy(source: Path, target: Path) -> None:
    # Not copytree: it goes on after a failure, and a full disk would fail for each file anew.
    for path in sorted(_files(source)):
        _copy_file(path, target / path.relative_to(source))


def _copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
