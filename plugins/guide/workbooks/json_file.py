"""The workbook file: JSON, the same bytes whether the page or this module writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from guide.core.answers import (
    ENCRYPTED_ENDING,
    FIELDS,
    FORMAT_ENDING,
    VERSION,
    Workbook,
)
from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide
from guide.files import json_tree
from guide.files.json_tree import JsonError, JsonNode, JsonNumber
from guide.workbooks.entries import Entries
from guide.workbooks.shared import decoded, refused, shown

_HEAD = {"guide": "guide_version", "language": "language", "saved": "saved", "group": "group"}
_NAMES = ("format", "version", *_HEAD, "points")


def read(data: bytes, name: str, guide: Guide) -> tuple[Workbook, list[Diagnostic]]:
    """The workbook in a file, and warnings: what it holds that is not taken.

    `name` is what problems call the file. Raises ContentError with every problem; then nothing of
    the file is taken.
    """
    tree = _tree(data, name)
    if not isinstance(tree.value, Mapping):
        message = f"a workbook is an object, this is {tree.kind}; choose another file"
        raise refused(name, tree.line, message)
    _check_format(tree.value, name, guide)
    entries = Entries(guide, name)
    _warn_of_unknown(entries, tree.value, _NAMES, "")
    head = {
        own: _text(entries, tree.value[key], key) for key, own in _HEAD.items() if key in tree.value
    }
    points = tree.value.get("points")
    if points and not isinstance(points.value, Mapping):
        entries.note(points.line, f"points: must be an object, not {points.kind}")
    elif points and isinstance(points.value, Mapping):
        for code, node in points.value.items():
            _add(entries, code, node)
    return entries.workbook(head)


def write(workbook: Workbook, guide: Guide) -> bytes:
    """The file of a workbook, as this version of the guide saves it."""
    head = {key: getattr(workbook, own) for key, own in _HEAD.items()}
    data = {
        "format": guide.slug + FORMAT_ENDING,
        "version": VERSION,
        **{key: value for key, value in head.items() if value},
        "points": {code: one.given for code, one in workbook.all(guide.points).items()},
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _tree(data: bytes, name: str) -> JsonNode:
    try:
        return json_tree.parse(decoded(data, name))
    except JsonError as error:
        message = f"not a workbook: {error.message}; save it again from the workbook page"
        raise refused(name, error.line, message) from None


def _check_format(tree: Mapping[str, JsonNode], name: str, guide: Guide) -> None:
    node = tree.get("format")
    found = node.value if node else None
    line = node.line if node else 1
    if found == guide.slug + ENCRYPTED_ENDING:
        message = "locked with a passphrase; open it on the workbook page and save it without one"
        raise refused(name, line, message)
    if found != guide.slug + FORMAT_ENDING:
        if isinstance(found, str) and found.endswith((FORMAT_ENDING, ENCRYPTED_ENDING)):
            message = f'"{shown(found)}" is of another guide; use it with that one'
        else:
            message = f'not a workbook: its "format" must be "{guide.slug}{FORMAT_ENDING}"'
        raise refused(name, line, message)
    version = tree.get("version")
    number = version.value if version else None
    if not isinstance(number, JsonNumber) or float(number.text) != VERSION:
        message = f'its "version" must be {VERSION}; use a newer edition of the guide'
        raise refused(name, version.line if version else 1, message)


def _add(entries: Entries, code: str, node: JsonNode) -> None:
    if not isinstance(node.value, Mapping):
        entries.note(node.line, f"{shown(code)}: must be an object, not {node.kind}")
        return
    _warn_of_unknown(entries, node.value, FIELDS, f"{shown(code)} ")
    values = {
        key: _text(entries, node.value[key], f"{shown(code)} {key}")
        for key in FIELDS
        if key in node.value
    }
    entries.add(code, values, node.line)


def _text(entries: Entries, node: JsonNode, name: str) -> str:
    if isinstance(node.value, str):
        return node.value
    entries.note(node.line, f"{name}: must be a text, not {node.kind}")
    return ""


def _warn_of_unknown(
    entries: Entries, members: Mapping[str, JsonNode], known: tuple[str, ...], before: str
) -> None:
    for key, node in members.items():
        if key not in known:
            entries.warn(node.line, f'{before}"{shown(key)}" is not a field; it is left out')
