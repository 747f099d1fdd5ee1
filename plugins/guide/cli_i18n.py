"""The commands `guide i18n …`: the translator's tools."""

from __future__ import annotations

import argparse
import fnmatch
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guide.core.diagnostics import FORMATS, Diagnostic
from guide.core.model import State

if TYPE_CHECKING:
    from guide.i18n.coverage import StateCount

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its one name

_COLUMNS = (State.REVIEWED, State.DRAFT, State.STALE, State.UNTRANSLATED)


def add_command(commands: Commands, name: str, what: str) -> argparse.ArgumentParser:
    """Adds a command; `what` it does stands in its own help and in the list of commands."""
    return commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")


def add(commands: Commands) -> None:
    """Adds the tools to the command line."""
    tool = add_command(commands, "extract", "write translations/guide.pot")
    tool.set_defaults(run=_extract)
    tool = add_command(commands, "update", "bring the catalogues up to date with the English")
    tool.add_argument(
        "--minor",
        action="append",
        default=[],
        metavar="ID",
        help="a text whose English changed so little that its translations stay right",
    )
    tool.set_defaults(run=_update)
    tool = add_command(commands, "status", "how far each language has come, by part")
    tool.set_defaults(run=_status)
    tool = add_command(commands, "check", "check translations: errors and warnings")
    tool.add_argument("language", nargs="?", default="", metavar="LANG", help="default: all")
    tool.add_argument("--format", choices=sorted(FORMATS), default="text")
    tool.set_defaults(run=_check)
    tool = add_command(commands, "export", "write a language to a spreadsheet")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("--xlsx", type=Path, required=True, metavar="FILE", help="file to write")
    tool.set_defaults(run=_export)
    tool = add_command(commands, "import", "take a spreadsheet's translations, all or none")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("file", type=Path, metavar="FILE")
    tool.add_argument("--force", action="store_true", help="also over newer and reviewed texts")
    tool.set_defaults(run=_import)
    tool = add_command(commands, "review", "record that a person has reviewed texts")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("ids", nargs="+", metavar="ID", help="ids of texts, or patterns: 'S-2.1.*'")
    tool.add_argument("--reviewer", required=True, help="name of the person who reviewed them")
    tool.add_argument("--date", default="", help="day of the review, YYYY-MM-DD (default: today)")
    tool.set_defaults(run=_review)
    tool = add_command(commands, "new", "begin a language: its PO file, its place in the list")
    tool.add_argument("language", metavar="LANG", help="code, such as sw, pt-BR or uz-Cyrl")
    tool.set_defaults(run=_new)


