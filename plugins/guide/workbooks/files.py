"""Reads and writes workbook files of any form, which the ending of a name tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from guide.core.answers import MAX_BYTES, Workbook
from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location
from guide.core.model import Guide
from guide.files import one_file
from guide.workbooks import csv_file, json_file, sheet_file
from guide.workbooks.shared import refused

Read = Callable[[bytes, str, Guide], tuple[Workbook, list[Diagnostic]]]
Write = Callable[[Workbook, Guide], bytes]
_JSON = ".json"
_READERS: Mapping[str, Read] = MappingProxyType(
    {_JSON: json_file.read, ".csv": csv_file.read, ".xlsx": sheet_file.read}
)
WRITERS: Mapping[str, Write] = MappingProxyType({_JSON: json_file.write, ".csv": csv_file.write})


@dataclass(frozen=True, slots=True)
class FilledFile:
    """A workbook and the file that it is from."""

    file: str
    workbook: Workbook


def read(path: Path, guide: Guide) -> tuple[Workbook, list[Diagnostic]]:
    """The workbook in a file, and warnings; a name without a known ending is one of JSON.

    Raises ContentError with every problem of the file, OSError if it cannot be opened.
    """
    return _READERS.get(path.suffix.lower(), json_file.read)(content(path), str(path), guide)


def content(path: Path) -> bytes:
    """The bytes of a file that is no larger than a workbook, or one more than that."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)  # a larger file is refused, and need not be read


def read_all(paths: Iterable[Path], guide: Guide) -> tuple[list[FilledFile], list[Diagnostic]]:
    """The workbooks in several files, and all warnings.

    Raises ContentError with every problem of all files.
    """
    sources: list[FilledFile] = []
    problems: list[Diagnostic] = []
    warnings: list[Diagnostic] = []
    for path in paths:
        try:
            workbook, noted = read(path, guide)
        except ContentError as error:
            problems += error.diagnostics
            continue
        except OSError as error:
            message = f"cannot be read: {error.strerror}; name a file"
            problems.append(Diagnostic(Location(str(path), 1), message))
            continue
        sources.append(FilledFile(str(path), workbook))
        warnings += noted
    if problems:
        raise ContentError(problems)
    return sources, warnings


def write(path: Path, workbook: Workbook, guide: Guide, *, overwrite: bool = False) -> None:
    """Writes a file in the form that its ending, one of WRITERS, tells.

    Raises ContentError if it is there already (unless `overwrite`) or too large to be read again,
    OSError if it cannot be written. Then whatever was there stays as it was.
    """
    data = WRITERS[path.suffix.lower()](workbook, guide)
    if len(data) > MAX_BYTES:
        most = f"{MAX_BYTES // 1_000_000} MB"
        raise refused(str(path), 1, f"would be larger than {most}; shorten the notes")
    place(path, data, overwrite=overwrite)


def place(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Writes a file whole or not at all; the same errors as `write`."""
    if not overwrite and os.path.lexists(path):
        raise refused(str(path), 1, "is there already; add --overwrite, or choose another name")
    one_file.replace(path, data)
