"""Measures what the project promises about time, each figure the median of several whole processes.

    make bench

Prints a table: our pages by MkDocs against plain mkdocs-material (pruned navigation) with the same
pages; the whole build; and `guide check` for this guide and for one twenty times as large.
Nothing here passes or fails, since machines differ.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from guide import project
from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from guide.site.pages import MACROS, Page
from guide.site.routes import Links, Route, every_page
from guide.site.search.index import indexes
from guide.theme.files import ThemeFiles
from guide.theme.templates import environment

ROOT = Path(__file__).parents[1]
RUNS = 5
TIMES = 20
PYTHON = sys.executable
ENV = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def seconds(command: list[str], cwd: Path) -> float:
    """The seconds that a command takes as a whole process; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, env=ENV, check=True, capture_output=True)
    return time.perf_counter() - start


def median(command: list[str], cwd: Path) -> float:
    """The median of several runs, after a warm-up."""
    seconds(command, cwd)
    return statistics.median(seconds(command, cwd) for _ in range(RUNS))


def paired(first: Callable[[], float], second: Callable[[], float]) -> tuple[float, float, float]:
    """The medians of two measurements, taken in turn after a warm-up, and of their ratios."""
    first(), second()
    pairs = [(first(), second()) for _ in range(RUNS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def plain_material(folder: Path) -> int:
    """Writes a plain Material site with our pages' texts in Markdown; gives how many pages."""
    loaded = project.load(ROOT)
    pages = 0
    for code, guide in loaded.guides.items():
        env = environment(ThemeFiles(ROOT))
        for one in every_page(guide):
            name = ("" if code == SOURCE else f"{code}/") + one.stub
            target = folder / "docs" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            links = Links(guide.profile, code, one.path, indexes=indexes(guide))
            target.write_text(markdown(Page(guide, links, env), one), encoding="utf-8")
            pages += 1
    (folder / "mkdocs.yml").write_text(
        "site_name: Plain\n"
        "theme: {name: material, font: false, features: [navigation.indexes, navigation.prune]}\n"
        "markdown_extensions: [attr_list, tables]\n"
        "plugins: [search]\n",
        encoding="utf-8",
    )
    return pages


def markdown(page: Page, one: Route) -> str:
    """A page's words as Markdown with headings, paragraphs and lists, as an author would write."""
    macro = MACROS[one.subject]
    arguments = [one.argument] if one.argument else []
    html = macro.render(page, *(page.guide.sections if macro.many else arguments))
    text = re.sub(r"\s*\n\s*", "\n", html)
    text = re.sub(r"<h(\d)[^>]*>(.*?)</h\d>", lambda m: f"\n{'#' * int(m[1])} {m[2]}\n", text)
    text = re.sub(r"<li[^>]*>", "\n- ", text)
    text = re.sub(r"</(p|ul|ol|div|article)>", "\n\n", text)
    text = re.sub(r"<[^>]+>", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def twenty_fold(folder: Path) -> None:
    """Writes a guide with each stage and audience twenty times, under other names."""
    for name in ("content", "docs", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "translations/languages.yml").write_text("languages: [en]\n", encoding="utf-8")
    guide = project.load(ROOT).source
    ids = "|".join([one.id for one in guide.stages] + [one.id for one in guide.audiences])
    rows = (ROOT / "content/source.tsv").read_text(encoding="utf-8").splitlines()
    for number in range(1, TIMES):
        mark = chr(ord("A") + number)

        def rename(text: str, mark: str = mark, number: int = number) -> str:
            text = re.sub(r"\b([A-Z]+)(?=-F?\d)", rf"\1{mark}", text)
            text = re.sub(r"(?m)^(prefix: \w+)", rf"\1{mark}", text)
            text = re.sub(rf"(?<=[\[ ,\t\"])({ids})(?=[\],\n\"]|$)", rf"\1-{number}", text)
            text = re.sub(rf"section: (overview-)?({ids})-{number}", r"section: \1\2", text)
            return re.sub(r'line: "(\d+)"', lambda m: f'line: "{int(m[1]) + 1000 * number}"', text)

        for path in [*folder.glob("content/*/*.yml"), *folder.glob("docs/*/*.md")]:
            if path.stem in ids.split("|"):
                text = rename(path.read_text(encoding="utf-8"))
                path.with_stem(f"{path.stem}-{number}").write_text(text, encoding="utf-8")
        for row in rows[1:]:
            code, line, names = row.split("\t")
            words = " ".join(f"{word}-{number}" for word in names.split())
            (copy := folder / "content/source.tsv").write_text(
                copy.read_text(encoding="utf-8")
                + f"{rename(code)}\t{int(line) + 1000 * number}\t{words}\n",
                encoding="utf-8",
            )
    head = (ROOT / "content/guide.yml").read_text(encoding="utf-8")
    head = re.sub(rf"({ids})(?=[,\]])", lambda m: ", ".join(many(m[1])), head)
    (folder / "content/guide.yml").write_text(head, encoding="utf-8")


def many(ident: str) -> list[str]:
    """The names of one id in the large guide."""
    return [ident, *(f"{ident}-{number}" for number in range(1, TIMES))]


def main() -> None:
    """Measures and prints."""
    guide = [PYTHON, "-m", "guide"]
    build, check = [*guide, "build"], [*guide, "check"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, large = folder / "plain", folder / "large"
        plain.mkdir()
        pages = plain_material(plain)
        ours = [PYTHON, str(ROOT / "tools/build_pages.py"), str(folder / "ours")]
        theirs = [PYTHON, "-m", "mkdocs", "build", "-q", "-d", str(folder / "theirs")]
        a, b, ratio = paired(lambda: seconds(ours, ROOT), lambda: seconds(theirs, plain))
        twenty_fold(large)
        print(f"| {pages} pages, {len(project.load(ROOT).languages)} languages | seconds |")
        print("|---|---|")
        print(f"| our pages | {a:.2f} |")
        print(f"| plain mkdocs-material, pruned | {b:.2f} |")
        print(f"| ratio ours / plain | {ratio:.2f} |")
        print(f"| guide build | {median([*build, '--out', str(folder / 'dist')], ROOT):.2f} |")
        print(f"| guide check | {median(check, ROOT):.2f} |")
        print(f"| guide check, {TIMES} times as large | {median(check, large):.2f} |")


if __name__ == "__main__":
    main()