def _new(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import new_language

    try:
        begun = new_language.begin(root, project.load_source(root), options.language)
    except new_language.NewLanguageError as refusal:
        print(f"guide: {refusal}", file=sys.stderr)
        return 2
    code = begun.code
    print(
        f"{begun.english}: translate translations/{code}.po; see it: guide serve --language {code}"
    )
    return 0


def _extract(_: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import extract

    guide = project.load_source(root)
    (root / extract.TEMPLATE).write_text(extract.extract(guide), encoding="utf-8", newline="\n")
    return 0


def _update(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.languages import SOURCE
    from guide.core.walk import texts
    from guide.i18n import extract, publication, update

    guide = project.load_source(root)
    minor = frozenset(options.minor)
    if unknown := minor - {text.id for text in texts(guide)}:
        print(f"guide: no text {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    made = [
        update.renew(root, guide, code, extract.read(root, code), minor)
        for code in publication.read(root).languages
        if code != SOURCE
    ]
    for new in made:
        new.write(root)
    for new in made:
        done = new.done
        print(
            f"{new.language}: {done.new} new, {done.changed} changed, {done.renamed} renamed, "
            f"{done.retired} retired"
        )
    return 0


def _status(_: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.languages import SOURCE
    from guide.i18n.coverage import coverage

    loaded = project.load(root)
    head: tuple[str, ...] = ("language", "part", *_COLUMNS, "texts", "standing")
    rows = [head]
    for guide in loaded.guides.values():
        done = coverage(guide, loaded.gate)
        if guide.language != SOURCE:
            code = guide.language
            rows += [_row(code, name, count, "") for name, count in done.parts.items()]
            rows.append(_row(code, "all", done.whole, done.standing))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        cells += [cell.rjust(width) for cell, width in zip(row[2:-1], widths[2:-1], strict=True)]
        print("  ".join((*cells, row[-1])).rstrip())
    return 0


def _row(code: str, name: str, count: StateCount, standing: str) -> tuple[str, ...]:
    states = (str(count.states.get(state, 0)) for state in _COLUMNS)
    return (code, name, *states, str(count.total), standing)


def _check(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.languages import SOURCE
    from guide.i18n import publication, terminology
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.checks import checks, waivers
    from guide.i18n.checks.terms import by_language

    guide = project.load_source(root)
    codes = [code for code in publication.read(root).languages if code != SOURCE]
    if options.language and options.language not in codes:
        print(f"guide: no translation {options.language}", file=sys.stderr)
        return 2
    terms = by_language(terminology.read(root))
    found = [
        finding
        for code in ([options.language] if options.language else codes)
        for finding in checks.check(
            guide, Catalogue.read(root, code), waivers.read(root, code), terms
        )
    ]
    diagnostics = [
        Diagnostic(one.location, f"{one.severity} {one.code}: {one.id}: {one.message}")
        for one in found
    ]
    if diagnostics or options.format != "text":
        print(FORMATS[options.format](diagnostics))
    return int(any(one.severity == "error" for one in found))


def _export(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import extract
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.spreadsheet import exchange

    code = options.language
    if not _is_translation(root, code):
        return 2
    guide, made = project.load_source(root), Catalogue.read(root, code)
    previous = exchange.previous_english(extract.read(root, code))
    options.xlsx.write_bytes(exchange.export(guide, made, code, previous))
    return 0


def _import(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import extract, update
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.checks import waivers
    from guide.i18n.spreadsheet import exchange

    code = options.language
    if not _is_translation(root, code):
        return 2
    guide, made = project.load_source(root), Catalogue.read(root, code)
    data = options.file.read_bytes()
    report = exchange.merge(
        guide, made, code, data, force=options.force, waivers=waivers.read(root, code)
    )
    if not report.refused:
        po = extract.read(root, code)
        exchange.apply(po, report.changes)
        update.renew(root, guide, code, po).write(root)
    print(report.text(code, str(options.file)))
    return int(bool(report.refused))


def _is_translation(root: Path, code: str) -> bool:
    """Whether a language has a catalogue; if not, says so."""
    from guide.core.languages import SOURCE
    from guide.i18n import publication

    if code != SOURCE and code in publication.read(root).languages:
        return True
    print(f"guide: no translation {code}", file=sys.stderr)
    return False


def _review(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.walk import texts
    from guide.i18n import catalogue, reviews
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.reviews import Review

    code, reviewer = options.language, " ".join(options.reviewer.split())
    if not _is_translation(root, code):
        return 2
    day = options.date or date.today().isoformat()  # noqa: DTZ011 - the reviewer's own day
    guide = catalogue.translate(project.load_source(root), Catalogue.read(root, code))
    chosen = {
        text.id: text
        for text in texts(guide)
        if any(fnmatch.fnmatchcase(text.id, pattern) for pattern in options.ids)
    }
    entries = Catalogue.read(root, code).entries
    fresh = [
        Review(ident, reviews.seal(ident, entries[ident].source, text.value), reviewer, day)
        for ident, text in chosen.items()
        if text.state is State.DRAFT
    ]
    reviews.write(root, code, reviews.read(root, code) + fresh)
    left = sum(text.state in (State.STALE, State.UNTRANSLATED) for text in chosen.values())
    print(f"{code}: {len(fresh)} reviewed, {left} left out: stale or not translated")
    return 0 if chosen else 1
