"""Other generators, and their projects with the words of our pages.

mkdocs-material comes with ours. The others are used where they are found, on the path or in
.venv/others, where `--install` puts them; they are no dependencies.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from guide.files.yaml_text import Data, dump
from measures.processes import PYTHON, ROOT, Work, environment
from measures.words import Words

MATERIAL = "plain mkdocs-material, pruned"
_OTHERS = ROOT / ".venv/others"
_LAYOUTS = Path(__file__).parent / "layouts"
_HOME = "index.md"
_MKDOCS = """\
site_name: Plain
theme: {name: material, font: false, features: [navigation.indexes, navigation.prune]}
markdown_extensions: [attr_list, tables]
plugins: [search]
"""


@dataclass(frozen=True, slots=True)
class Generator:
    """How a generator is found, installed, given the pages and run in its folder."""

    name: str
    find: Callable[[], str]  # the command, '' if it is not installed
    install: Callable[[], object]
    write: Callable[[Path, Iterable[Words]], None]
    arguments: tuple[str, ...]
    output: str  # what a run makes in its folder; deleted before the next

    def work(self, folder: Path) -> Work:
        """A run of its whole project."""

        def clean() -> None:
            shutil.rmtree(folder / self.output, ignore_errors=True)
            shutil.rmtree(folder / ".cache", ignore_errors=True)

        return Work((*self.find().split(" "), *self.arguments), folder, {}, clean)


def found(names: Iterable[str] = (), *, install: bool = False) -> Mapping[str, Generator]:
    """The generators of those names (default: all) that are installed. Says which are not."""
    present = {}
    for one in GENERATORS:
        if names and one.name not in names:
            continue
        if install and not one.find():
            one.install()
        if one.find():
            present[one.name] = one
        else:
            print(f"not installed: {one.name}", flush=True)
    return present


def prepared(one: Generator, pages: Iterable[Words], folder: Path) -> Work:
    """A generator's project in a new folder, ready to run."""
    folder.mkdir(parents=True)
    one.write(folder, pages)
    return one.work(folder)


def _put(folder: Path, pages: Iterable[Words], home: str = _HOME, first: str = "") -> None:
    """Writes the pages, each language in its folder, the first one in the folder `first`."""
    pages = [*pages]
    for page in pages:
        below = first if page.language == pages[0].language else page.language
        name = Path(page.file)
        target = folder / below / (name.with_name(home) if name.name == _HOME else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.whole, encoding="utf-8")


def _mkdocs(folder: Path, pages: Iterable[Words]) -> None:
    _put(folder / "docs", pages)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")


def _hugo(folder: Path, pages: Iterable[Words]) -> None:
    pages = [*pages]
    _put(folder / "content", pages, "_index.md", pages[0].language)
    shutil.copytree(_LAYOUTS / "hugo", folder / "layouts")
    codes = dict.fromkeys(page.language for page in pages)
    settings: Data = {
        "baseURL": "https://example.org/",
        "title": "Plain",
        "disableKinds": ["taxonomy", "term", "RSS"],
        "defaultContentLanguage": pages[0].language,
        "languages": {code: {"contentDir": f"content/{code}"} for code in codes},
    }
    (folder / "config.yaml").write_text(dump(settings), encoding="utf-8")


def _eleventy(folder: Path, pages: Iterable[Words]) -> None:
    """The layout gets as data: the languages, and the pages of each that its navigation lists."""
    pages = [*pages]
    shutil.copytree(_LAYOUTS / "eleventy", folder, dirs_exist_ok=True)
    _put(folder / "pages", pages)
    codes = list(dict.fromkeys(page.language for page in pages))
    listed = {
        code: [
            {"title": page.title, "url": _address(page, codes[0])}
            for page in pages
            if page.language == code and page.file.count("/") == page.file.endswith(f"/{_HOME}")
        ]
        for code in codes
    }
    (folder / "_data").mkdir()
    (folder / "_data/listed.json").write_text(json.dumps(listed), encoding="utf-8")
    for code in codes:
        name = "pages.json" if code == codes[0] else f"{code}/{code}.json"
        data = {"layout": "page.njk", "code": code}
        (folder / "pages" / name).write_text(json.dumps(data), encoding="utf-8")


def _address(page: Words, source: str) -> str:
    path = page.file.removesuffix(".md").removesuffix("index").strip("/")
    parts = [page.language] if page.language != source else []
    return "/".join(["", *parts, *([path] if path else []), ""])


def _on_path(name: str, below: str) -> str:
    own = _OTHERS / below
    return str(own) if own.exists() else shutil.which(name, path=environment()["PATH"]) or ""


def _material() -> str:
    return f"{PYTHON} -m mkdocs" if find_spec("material") and find_spec("mkdocs") else ""


def _pip() -> None:
    _try([PYTHON, "-m", "venv", str(_OTHERS / "zensical")])
    _try([str(_OTHERS / "zensical/bin/pip"), "install", "--quiet", "zensical"])


def _npm() -> None:
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]
    prefix = str(_OTHERS / "eleventy")
    _try(["npm", "install", "--silent", *options, "--prefix", prefix, "@11ty/eleventy"])


def _apt() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        _try(["apt-get", "install", "--yes", "-qq", "hugo"])


def _try(command: list[str]) -> None:
    """Runs a step of an installation; a failure only leaves the generator out."""
    try:
        subprocess.run(command, env=environment(), check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)


GENERATORS = (
    Generator(MATERIAL, _material, lambda: None, _mkdocs, ("build", "-q"), "site"),
    Generator(
        "Zensical",
        lambda: _on_path("zensical", "zensical/bin/zensical"),
        _pip,
        _mkdocs,
        ("build", "--clean"),
        "site",
    ),
    Generator("Hugo", lambda: _on_path("hugo", "hugo"), _apt, _hugo, ("--quiet",), "public"),
    Generator(
        "Eleventy",
        lambda: _on_path("eleventy", "eleventy/node_modules/.bin/eleventy"),
        _npm,
        _eleventy,
        ("--quiet",),
        "_site",
    ),
)
