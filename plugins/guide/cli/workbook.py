"""The commands `guide workbook …`: files that groups filled in are checked and merged."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli import workbook_reports, workbook_sheets
from guide.cli.arguments import add_command, unknown

if TYPE_CHECKING:
    from guide.cli.arguments import Commands
    from guide.core.diagnostics import Diagnostic
    from guide.workbooks.combining import Conflict
    from guide.workbooks.files import FilledFile

NAME = "workbook"


def add(commands: Commands) -> None:
    """Adds the commands of this group to the command line."""
    check = add_command(commands, "check", "check filled workbooks and say what they hold")
    check.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="JSON, CSV or XLSX files"
    )
    check.set_defaults(run=_check)

    merge = add_command(commands, "merge", "make one workbook of several; nothing is lost")
    merge.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="JSON, CSV or XLSX files"
    )
    add_output(merge, "file to write: its ending, .json or .csv, tells the form")
    add_language(merge, "of the words in notes (default: that of the file saved last)")
    merge.set_defaults(run=_merge)
    workbook_sheets.add(commands)
    workbook_reports.add(commands)


def add_output(command: argparse.ArgumentParser, summary: str) -> None:
    """Adds the options of a command that writes a file."""
    command.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help=summary)
    command.add_argument("--overwrite", action="store_true", help="replace a file that is there")


def add_language(command: argparse.ArgumentParser, summary: str) -> None:
    """Adds the option that chooses one of the guide's languages."""
    command.add_argument("--language", default="", metavar="CODE", help=f"language {summary}")


def warn(warnings: Iterable[Diagnostic]) -> None:
    """Tells what is no problem."""
    from guide.core.diagnostics import as_text

    if lines := as_text(sorted(warnings)):
        print(lines, file=sys.stderr)


def _check(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.workbooks import files

    guide = project.load_source(root)
    sources, warnings = files.read_all(options.files, guide)
    warn(warnings)
    for source in sources:
        print(_summary(source, len(guide.points)))
    return 0


def _summary(source: FilledFile, points: int) -> str:
    book = source.workbook
    told = [f"{len(book.points)} of {points} points answered"]
    told += [f"{len(book.retired)} under codes that are no longer used"] if book.retired else []
    told += [f"saved on {book.day}"] if book.day else []
    return f"{source.file}: {', '.join(told)}"


def _merge(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.workbooks import files, merge

    if options.out.suffix.lower() not in files.WRITERS:
        print(unknown("form of file", options.out.suffix, files.WRITERS), file=sys.stderr)
        return 2
    loaded = project.load(root)
    if options.language and options.language not in loaded.guides:
        print(unknown("language", options.language, loaded.guides), file=sys.stderr)
        return 2
    guide = loaded.source
    sources, _ = files.read_all(options.files, guide)
    last = max(reversed(sources), key=lambda source: source.workbook.saved).workbook
    guide = loaded.guides.get(options.language or last.language, guide)
    sources, warnings = files.read_all(options.files, guide)  # notes are in that language
    merged, conflicts = merge.merge(guide, sources)
    files.write(options.out, merged, guide, overwrite=options.overwrite)
    warn(warnings)
    for conflict in conflicts:
        print(_line(conflict))
    if conflicts:
        kept = "the last value stands, the notes have the others"
        print(f"guide: conflicts: {len(conflicts)}; {kept}")
    return 0


def _line(conflict: Conflict) -> str:
    """`CODE field: "a" (file, date) / "b" (file, date)`."""
    from guide.workbooks.shared import shown

    values = (
        f'"{shown(value)}" ({", ".join(filter(None, (file, day)))})'
        for value, file, day in conflict.values
    )
    return f"{conflict.code} {conflict.field}: {' / '.join(values)}".lstrip()
