"""What the tests of the stick share: sticks of the tiny guide and of ours, and a look at them."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from guide.core.artifacts import Artifact
from guide.core.model import Guide
from guide.formats import production
from guide.formats.context import Context
from guide.formats.registry import formats_of
from guide.formats.usb import folder as usb_folder
from support import onefile

CODES = ("en", "fr")
PAGE = "<!DOCTYPE html><html lang='en'><title>A page</title><p>A page</p></html>"


def pages(folder: Path, codes: tuple[str, ...]) -> Path:
    """Pages as the build for file:// might make them."""
    for code in codes:
        home = folder / ("" if code == "en" else code) / "index.html"
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_text(PAGE)
    (folder / "assets").mkdir()
    (folder / "assets/main.8c3ca2c6.min.js").write_text("'use strict'")
    return folder


def tiny() -> list[Context]:
    """The tiny guide, with an address and both of its languages."""
    found = (onefile.tiny(code) for code in CODES)
    return [dataclasses.replace(c, address=onefile.ADDRESS, languages=CODES) for c in found]


def listed(files: Path, contexts: Sequence[Context] = ()) -> dict[str, list[Artifact]]:
    """The files that are in a folder of files, by language, as a build lists them."""
    return {
        context.guide.language: [
            Artifact(one.name, one.edition, one.kind, one.subject, one.form, path.stat().st_size, 0)
            for one in formats_of(context.guide)
            if (path := files / context.guide.language / one.name).is_file()
        ]
        for context in contexts or tiny()
    }


def make(folder: Path) -> Path:
    """A stick of the tiny guide with real files, in folder/usb, of folder/pages and /files."""
    files = folder / "files"
    production.make(tiny(), ("print", "office", "book"), files)
    built = pages(folder / "pages", CODES)
    usb_folder.write(tiny(), built, files, listed(files), folder / "usb")
    return folder


def make_ours(guides: dict[str, Guide], folder: Path) -> Path:
    """A stick in all seven languages, with files that hold but their names."""
    return make_of([onefile.context(guides, code) for code in guides], folder)


def make_of(contexts: Sequence[Context], folder: Path) -> Path:
    """A stick of a guide in some languages, with files that hold but their names."""
    for context in contexts:
        code = context.guide.language
        for one in formats_of(context.guide):
            path = folder / "files" / code / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.name.encode())
    codes = tuple(context.guide.language for context in contexts)
    files, built = folder / "files", pages(folder / "pages", codes)
    usb_folder.write(contexts, built, files, listed(files, contexts), folder / "usb")
    return folder / "usb"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def verify(folder: Path, python: str = sys.executable) -> tuple[int, list[str]]:
    """What the stick's own program says, run from elsewhere."""
    done = subprocess.run(
        [python, "-W", "error", str(folder / "verify.py")],
        cwd="/",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()
