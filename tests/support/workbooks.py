"""Workbook files that are wrong, odd or hostile, and what is made of each.

One table for the program and for the script of the workbook page: both refuse the same files and
open the same answers from the others. `REFUSED` and `TOLD` name the kinds of message; the program's
words for them are here, the page has its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from guide.core.answers import LENGTHS, MAX_BYTES
from guide.core.model import Guide
from support import hostile, tiny

REFUSED: Mapping[str, str] = {
    "large": r"larger than 16 MB",
    "encoding": r"UTF-(8|16)",
    "packed": r"from-xlsx",
    "syntax": r"not a workbook: .*; save it again",
    "twice": r"is there twice",
    "deep": r"nested more than 32 levels",
    "format": r"not a workbook: its|a workbook is an object",
    "other": r"of another guide",
    "locked": r"locked with a passphrase",
    "version": r'its "version" must be 1',
    "type": r"must be an? ",
    "code": r"is not a code",
    "choice": r"is not known",
    "date": r"is not a date",
    "moment": r"is not a time",
    "language": r"is not a language code",
    "long": r"characters; shorten it to",
    "header": r"the first row must be",
    "quotes": r"a quote is missing",
    "cells": r"more cells than the first row",
    "uncoded": r"answers but no code",
}
TOLD: Mapping[str, str] = {
    "field": r"is not a field; it is left out",
    "column": r"is left out",
    "renamed": r"is now .*; its answers are there",
    "both": r"the last is kept",
    "retired": r"its answers are kept under this code",
    "broken": r"characters that no file can hold",
}
FORMER = "OLD-1"  # what the first point was called, in a guide of `with_former`
SAVED = "2026-12-01T10:00:00Z"
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A file: its name, and what a reader makes of it.

    `refused` is the kind of message, or ''. Else `told` are the kinds of message about what is left
    out or changed, and `points` all answers that are opened, with those under retired codes.
    """

    name: str
    data: bytes
    refused: str = ""
    told: tuple[str, ...] = ()
    points: Mapping[str, Fields] | None = None


def with_former(guide: Guide) -> Guide:
    """The guide, whose first point once had the code FORMER."""
    return replace(guide, aliases={**guide.aliases, FORMER: next(iter(guide.points))})


def add_former(root: Path) -> None:
    """The same for a copy of the tiny guide."""
    tiny.edit(
        root, "content/stages/planning.yml", "code: P-F1", f"code: P-F1\n    aliases: [{FORMER}]"
    )


def text_of(of: Guide, points: Any, **head: Any) -> str:
    """A workbook as JSON, with any values."""
    start = {"format": f"{of.slug}-workbook", "version": 1}
    return json.dumps({**start, **head, "points": points}, ensure_ascii=False)


def workbook_files(guide: Guide) -> list[WorkbookFile]:
    """The table, for a guide of `with_former`; all names are different."""
    found = [*_unreadable(guide), *_foreign(guide), *_mistyped(guide), *_invalid(guide)]
    found += [*_opened(guide), *_renamed(guide), *_hostile_texts(guide)]
    found += [*_tables_refused(guide), *_tables_opened(guide)]
    assert len({one.name for one in found}) == len(found)
    return found


