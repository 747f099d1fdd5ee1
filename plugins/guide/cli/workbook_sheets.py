"""The commands `guide workbook to-xlsx` and `from-xlsx`: filled workbooks as spreadsheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown

if TYPE_CHECKING:
    from guide.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Adds the commands to those of `guide workbook`."""
    to = add_command(commands, "to-xlsx", "make a spreadsheet of a workbook, with its answers")
    to.add_argument("file", type=Path, metavar="FILE", help="JSON or CSV file")
    to.add_argument(
        "--language",
        default="",
        metavar="CODE",
        help="language of the spreadsheet (default: that of the file)",
    )
    to.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="file to write")
    to.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    to.set_defaults(run=_to_xlsx)

    back = add_command(commands, "from-xlsx", "make a workbook file of a spreadsheet")
    back.add_argument("file", type=Path, metavar="FILE", help="XLSX file, in any language")
    back.add_argument(
        *("-o", "--out"),
        type=Path,
        metavar="OUT",
        help="file to write, .json or .csv (default: FILE with the ending .json)",
    )
    back.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    back.set_defaults(run=_from_xlsx)


def _to_xlsx(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.cli.workbook import warn
    from guide.formats.context import Context
    from guide.formats.xlsx import workbook
    from guide.theme.files import ThemeFiles
    from guide.workbooks import files

    loaded = project.load(root)
    if options.language and options.language not in loaded.guides:
        print(unknown("language", options.language, loaded.guides), file=sys.stderr)
        return 2
    answers, warnings = files.read(options.file, loaded.source)
    guide = loaded.guides.get(options.language or answers.language, loaded.source)
    context = Context(guide, loaded.source, "", ThemeFiles(root), tuple(loaded.guides))
    files.place(options.out, workbook.write(context, answers), overwrite=options.overwrite)
    warn(warnings)
    return 0


def _from_xlsx(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.cli.workbook import warn
    from guide.workbooks import files, sheet_file

    out = options.out or options.file.with_suffix(".json")
    if out.suffix.lower() not in files.WRITERS:
        print(unknown("form of file", out.suffix, files.WRITERS), file=sys.stderr)
        return 2
    loaded = project.load(root)
    data, name = files.content(options.file), str(options.file)
    answers, warnings = sheet_file.read(data, name, loaded.source, loaded.guides.values())
    files.write(out, answers, loaded.source, overwrite=options.overwrite)
    warn(warnings)
    return 0
