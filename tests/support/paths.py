"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
SUPPORT = TESTS / "support"
TINY = TESTS / "guides/tiny"
CHECKERS = TESTS / "checkers"
MODULES = CHECKERS / "node_modules"
# The public address of what `dist` holds. Who makes a PDF of it again takes the kept one.
ADDRESS = "https://guide.test/base/path/"
VNU = MODULES / "vnu-jar/build/dist/vnu.jar"


def script(name: str) -> str:
    """A script of this folder that a test runs in a page."""
    return (SUPPORT / name).read_text(encoding="utf-8")


def rows(table: str) -> list[list[str]]:
    """The rows of a table below tests/, parted by tabs, without its head."""
    lines = (TESTS / table).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]
