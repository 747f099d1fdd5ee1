"""The commands `guide workbook plan` and `compare`: what a filled workbook says."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown
from guide.core.diagnostics import Diagnostic
from guide.core.location import Location

if TYPE_CHECKING:
    from guide.cli.arguments import Commands
    from guide.core.answers import Workbook
    from guide.core.model import Guide
    from guide.core.plans import PlanRequest
    from guide.formats.context import Context
    from guide.project import Project
    from guide.workbooks.files import FilledFile
    from guide.workbooks.moves import FieldMove, Move

_PDF, _FORMS = "pdf", ("pdf", "docx")
_NOTHING = "–"
_SHOWN, _BEFORE = 40, 10  # letters that notes have in common: more are left out, up to the last
_NAMED = 9  # characters


def add(commands: Commands) -> None:
    """Adds the commands to those of `guide workbook`."""
    plan = add_command(commands, "plan", "print an action plan of a filled workbook")
    plan.add_argument("file", type=Path, metavar="FILE", help="JSON, CSV or XLSX file")
    plan.add_argument(
        "--form", choices=_FORMS, help="form of the plan (default: the ending of OUT)"
    )
    plan.add_argument(
        "--by", choices=("owner", "stage"), default="owner", help="groups (default: owner)"
    )
    plan.add_argument("--paper", choices=("a4", "letter"), default="a4", help="paper (default: a4)")
    plan.add_argument(
        "--only",
        type=lambda words: tuple(word.strip() for word in words.split(",") if word.strip()),
        default=(),
        metavar="CODE,…",
        help="only these points (default: those with an owner, a due date or work to do)",
    )
    _add_language(plan)
    plan.add_argument(
        *("-o", "--out"), type=Path, required=True, metavar="OUT", help="file to write"
    )
    plan.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    plan.set_defaults(run=_plan)

    compare = add_command(commands, "compare", "say what moved between two dates")
    compare.add_argument("old", type=Path, metavar="OLD", help="the earlier file")
    compare.add_argument("new", type=Path, metavar="NEW", help="the later file")
    _add_language(compare)
    compare.set_defaults(run=_compare)


def _add_language(command: argparse.ArgumentParser) -> None:
    summary = "language of the words (default: that of the file)"
    command.add_argument("--language", default="", metavar="CODE", help=summary)


def _plan(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.cli.workbook import warn
    from guide.core.plans import Grouping, PlanRequest
    from guide.formats.context import Context
    from guide.formats.typesetting import TypesettingError
    from guide.theme.files import ThemeFiles
    from guide.workbooks import files

    form = options.form or options.out.suffix.lower().removeprefix(".")
    if wrong := _wrong_form(form, options.out.suffix.lower()):
        print(wrong, file=sys.stderr)
        return 2
    loaded = project.load(root)
    (source,), warnings = files.read_all([options.file], loaded.source)
    book = source.workbook
    only = tuple(loaded.source.aliases.get(code, code) for code in options.only)
    known = (*loaded.source.points, *book.retired)
    if wrong := _wrong_words(options.language, only, loaded, known):
        print(wrong, file=sys.stderr)
        return 2
    guide = loaded.guides.get(options.language or book.language, loaded.source)
    context = Context(guide, loaded.source, "", ThemeFiles(root), tuple(loaded.guides))
    request = PlanRequest(_today(), Grouping(options.by), only)
    try:
        lost = _lost(context, source, request, form)
        data = _made(context, book, request, form, options.paper)
    except TypesettingError as error:
        print(f"guide: {error}", file=sys.stderr)
        return 1
    files.place(options.out, data, overwrite=options.overwrite)
    warn([*warnings, *lost])
    return 0


def _wrong_form(form: str, ending: str) -> str:
    """What is wrong with the form of a plan and the ending of its name; '' for nothing."""
    endings = [f".{one}" for one in _FORMS]
    if form not in _FORMS:
        return unknown("form of file", ending, endings)
    if ending in endings and ending != f".{form}":
        return f'guide: --form {form} does not go with the ending "{ending}"; use .{form}'
    return ""


def _wrong_words(
    language: str, only: tuple[str, ...], loaded: Project, known: tuple[str, ...]
) -> str:
    """What is wrong with the words of the command; '' for nothing."""
    if language and language not in loaded.guides:
        return unknown("language", language, loaded.guides)
    return "\n".join(unknown("code", code, known) for code in only if code not in known)


def _today() -> str:
    """The date here, or the one that SOURCE_DATE_EPOCH fixes: the same input, the same bytes."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed and fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), UTC).date().isoformat()
    return datetime.now().astimezone().date().isoformat()


