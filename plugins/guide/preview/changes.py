"""Notices when files of a project change, by the events of the operating system."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Event
from typing import Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from guide.site import settings
from guide.theme.files import DEFAULTS, OVERRIDES

_FOLDERS = ("content", "translations", "docs", OVERRIDES)
_LEFT_BEHIND = ("~", ".swp", ".swx", ".tmp", ".bak")
_QUIET = 0.03  # seconds without another event; an editor makes several of one save
_CHANGING: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]


class Changes(FileSystemEventHandler):
    """Changes of what the pages of the project `root` are made from, while it is entered.

    What is read, and what editors leave beside a file, is no change.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._seen = root, Event()
        self._watched: dict[Path, tuple[int, ObservedWatch]] = {}
        self._observer: BaseObserver = Observer()

    def __enter__(self) -> Self:
        try:
            self._watch()
            self._observer.start()
        except OSError:  # the system watches no more files
            self._observer, self._watched = PollingObserver(timeout=0.5), {}
            self._watch()
            self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    def wait(self, seconds: float) -> bool:
        """Whether something changes within so many seconds; then all of it is over."""
        if not self._seen.wait(seconds):
            return False
        while self._seen.is_set():
            self._seen.clear()
            time.sleep(_QUIET)
        self._watch()
        return True

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes a change; the observer calls it in a thread of its own."""
        places = (event.src_path, event.dest_path)
        if any(self._counts(Path(os.fsdecode(place))) for place in places if place):
            self._seen.set()

    def _counts(self, path: Path) -> bool:
        if path.name.startswith(".") or path.name.endswith(_LEFT_BEHIND):
            return False
        # Of the project's own folder only what pages are made from.
        return path.parent != self._root or path.name in (*_FOLDERS, settings.NAME)

    def _watch(self) -> None:
        """Watches what is there: a folder that was replaced, as by another branch, is a new one."""
        inside = [DEFAULTS] if DEFAULTS.is_relative_to(self._root) else []  # where we develop it
        for folder in (self._root, *(self._root / name for name in _FOLDERS), *inside):
            number = folder.stat().st_ino if folder.is_dir() else 0
            known, watch = self._watched.get(folder, (0, None))
            if watch and known != number:
                del self._watched[folder]
                self._observer.unschedule(watch)
            if number and known != number:
                watch = self._observer.schedule(
                    self,
                    str(folder),
                    recursive=folder != self._root,
                    event_filter=_CHANGING,
                )
                self._watched[folder] = number, watch
