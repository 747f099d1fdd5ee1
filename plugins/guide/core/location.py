"""Where something stands in the inputs of a project."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of an input file: its path relative to the project, its number counted from 1."""

    file: str
    line: int
