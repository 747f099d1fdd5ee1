"""What an output is made of besides words: elements, attributes, addresses, formulas, actions.

Two builds whose texts differ only in their words have equal shapes. `words` is what the same output
says, wherever it says it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from guide.i18n.catalogue import parse_po

Shape = Counter[str]
csv.field_size_limit(10_000_000)

# Attributes that hold words for people; of all others the value belongs to the shape.
_WORDS = {"title", "alt", "aria-label", "placeholder", "content", "label", "value"}
_ADDRESSES = {"data-worker", "data-root", "data-list", "data-late"}
_XML_WORDS = {"val", "displayText", "title", "error", "name", "lastClr"}
_XML_LAID_OUT = {"ht", "spans", "customHeight", "count", "uniqueCount", "space", "ref"}
_NAMED = re.compile(r"(?:'(?:[^']|'')*'|[^\s'!,(=]+)!")
_HEAD_CODE = re.compile(r'&(?:"[^"]*"|[A-Za-z]|[0-9]+)')
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a file of an output."""

    shape: Shape
    words: str


def folded(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def html(data: bytes) -> Reading:
    """A page, read as browsers do."""
    return _tree(html5lib.parse(data, namespaceHTMLElements=False), _html_attribute)


def fragment(text: str) -> Reading:
    """Text that a script places into a page as HTML."""
    return _tree(html5lib.parseFragment(text, namespaceHTMLElements=False), _html_attribute)


def _html_attribute(name: str, value: str) -> str:
    value = value.replace(" cycle--many", "")  # where a title is long
    words = name in _WORDS or (name.startswith("data-") and name not in _ADDRESSES)
    return name if words else f"{name}={value}"


def xml(data: bytes, left_out: frozenset[str] = frozenset()) -> Reading:
    """An XML file, but for the elements `left_out`, whose children count as their parent's."""
    return _tree(fromstring(data, forbid_entities=True), _xml_attribute, left_out)


def _xml_attribute(name: str, value: str) -> str:
    local = name.rpartition("}")[2]
    if local in _XML_LAID_OUT:
        return ""
    if local in _XML_WORDS and local != "href":
        return local
    return f"{local}={_NAMED.sub('SHEET!', value) if '!' in value else value}"


def _tree(
    root: Any, attribute: Callable[[str, str], str], left_out: frozenset[str] = frozenset()
) -> Reading:
    shape: Shape = Counter()
    words: list[str] = []
    attributes: list[str] = []

    def walk(element: Element, path: str) -> None:
        tag = element.tag if isinstance(element.tag, str) else "comment"
        name = tag.rpartition("}")[2]
        inner = path if name in left_out else f"{path}/{name}"
        if name not in left_out:
            found = sorted(filter(None, (attribute(*one) for one in element.attrib.items())))
            shape[" ".join([inner, *found])] += 1
        if name in ("script", "style"):
            shape[f"{inner}: {element.text}"] += 1
        attributes.extend(element.attrib.values())
        words.append(element.text or "")
        for child in element:
            walk(child, inner)
            words.append(child.tail or "")

    walk(root, "")
    return Reading(shape, "\n".join(["".join(words), *attributes]))


def docx(data: bytes) -> Reading:
    """A Word file; its runs are left out, since they follow the direction of the words."""
    runs = frozenset({"r", "rPr", "rStyle", "rtl", "lang", "b", "bCs", "i", "t"})
    return _package(data, lambda _, part: xml(part, runs))


def xlsx(data: bytes) -> Reading:
    """A workbook: its cells by their kinds, formulas, links, and the codes in heads and feet."""
    return _package(data, _xlsx_part)


def _xlsx_part(name: str, data: bytes) -> Reading:
    if name == "xl/sharedStrings.xml":  # equal strings are written once
        read = xml(data)
        return Reading(Counter(set(read.shape)), read.words)
    read = xml(data)
    shape = read.shape
    for element in fromstring(data).iter():
        local = element.tag.rpartition("}")[2]
        if local in ("f", "formula1", "formula2", "definedName"):
            shape[f"{local}: {_NAMED.sub('SHEET!', element.text or '')}"] += 1
        if local in ("oddHeader", "oddFooter"):
            codes = _HEAD_CODE.findall((element.text or "").replace("&&", ""))
            shape[f"{local}: {' '.join(codes)}"] += 1
    return Reading(shape, read.words)


def epub(data: bytes) -> Reading:
    """A book: each of its files."""
    return _package(data, lambda name, part: xml(part) if name.endswith(_XML) else plain(part))


_XML = (".xml", ".xhtml", ".opf", ".rels")


def _package(data: bytes, part: Callable[[str, bytes], Reading]) -> Reading:
    shape: Shape = Counter()
    words = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            read = part(name, package.read(name))
            shape[name] += 1
            shape.update({f"{name}: {what}": count for what, count in read.shape.items()})
            words.append(read.words)
    return Reading(shape, "\n".join(words))


def plain(data: bytes) -> Reading:
    """A file that holds no words, such as a style sheet."""
    return Reading(Counter([data.decode()]), "")


def pdf(data: bytes) -> Reading:
    """A PDF: what it would do, whither it leads, which tags it has, however many pages it takes."""
    reader = PdfReader(io.BytesIO(data))
    shape: Shape = Counter()
    for number in range(1, len(reader.xref_objStm) + len(reader.xref[0]) + 1):
        made = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(made, DictionaryObject):
            kind = made.get("/Type", made.get("/S", ""))
            keys = " ".join(sorted(key for key in made if key in _ACTING))
            shape[f"{kind} {made.get('/Subtype', '')} {keys}"] = 1
            action: Any = made.get("/A", made)
            action = action.get_object()
            acts = "/S" in action and not made.keys().isdisjoint(("/A", "/URI", "/JS"))
            if acts:
                shape[f"action {action.get('/S', '')} {action.get('/URI', '')}"] = 1
    shape[f"catalog {' '.join(sorted(reader.root_object))}"] = 1
    return Reading(shape, "")


# What makes a PDF act: actions, scripts, forms, files within it.
_ACTING = {
    *("/A", "/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/EmbeddedFiles", "/URI"),
    *("/Launch", "/RichMedia", "/F", "/EF", "/XFA", "/GoToR", "/SubmitForm"),
}


def as_json(data: bytes) -> Reading:
    """JSON: its keys, and the kinds of its values."""
    shape: Shape = Counter()
    words: list[str] = []

    def walk(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, f"{path}[]")
        else:
            shape[f"{path}: {type(value).__name__}"] += 1
            words.append(str(value))

    walk(json.loads(data), "")
    return Reading(shape, "\n".join(words))


def as_csv(data: bytes) -> Reading:
    """CSV, as programs that part cells at commas read it, and those that part them at semicolons.

    A cell that a program could take for a formula is part of the shape.
    """
    text = data.decode("utf-8-sig")
    shape: Shape = Counter()
    words: list[str] = []
    for row in csv.reader(io.StringIO(text, newline="")):
        shape[f"row of {len(row)}"] += 1
        words += [cell.removeprefix("'") for cell in row]
    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                if cell.lstrip(" \u00a0").startswith(_FORMULA):
                    shape[f"formula {cell[:40]!r}"] += 1
    return Reading(shape, "\n".join(words))


def po(data: bytes) -> Reading:
    """A catalogue: the entries by their ids, flags and head."""
    made = parse_po(data.decode(), "x.po")
    shape: Shape = Counter(f"head {name}" for name in made.metadata)
    for entry in made:
        shape[f"{entry.msgctxt} {entry.flags} {entry.obsolete} {bool(entry.previous_msgid)}"] += 1
    shape["lines of comments"] = len(re.findall(r"(?m)^#~", data.decode()))
    words = [part for entry in made for part in (entry.msgid, entry.msgstr)]
    return Reading(shape, "\n".join(words))


def readme(data: bytes) -> Reading:
    """A README: its paragraphs, however many lines each takes, and its line ends."""
    text = data.decode("utf-8-sig")
    lines = text.split("\r\n")
    ends = len(text.splitlines()) - len(lines)
    return Reading(Counter({"blank": lines.count(""), "other line ends": ends}), " ".join(lines))


def index(data: bytes) -> Reading:
    """An index of the search; `title` and `text` are shown as HTML."""
    made = json.loads(data)
    shape: Shape = Counter()
    words: list[str] = []
    for document in made["docs"]:
        shape[f"document at {document['location']}"] += 1
        for name in ("title", "text"):
            read = fragment(document[name])
            shape.update(read.shape)
            words.append(read.words)
    return Reading(shape, "\n".join(words))


def index_script(data: bytes) -> Reading:
    """The index as a script; old browsers end a line of a script at U+2028, too."""
    head, made = data[:12], data[12:]
    lines = len(data.decode().splitlines())
    read = index(made)
    return Reading(read.shape + Counter([head.decode(), f"{lines} lines"]), read.words)
