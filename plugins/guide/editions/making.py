"""Floor 5. Makes the files of all languages, in two processes where the system can fork."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path

from pypdf import PdfReader

from guide import keeping
from guide.downloads import Download
from guide.editions.context import Context
from guide.editions.outputs import Output, outputs

_HANDS = 2
_PARTS = 4  # tasks that the files of a language are dealt to, so that no process waits long
_Task = tuple[str, int]  # a language and a part

# What the forked processes find as it was when they were forked.
_contexts: dict[str, Context] = {}
_chosen: set[str] = set()
_folder = Path()


def make(
    contexts: Iterable[Context],
    editions: Iterable[str],
    folder: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> Mapping[str, tuple[Download, ...]]:
    """Writes each file to folder/<language>/; what was made, by language, in the table's order.

    Raises pdf.Refused for a document that would break its standards, OSError where a file cannot
    be written.
    """
    global _folder  # noqa: PLW0603 - handed to the processes by the fork
    _contexts.clear()
    _contexts.update({context.guide.language: context for context in contexts})
    _chosen.clear()
    _chosen.update(editions)
    _folder = folder
    tasks = [(code, part) for code in _contexts for part in range(_PARTS)]
    found: dict[str, list[Download]] = {code: [] for code in _contexts}
    for number, ((code, _), made) in enumerate(_done(tasks), start=1):
        tell(f"files: {number} of {len(tasks)} parts")
        found[code] += made
    keeping.forget_old()
    order = {one.name: number for number, one in enumerate(_all_outputs())}
    return {
        code: tuple(sorted(made, key=lambda one: order[one.name])) for code, made in found.items()
    }


def _all_outputs() -> Iterator[Output]:
    for context in _contexts.values():
        yield from outputs(context.guide)


def _done(tasks: list[_Task]) -> Iterator[tuple[_Task, list[Download]]]:
    """Each task with what it made, as they are done."""
    if not _chosen:
        return
    if not hasattr(os, "fork"):
        yield from map(_make, tasks)
        return
    with get_context("fork").Pool(min(_HANDS, os.cpu_count() or 1)) as pool:
        yield from pool.imap_unordered(_make, tasks)


def _make(task: _Task) -> tuple[_Task, list[Download]]:
    code, part = task
    context = _contexts[code]
    folder = _folder / code
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    mine = [one for one in outputs(context.guide) if one.edition in _chosen][part::_PARTS]
    for one in mine:
        content = one.write(context)
        (folder / one.name).write_bytes(content)
        pages = _pages(content) if one.name.endswith(".pdf") else 0
        made.append(Download(one.name, one.kind, one.subject, one.form, len(content), pages))
    return task, made


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)
