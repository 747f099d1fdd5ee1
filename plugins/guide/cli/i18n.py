"""The commands `guide i18n …`: tools for translations."""

from __future__ import annotations

import argparse
import fnmatch
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown
from guide.core.diagnostics import FORMATS, Diagnostic

if TYPE_CHECKING:
    from guide.cli.arguments import Commands

NAME = "i18n"


def add(commands: Commands) -> None:
    """Adds the commands of `guide i18n` to its parser."""
    tool = add_command(commands, "extract", "write translations/guide.pot, the list of all texts")
    tool.set_defaults(run=_extract)
    tool = add_command(commands, "update", "update the catalogues to match the original")
    tool.add_argument(
        "--minor",
        action="append",
        default=[],
        metavar="ID",
        help="text whose translations are still right although its original has changed",
    )
    tool.set_defaults(run=_update)
    tool = add_command(commands, "status", "show the progress of each language, by part")
    tool.set_defaults(run=_status)
    tool = add_command(commands, "check", "check translations for errors and warnings")
    tool.add_argument("language", nargs="?", default="", metavar="LANG", help="default: all")
    tool.add_argument("--format", choices=sorted(FORMATS), default="text")
    tool.set_defaults(run=_check)
    tool = add_command(commands, "export", "write a language to a spreadsheet")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("--xlsx", type=Path, required=True, metavar="FILE", help="file to write")
    tool.set_defaults(run=_export)
    tool = add_command(commands, "import", "import a spreadsheet, all rows or none")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("file", type=Path, metavar="FILE")
    tool.add_argument(
        "--force", action="store_true", help="also overwrite newer and reviewed texts"
    )
    tool.set_defaults(run=_import)
    tool = add_command(commands, "review", "record that a person has reviewed texts")
    tool.add_argument("language", metavar="LANG")
    tool.add_argument("ids", nargs="+", metavar="ID", help="text ids, or patterns: 'S-2.1.*'")
    tool.add_argument("--reviewer", required=True, help="name of the person who reviewed them")
    tool.add_argument("--date", default="", help="day of the review, YYYY-MM-DD (default: today)")
    tool.set_defaults(run=_review)
    tool = add_command(commands, "new", "start a language: create its PO file and list its code")
    tool.add_argument("language", metavar="LANG", help="code, such as sw, pt-BR or uz-Cyrl")
    tool.set_defaults(run=_new)


def _new(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import new_language

    try:
        language = new_language.begin(root, project.load_source(root), options.language)
    except new_language.NewLanguageError as error:
        print(f"guide: {error}", file=sys.stderr)
        return 2
    code = language.code
    print(
        f"{language.english}: translate translations/{code}.po; "
        f"preview it with guide serve --language {code}"
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
    from guide.core.walk import texts
    from guide.i18n import extract, publication, update

    guide = project.load_source(root)
    minor = frozenset(options.minor)
    ids = {text.id for text in texts(guide)}
    if minor - ids:
        for ident in sorted(minor - ids):
            print(unknown("text", ident, ids), file=sys.stderr)
        return 2
    renewals = [
        update.renew(root, guide, code, extract.read(root, code), minor)
        for code in publication.read(root).translations
    ]
    for renewal in renewals:
        renewal.write(root)
    for renewal in renewals:
        done = renewal.done
        print(
            f"{renewal.language}: {done.new} new, {done.changed} changed, {done.renamed} renamed, "
            f"{done.retired} retired"
        )
    return 0


def _status(_: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.model import State
    from guide.i18n.coverage import coverage

    states = (State.REVIEWED, State.DRAFT, State.STALE, State.UNTRANSLATED)
    loaded = project.load(root)
    header: tuple[str, ...] = ("language", "part", *states, "texts", "status")
    rows = [header]
    for guide in loaded.guides.values():
        progress = coverage(guide, loaded.gate)
        if not guide.profile.is_source(guide.language):
            code = guide.language
            counts = [(part, count, "") for part, count in progress.parts.items()]
            for part, count, status in (*counts, ("all", progress.whole, progress.standing)):
                numbers = (str(count.states.get(state, 0)) for state in states)
                rows.append((code, part, *numbers, str(count.total), status))
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        cells += [cell.rjust(width) for cell, width in zip(row[2:-1], widths[2:-1], strict=True)]
        print("  ".join((*cells, row[-1])).rstrip())
    return 0


def _check(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import publication, terminology
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.checks import checks, waivers
    from guide.i18n.checks.terms import by_language

    guide = project.load_source(root)
    codes = publication.read(root).translations
    if options.language and options.language not in codes:
        print(unknown("translation", options.language, codes), file=sys.stderr)
        return 2
    terms = by_language(terminology.read(root))
    findings = [
        finding
        for code in ([options.language] if options.language else codes)
        for finding in checks.check(
            guide, Catalogue.read(root, code), waivers.read(root, code), terms
        )
    ]
    diagnostics = [
        Diagnostic(f.location, f"{f.severity} {f.code}: {f.id}: {f.message}") for f in findings
    ]
    if diagnostics or options.format != "text":
        print(FORMATS[options.format](diagnostics))
    return int(any(finding.severity == "error" for finding in findings))


def _export(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.i18n import extract
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.spreadsheet import exchange

    code = options.language
    if not _is_translation(root, code):
        return 2
    guide, translations = project.load_source(root), Catalogue.read(root, code)
    previous = exchange.previous_english(extract.read(root, code))
    options.xlsx.write_bytes(exchange.export(guide, translations, code, previous))
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
    guide, translations = project.load_source(root), Catalogue.read(root, code)
    data = options.file.read_bytes()
    report = exchange.merge(
        guide, translations, code, data, force=options.force, waivers=waivers.read(root, code)
    )
    if not report.refused:
        po = extract.read(root, code)
        exchange.apply(po, report.changes)
        update.renew(root, guide, code, po).write(root)
    print(report.text(code, str(options.file)))
    return int(bool(report.refused))


def _is_translation(root: Path, code: str) -> bool:
    """Whether a language has a catalogue; prints a message if it has none."""
    from guide.i18n import publication

    codes = publication.read(root).translations
    if code not in codes:
        print(unknown("translation", code, codes), file=sys.stderr)
    return code in codes


def _review(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.core.model import State
    from guide.core.walk import texts
    from guide.i18n import catalogue, reviews
    from guide.i18n.catalogue import Catalogue
    from guide.i18n.reviews import Review

    code, reviewer = options.language, " ".join(options.reviewer.split())
    if not _is_translation(root, code):
        return 2
    day = options.date or date.today().isoformat()  # noqa: DTZ011 - the reviewer's own day
    source, translations = project.load_source(root), Catalogue.read(root, code)
    chosen = {
        text.id: text
        for text in texts(catalogue.translate(source, translations))
        if any(fnmatch.fnmatchcase(text.id, pattern) for pattern in options.ids)
    }
    english = {text.id: text.value for text in texts(source)}
    new_reviews = [
        Review(ident, reviews.seal(ident, english[ident], text.value), reviewer, day)
        for ident, text in chosen.items()
        if text.state is State.DRAFT
    ]
    reviews.write(root, code, reviews.read(root, code) + new_reviews)
    skipped = sum(text.state in (State.STALE, State.UNTRANSLATED) for text in chosen.values())
    print(f"{code}: {len(new_reviews)} reviewed, {skipped} skipped (stale or not translated)")
    return 0 if chosen else 1