def _unreadable(guide: Guide) -> Iterator[WorkbookFile]:
    """What is no JSON, or no JSON that should be read."""
    code = next(iter(guide.points))
    good = text_of(guide, {code: {"status": "partly", "notes": "Écoles"}}, saved=SAVED)
    deep = 100_000
    syntax = {
        "empty": "",
        "blank": " \n\t ",
        "prose": "Dear group, here are our answers.",
        "page": "<!DOCTYPE html><script>alert(1)</script>",
        "script": "fetch('//evil.test')",
        "cut-off": good[: len(good) // 2],
        "behind-its-end": good + "{}",
        "trailing-comma": good.replace('"partly",', '"partly",,'),
        "single-quotes": good.replace('"', "'"),
        "comment": f"// ours\n{good}",
        "nan": good.replace('"partly"', "NaN"),
        "infinity": good.replace('"partly"', "-Infinity"),
        "undefined": good.replace('"partly"', "undefined"),
        "leading-zero": good.replace('"version": 1', '"version": 01'),
        "raw-control": good.replace("Écoles", "a\x01b"),
        "raw-line-break": good.replace("Écoles", "a\nb"),
        "bad-escape": good.replace("Écoles", r"\x41"),
        "two-marks": f"\ufeff\ufeff{good}",
        "nul": f"{good}\0",
        "utf-16-without-mark": good.encode("utf-16-le").decode("utf-8", "ignore"),
        "padded-words": good.replace("1", "1_000"),
    }
    for name, text in syntax.items():
        yield WorkbookFile(f"{name}.json", text.encode(), "syntax")
    yield WorkbookFile("utf-16.json", good.encode("utf-16"), "encoding")
    yield WorkbookFile("latin-1.json", good.encode("latin-1"), "encoding")
    yield WorkbookFile(
        "half-a-letter.json", good.encode().replace(b"\xc3\x89", b"\xc3"), "encoding"
    )
    yield WorkbookFile(
        "raw-surrogate.json", good.encode().replace(b"\xc3\x89", b"\xed\xa0\x80"), "encoding"
    )
    yield WorkbookFile("spreadsheet.json", b"PK\x03\x04" + bytes(60), "packed")
    yield WorkbookFile("large.json", good.encode() + b" " * MAX_BYTES, "large")
    yield WorkbookFile("deep-list.json", b"[" * deep + b"]" * deep, "deep")
    yield WorkbookFile("deep-object.json", b'{"a":' * deep + b"1" + b"}" * deep, "deep")
    unknown = '{"x": ' + "[" * deep + "]" * deep + ", "
    yield WorkbookFile("deep-unknown.json", good.replace("{", unknown, 1).encode(), "deep")
    twice = f'"{code}": {{"status": "partly"}}'
    both = f"{{{twice}, {twice}}}"
    data = text_of(guide, "POINTS").replace('"POINTS"', both)
    yield WorkbookFile("code-twice.json", data.encode(), "twice")
    field = good.replace('"status"', '"status": "in-place", "status"')
    yield WorkbookFile("field-twice.json", field.encode(), "twice")
    escaped = good.replace('"status"', '"st\\u0061tus": "in-place", "status"')
    yield WorkbookFile("field-twice-escaped.json", escaped.encode(), "twice")
    yield WorkbookFile(
        "points-twice.json", good.replace("{", '{"points": {}, ', 1).encode(), "twice"
    )


def _foreign(guide: Guide) -> Iterator[WorkbookFile]:
    """JSON of something else."""
    for name, value in {
        "list": [],
        "number": 1,
        "text": "workbook",
        "null": None,
        "nothing": {},
        "package": {"name": "x", "version": "1.0.0"},
        "guide": {"format": "impact-guide", "version": 1, "points": []},
        "format-number": {"format": 1, "version": 1},
        "format-list": {"format": [f"{guide.slug}-workbook"], "version": 1},
        "format-in-capitals": {"format": f"{guide.slug}-workbook".upper(), "version": 1},
        "format-padded": {"format": f"{guide.slug}-workbook ", "version": 1},
    }.items():
        yield WorkbookFile(f"{name}.json", json.dumps(value).encode(), "format")
    other = json.dumps({"format": f"x{guide.slug}-workbook", "version": 1, "points": {}})
    yield WorkbookFile("other-guide.json", other.encode(), "other")
    other = json.dumps({"format": f"x{guide.slug}-workbook-encrypted", "version": 1, "data": "x"})
    yield WorkbookFile("other-guide-locked.json", other.encode(), "other")
    locked = {
        "format": f"{guide.slug}-workbook-encrypted",
        "version": 1,
        "kdf": "PBKDF2",
        "hash": "SHA-256",
        "iterations": 600_000,
        "salt": "A" * 22 + "==",
        "cipher": "AES-GCM",
        "iv": "A" * 16,
        "data": "AAAA",
    }
    yield WorkbookFile("locked.json", json.dumps(locked).encode(), "locked")
    for name, version in {"newer": 2, "zero": 0, "text": "1", "true": True, "null": None}.items():
        data = text_of(guide, {}, version=version)
        yield WorkbookFile(f"version-{name}.json", data.encode(), "version")
    data = text_of(guide, {}).replace('"version": 1, ', "")
    yield WorkbookFile("version-missing.json", data.encode(), "version")
    data = text_of(guide, {}).replace('"version": 1', f'"version": {"9" * 5_000}')
    yield WorkbookFile("version-endless.json", data.encode(), "version")


def _mistyped(guide: Guide) -> Iterator[WorkbookFile]:
    """Values of a wrong type."""
    code = next(iter(guide.points))
    value: Any
    for name, value in {"null": None, "list": [], "text": "x", "number": 1, "true": True}.items():
        data = text_of(guide, value)
        yield WorkbookFile(f"points-{name}.json", data.encode(), "type")
        data = text_of(guide, {code: value})
        yield WorkbookFile(f"point-{name}.json", data.encode(), "type")
    for name, value in {"null": None, "list": ["x"], "object": {"x": "y"}, "number": 7}.items():
        data = text_of(guide, {code: {"notes": value}})
        yield WorkbookFile(f"notes-{name}.json", data.encode(), "type")
        data = text_of(guide, {code: {"status": value}})
        yield WorkbookFile(f"status-{name}.json", data.encode(), "type")
        data = text_of(guide, {}, group=value)
        yield WorkbookFile(f"group-{name}.json", data.encode(), "type")
    data = text_of(guide, {code: {"due": 20270131}})
    yield WorkbookFile("due-number.json", data.encode(), "type")


def _invalid(guide: Guide) -> Iterator[WorkbookFile]:
    """Texts that a field cannot have, and codes that no point can."""
    code = next(iter(guide.points))
    for name, field, value, kind in (
        ("status-unknown", "status", "done", "choice"),
        ("status-in-words", "status", "In place", "choice"),
        ("status-in-capitals", "status", "PARTLY", "choice"),
        ("status-padded", "status", " partly", "choice"),
        ("status-of-objects", "status", "constructor", "choice"),
        ("priority-number", "priority", "1", "choice"),
        ("priority-prototype", "priority", "__proto__", "choice"),
        ("due-no-day", "due", "2027-02-30", "date"),
        ("due-no-leap-year", "due", "2100-02-29", "date"),
        ("due-year-0", "due", "0000-01-01", "date"),
        ("due-short", "due", "2027-1-31", "date"),
        ("due-with-slashes", "due", "31/01/2027", "date"),
        ("due-without-dashes", "due", "20270131", "date"),
        ("due-week", "due", "2027-W01-1", "date"),
        ("due-with-time", "due", "2027-01-31T00:00:00Z", "date"),
        ("due-in-words", "due", "next week", "date"),
        ("due-with-line-feed", "due", "2027-01-31\n", "date"),
        ("checked-arabic-digits", "checked", "٢٠٢٧-٠١-٣١", "date"),
        ("checked-far-away", "checked", "+12027-01-31", "date"),
        ("owner-long", "owner", "W" * (LENGTHS["owner"] + 1), "long"),
        ("notes-long", "notes", "W" * (LENGTHS["notes"] + 1), "long"),
    ):
        data = text_of(guide, {code: {field: value}})
        yield WorkbookFile(f"{name}.json", data.encode(), kind)
    for name, key in {
        "prototype": "__proto__",
        "empty": "",
        "space": " ",
        "markup": "<img src=x onerror=alert(1)>",
        "path": "../../etc/passwd",
        "line-feed": f"{code}\n",
        "long": "S" * 101,
        "surrogate": "\ud800",
    }.items():
        data = json.dumps({"P": {key: {"status": "partly"}}})
        data = text_of(guide, "POINTS").replace('"POINTS"', data.removeprefix('{"P": ')[:-1])
        yield WorkbookFile(f"code-{name}.json", data.encode(), "code")
    for name, key, value, kind in (
        ("group-long", "group", "G" * 201, "long"),
        ("saved-day", "saved", "2026-12-01", "moment"),
        ("saved-no-day", "saved", "2026-02-30T10:00:00Z", "moment"),
        ("saved-hour-25", "saved", "2026-12-01T25:00:00Z", "moment"),
        ("saved-second-60", "saved", "2026-12-01T10:00:60Z", "moment"),
        ("saved-local", "saved", "2026-12-01T10:00:00+02:00", "moment"),
        ("language-markup", "language", "<b>", "language"),
        ("language-path", "language", "../fr", "language"),
    ):
        yield WorkbookFile(f"{name}.json", text_of(guide, {}, **{key: value}).encode(), kind)


def _opened(guide: Guide) -> Iterator[WorkbookFile]:
    """Odd files that are opened all the same."""
    first, second = list(guide.points)[:2]
    answers = {"status": "partly", "due": "2028-02-29", "notes": "Écoles"}
    points = {first: answers}
    good = text_of(guide, points, saved=SAVED)
    yield WorkbookFile("good.json", good.encode(), points=points)
    yield WorkbookFile("mark.json", f"\ufeff{good}".encode(), points=points)
    crlf = json.dumps(json.loads(good), indent=4).replace("\n", "\r\n")
    yield WorkbookFile("windows.json", crlf.encode(), points=points)
    yield WorkbookFile("no-points.json", text_of(guide, {}).encode(), points={})
    bare = json.dumps({"format": f"{guide.slug}-workbook", "version": 1.0})
    yield WorkbookFile("bare.json", bare.encode(), points={})
    blank = dict.fromkeys(("status", "priority", "owner", "due", "checked", "notes"), "")
    data = text_of(guide, {first: blank, second: {}}, group="", saved="", language="", guide="")
    yield WorkbookFile("blank-fields.json", data.encode(), points={})
    data = text_of(guide, {first: {**answers, "grade": "A", "__proto__": {"owner": "x"}}})
    yield WorkbookFile("unknown-fields.json", data.encode(), told=("field",), points=points)
    data = text_of(guide, points, constructor={"prototype": {"owner": "x"}}, toString="x")
    yield WorkbookFile("unknown-head.json", data.encode(), told=("field",), points=points)
    odd = {"constructor": {"owner": "x"}, "toString": {"notes": "y"}, "10": {"notes": "z"}}
    data = text_of(guide, {**odd, **points, "9": {"owner": "w"}})
    kept = {**points, **odd, "9": {"owner": "w"}}
    yield WorkbookFile("names-of-objects.json", data.encode(), told=("retired",), points=kept)
    full = {"owner": "😀" * LENGTHS["owner"], "notes": "မ" * LENGTHS["notes"]}
    yield WorkbookFile("full.json", text_of(guide, {first: full}).encode(), points={first: full})
    breaks = {"owner": "a\tb\r\nc", "notes": "1\r\n2\r3\x0b4\u20285"}
    data = text_of(guide, {first: breaks})
    kept = {first: {"owner": "a b c", "notes": "1\n2\n3\n4\n5"}}
    yield WorkbookFile("line-breaks.json", data.encode(), points=kept)
    broken = r'{"notes": "\ud800x\udfff\u0000\u001b\uffff", "owner": "\ud83d\ude00"}'
    data = text_of(guide, "POINTS").replace('"POINTS"', f'{{"{first}": {broken}}}')
    kept = {first: {"notes": "\ufffdx" + "\ufffd" * 4, "owner": "😀"}}
    yield WorkbookFile("no-characters.json", data.encode(), told=("broken",), points=kept)
    for name, notes, told in (("kept", "\ufffd", ()), ("more", "\ufffd\x01", ("broken",))):
        data = text_of(guide, {first: {"notes": notes}})
        kept = {first: {"notes": notes.replace("\x01", "\ufffd")}}
        yield WorkbookFile(f"replaced-{name}.json", data.encode(), told=told, points=kept)
    many = {f"X-{number}": {"owner": "x"} for number in range(20_000)}
    data = text_of(guide, many)
    yield WorkbookFile("many-codes.json", data.encode(), told=("retired",), points=many)


def _renamed(guide: Guide) -> Iterator[WorkbookFile]:
    """Files of an older edition."""
    first = next(iter(guide.points))
    data = text_of(guide, {FORMER: {"owner": "Awa"}, "GONE-1": {"owner": "Ben"}})
    kept = {first: {"owner": "Awa"}, "GONE-1": {"owner": "Ben"}}
    yield WorkbookFile("older.json", data.encode(), told=("renamed", "retired"), points=kept)
    data = text_of(guide, {first: {"owner": "Awa"}, FORMER: {"owner": "Awa", "due": "2027-01-31"}})
    kept = {first: {"owner": "Awa", "due": "2027-01-31"}}
    yield WorkbookFile("older-agrees.json", data.encode(), told=("renamed",), points=kept)
    label = guide.interface["worksheet-owner"]
    points = {FORMER: {"owner": "Awa", "notes": "a"}, first: {"owner": "Ben", "notes": "b"}}
    notes = f"b\n---\na\n[2026-12-01] {label}: Awa"
    kept = {first: {"owner": "Ben", "notes": notes}}
    for name, both in {"older-first": points, "older-last": dict(reversed(points.items()))}.items():
        data = text_of(guide, both, saved=SAVED)
        yield WorkbookFile(f"{name}.json", data.encode(), told=("renamed", "both"), points=kept)


def _hostile_texts(guide: Guide) -> Iterator[WorkbookFile]:
    """Markup, formulas and scripts in every field that takes any text: they stay text."""
    code = next(iter(guide.points))
    for name in (
        "script",
        "single quote",
        "formula",
        "link by formula",
        "overrides",
        "svg",
    ):
        text = hostile.HOSTILE[name]
        answers = {"owner": text, "notes": f"{text}\n{text}"}
        data = text_of(guide, {code: answers}, group=text, guide=text)
        yield WorkbookFile(f"text {name}.json", data.encode(), points={code: answers})


_HEAD = "code,title,status,priority,owner,due,checked,notes\r\n"


def _tables_refused(guide: Guide) -> Iterator[WorkbookFile]:
    """CSV that is wrong."""
    code = next(iter(guide.points))
    for name, text, kind in (
        ("empty", "", "header"),
        ("no-header", f"{code},Title,partly,,,,,\r\n", "header"),
        ("translated-header", _HEAD.replace("code", "Code") + f"{code},,,,,,,\r\n", "header"),
        ("column-twice", "code,notes,notes\r\n", "header"),
        ("tabs", _HEAD.replace(",", "\t") + f"{code}\tx\tpartly\r\n", "header"),
        ("open-quote", f'{_HEAD}{code},,,,,,,"x\r\n', "quotes"),
        ("quote-within", f'{_HEAD}{code},,,,,,,"x"y\r\n', "quotes"),
        ("many-cells", f"{_HEAD}{code},a, b,,,,,,,x\r\n", "cells"),
        ("no-code", f"{_HEAD},Title,partly,,,,,\r\n", "uncoded"),
        ("code-twice", f"{_HEAD}{code},,partly,,,,,\r\n{code},,,,,,,x\r\n", "twice"),
        ("status", f"{_HEAD}{code},,Partly,,,,,\r\n", "choice"),
        ("date", f"{_HEAD}{code},,,,,31/01/2027,,\r\n", "date"),
        ("long", f"{_HEAD}{code},,,,{'W' * 201},,,\r\n", "long"),
        ("long-cell", f"{_HEAD}{code},,,,,,,{'W' * 1_000_000}\r\n", "long"),
        ("code", f"{_HEAD}__proto__,,partly,,,,,\r\n", "code"),
        ("formula-as-code", f"{_HEAD}'=1+1,,partly,,,,,\r\n", "code"),
    ):
        yield WorkbookFile(f"{name}.csv", text.encode(), kind)
    yield WorkbookFile("utf-16.csv", _HEAD.encode("utf-16"), "encoding")
    yield WorkbookFile("latin-1.csv", f"{_HEAD}{code},é,,,,,,\r\n".encode("latin-1"), "encoding")
    yield WorkbookFile("spreadsheet.csv", b"PK\x03\x04" + bytes(60), "packed")
    yield WorkbookFile("large.csv", _HEAD.encode() + b"\n" * MAX_BYTES, "large")


def _tables_opened(guide: Guide) -> Iterator[WorkbookFile]:
    """Odd CSV that is opened all the same."""
    first, second = list(guide.points)[:2]
    row = f"{first},Any title,partly,high,Awa,2027-01-31,2026-12-01,"
    answers = dict(zip(_HEAD.strip().split(",")[2:], row.split(",")[2:], strict=True))
    kept = {first: {**answers, "notes": "x"}}
    for name, text in {
        "good": f"{_HEAD}{row}x\r\n",
        "mark": f"\ufeff{_HEAD}{row}x\r\n",
        "line-feeds": f"{_HEAD}{row}x\n".replace("\r", ""),
        "returns": f"{_HEAD}{row}x\n".replace("\r\n", "\r").replace("\n", "\r"),
        "semicolons": f"{_HEAD}{row}x\r\n".replace(",", ";"),
        "all-quoted": _quoted(f"{_HEAD}{row}x\r\n"),
        "no-last-line-end": f"{_HEAD}{row}x",
        "empty-rows": f"{_HEAD}\r\n,,,,,,,\r\n{row}x\r\n\r\n",
        "cells-to-the-right": f"{_HEAD.strip()},,\r\n{row}x,,,,\r\n",
        "few-cells": f"{_HEAD}{row}x\r\n{second}\r\n",
        "title-without-code": f"{_HEAD},A heading,,,,,,\r\n{row}x\r\n",
    }.items():
        yield WorkbookFile(f"{name}.csv", text.encode(), points=kept)
    other = f"notes,code,grade\r\nx,{first},A\r\n"
    kept = {first: {"notes": "x"}}
    yield WorkbookFile("other-columns.csv", other.encode(), told=("column",), points=kept)
    for name, cell, text in (
        ("formula", "'=1+1", "=1+1"),
        ("two-apostrophes", "''=1+1", "'=1+1"),
        ("bullet", '"\'- one\n- two"', "- one\n- two"),
        ("apostrophe", "'tis", "'tis"),
        ("formula-unguarded", "=1+1", "=1+1"),
        ("formula-after-semicolon", '"x;\'=1+1;y"', "x;=1+1;y"),
        ("formula-after-line", "\"x\n'=1+1\r\n'@x\"", "x\n=1+1\n@x"),
        ("formula-in-quotes", '"x;\'""=1+1;\'"""', 'x;"=1+1;\'"'),
        ("formula-behind-spaces", "' \u200b=1+1", " \u200b=1+1"),
        ("formula-fullwidth", "'\uff1d1+1", "\uff1d1+1"),
        ("formula-after-tab", "x\t'=1+1", "x\t=1+1"),
        ("apostrophe-after-semicolon", "\"x;'tis;''=1\"", "x;'tis;'=1"),
        ("quotes", '"say ""yes"", not; no\r\nnever"', 'say "yes", not; no\nnever'),
        ("quote-inside", 'say "yes"', 'say "yes"'),
    ):
        data = f"{_HEAD}{first},,,,,,,{cell}\r\n".encode()
        yield WorkbookFile(f"cell-{name}.csv", data, points={first: {"notes": text}})
    older = f"{_HEAD}{FORMER},,,,Awa,,,\r\nGONE-1,,,,Ben,,,\r\n"
    kept = {first: {"owner": "Awa"}, "GONE-1": {"owner": "Ben"}}
    yield WorkbookFile("older.csv", older.encode(), told=("renamed", "retired"), points=kept)
    nul = f"{_HEAD}{first},,,,,,,a\0b\r\n"
    kept = {first: {"notes": "a\ufffdb"}}
    yield WorkbookFile("nul.csv", nul.encode(), told=("broken",), points=kept)


def _quoted(table: str) -> str:
    rows = (line.split(",") for line in table.splitlines())
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


@dataclass(frozen=True, slots=True)
class MergeCase:
    """Two files' answers to the first point, and what becomes of them; the second is newer.

    `fields` are those that differ, in order, as both commands and page list them.
    """

    name: str
    older: Fields
    newer: Fields
    merged: Fields
    fields: tuple[str, ...] = ()


OLDER, NEWER = "2026-11-01T10:00:00Z", "2026-12-01T10:00:00Z"  # when the two files were saved


def merge_cases(guide: Guide) -> list[MergeCase]:
    """The table of merging; words in notes are in the language of the guide."""
    ui = guide.interface
    owner, due = ui["worksheet-owner"], ui["worksheet-due"]
    was = f"[2026-11-01] {owner}: Awa"
    partly = f"[2026-11-01] {ui['worksheet-status']}: {ui['status-partly']}"
    low = f"[2026-11-01] {ui['worksheet-priority']}: {ui['priority-low']}"
    days = f"[2026-11-01] {due}: 2027-01-31\n[2026-11-01] {ui['worksheet-checked']}: 2026-10-01"
    first = {"status": "partly", "priority": "low", "owner": "Awa", "due": "2027-01-31"}
    first |= {"checked": "2026-10-01", "notes": "a"}
    second = {"status": "in-place", "priority": "high", "owner": "Ben", "due": "2027-02-28"}
    second |= {"checked": "2026-11-30", "notes": "b"}
    all_lines = f"{partly}\n{low}\n{was}\n{days}"
    every = tuple(first)
    return [
        MergeCase("nothing", {}, {}, {}),
        MergeCase("only the older", {"owner": "Awa"}, {}, {"owner": "Awa"}),
        MergeCase("only the newer", {}, {"owner": "Ben"}, {"owner": "Ben"}),
        MergeCase("the same", first, first, first),
        MergeCase(
            "different fields",
            {"owner": "Awa"},
            {"status": "partly", "due": "2027-01-31"},
            {"status": "partly", "owner": "Awa", "due": "2027-01-31"},
        ),
        MergeCase(
            "owners",
            {"owner": "Awa"},
            {"owner": "Ben"},
            {"owner": "Ben", "notes": was},
            ("owner",),
        ),
        MergeCase(
            "owners below notes",
            {"owner": "Awa", "notes": "a"},
            {"owner": "Ben"},
            {"owner": "Ben", "notes": f"a\n{was}"},
            ("owner",),
        ),
        MergeCase(
            "everything",
            first,
            second,
            {**second, "notes": f"b\n---\na\n{all_lines}"},
            every,
        ),
        MergeCase("notes", {"notes": "a"}, {"notes": "b"}, {"notes": "b\n---\na"}, ("notes",)),
        MergeCase("notes carried on", {"notes": "a"}, {"notes": "a\nb"}, {"notes": "a\nb"}),
        MergeCase("notes cut down", {"notes": "a\nb\nc"}, {"notes": "b"}, {"notes": "a\nb\nc"}),
        MergeCase(
            "notes that only sound alike",
            {"notes": "ok"},
            {"notes": "not ok"},
            {"notes": "not ok\n---\nok"},
            ("notes",),
        ),
        MergeCase(
            "lines apart",
            {"notes": "a\nc"},
            {"notes": "a\nb\nc"},
            {"notes": "a\nb\nc\n---\na\nc"},
            ("notes",),
        ),
        MergeCase(
            "merged before",
            {"owner": "Awa", "notes": "a"},
            {"owner": "Ben", "notes": f"b\n---\na\n{was}"},
            {"owner": "Ben", "notes": f"b\n---\na\n{was}"},
            ("owner",),
        ),
        MergeCase(
            "signs of patterns",
            {"owner": "$& $1 \\1 {owner}", "notes": ".*"},
            {"owner": "Ben", "notes": "x"},
            {"owner": "Ben", "notes": f"x\n---\n.*\n[2026-11-01] {owner}: $& $1 \\1 {{owner}}"},
            ("owner", "notes"),
        ),
    ]