def _made(context: Context, book: Workbook, request: PlanRequest, form: str, paper: str) -> bytes:
    from guide.formats.docx import plan as docx_plan
    from guide.formats.pdf import plan as pdf_plan

    write = pdf_plan.write if form == _PDF else docx_plan.write
    return write(context, book, request, paper=paper)


def _lost(
    context: Context, source: FilledFile, request: PlanRequest, form: str
) -> list[Diagnostic]:
    """Warnings: the characters of answers that a PDF cannot show.

    Raises ContentError where there is nothing to plan, or no font for the language.
    """
    from guide.core import plans
    from guide.formats.pdf import plan as pdf_plan
    from guide.theme import font_coverage
    from guide.workbooks.shared import refused

    groups = plans.groups(context.guide, source.workbook, request)
    if not groups:
        rule = "an owner, a due date or the status not-yet or partly"
        raise refused(source.file, 1, f"no point has {rule}; fill some in, or name some by --only")
    if form != _PDF:
        return []
    if unknown_to_fonts := font_coverage.without_print([context.guide.language]):
        message = f"no font for print is known: {unknown_to_fonts[0]}; use --form docx"
        raise refused(source.file, 1, message)
    return [
        Diagnostic(Location(source.file, 1), f"warning: {_unprintable(code, characters)}")
        for code, characters in pdf_plan.unprintable(source.workbook)
        if code in {"", *(one.code for group in groups for one in group.points)}
    ]


def _unprintable(code: str, characters: str) -> str:
    named = ", ".join(f"{char} (U+{ord(char):04X})" for char in characters[:_NAMED])
    more = " and others" if len(characters) > _NAMED else ""
    return f"{code or 'group'}: no font for print has {named}{more}; the plan shows \ufffd"


def _compare(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.cli.workbook import warn
    from guide.workbooks import files, moves

    loaded = project.load(root)
    if wrong := _wrong_words(options.language, (), loaded, ()):
        print(wrong, file=sys.stderr)
        return 2
    (old, new), warnings = files.read_all([options.old, options.new], loaded.source)
    then, now = old.workbook, new.workbook
    guide = loaded.guides.get(options.language or now.language, loaded.source)
    if now.saved and then.saved > now.saved:
        earlier = "was saved later than the second file; is it the newer one?"
        warnings.append(Diagnostic(Location(old.file, 1), f"warning: {earlier}"))
    warn(warnings)
    found = moves.moves(guide, then, now)
    print(" / ".join(_named(source) for source in (old, new)))
    for move in found:
        print(_line(guide, move))
    before, after = moves.counts(guide, then), moves.counts(guide, now)
    for status, count in before.items():
        key = f"status-{status}" if status else "workbook-unanswered"
        print(f"{guide.interface[key]}: {count} / {after[status]}")
    print(f"guide: points that moved: {len(found)}")
    return 0


def _named(source: FilledFile) -> str:
    day = source.workbook.day
    return f"{source.file} ({day})" if day else source.file


def _line(guide: Guide, move: Move) -> str:
    """`CODE Status: "a" / "b"; Owner: – / "c"`, the earlier value first."""
    gone = " (no longer in the guide)" if move.retired else ""
    return f"{move.code}{gone} {'; '.join(_told(guide, field) for field in move.fields)}"


def _told(guide: Guide, field: FieldMove) -> str:
    from guide.core.answers import CHOICES

    values = [field.then, field.now]
    if field.field in CHOICES:
        words = (guide.interface[f"{field.field}-{value}"] if value else "" for value in values)
        values = [str(word) for word in words]
    label = guide.interface[f"worksheet-{field.field}"]
    return f"{label}: {' / '.join(_quoted(values))}"


def _quoted(values: list[str]) -> Iterator[str]:
    """Values in quotes, each from where they begin to differ, if that is far into them."""
    from guide.workbooks.shared import shown

    alike = takewhile(lambda pair: pair[0] == pair[1], zip(*values, strict=False))
    common = sum(1 for _ in alike) if all(values) else 0
    start = common - _BEFORE if common > _SHOWN else 0
    for value in values:
        text = f"…{value[start:]}" if start else value
        yield f'"{shown(text)}"' if value else _NOTHING
