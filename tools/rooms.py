"""Writes the list of rooms in ARCHITECTURE.md from the docstrings of packages and modules.

python tools/rooms.py
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plugins/guide"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- rooms: written by tools/rooms.py -->\n", "<!-- end of rooms -->\n"


def layers() -> list[list[str]]:
    """The names in each layer, the lowest first, as import-linter holds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    first = settings["tool"]["importlinter"]["contracts"][0]
    rows = [row.replace("|", " ").replace(":", " ").split() for row in first["layers"]]
    return rows[::-1]


def says(path: Path) -> str:
    """The first paragraph of the docstring of a package or module, on one line."""
    source = path / "__init__.py" if path.is_dir() else path
    head = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return " ".join(head.split("\n\n")[0].split())


def place(name: str) -> Path:
    """The folder or file of a name in the package."""
    folder = PACKAGE / name
    return folder if folder.is_dir() else PACKAGE / f"{name}.py"


def modules(folder: Path) -> Iterator[Path]:
    """The modules of a room and of the packages in it, each package before its modules."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and (path / "__init__.py").is_file():
            yield path
            yield from modules(path)
        elif path.suffix == ".py" and path.name != "__init__.py":
            yield path


def rooms() -> str:
    """The list of rooms in Markdown: the table of layers, then the modules of each room."""
    rows = [
        f"| {number} | `{name}` | {says(place(name))} |"
        for number, names in enumerate(layers(), start=1)
        for name in names
    ]
    table = "\n".join(["| layer | room | what it holds |", "|---|---|---|", *rows])
    lists = [
        "\n".join(
            [
                f"### {name}\n",
                *(
                    f"- `{path.relative_to(PACKAGE).as_posix()}`: {says(path)}"
                    for path in modules(place(name))
                ),
            ]
        )
        for names in layers()
        for name in names
        if place(name).is_dir()
    ]
    return "\n\n".join([table, *lists]) + "\n"


def with_rooms(document: str) -> str:
    """The document with the list of rooms as the docstrings say it now."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{rooms()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(with_rooms(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
