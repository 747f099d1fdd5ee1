"""What the program itself says in the language of a guide: words, places, citations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from guide.core.languages import Language, language, long_date
from guide.core.model import Guide, Point, SourceRef, Text

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholders(value: str) -> list[str]:
    """The {placeholders} of a text, with repetitions, sorted."""
    return sorted(match[0] for match in _PLACEHOLDER.finditer(value))


@dataclass(frozen=True, slots=True)
class Messages:
    """The words of one guide, in the language that it is in."""

    guide: Guide

    @property
    def language(self) -> Language:
        """The language."""
        return language(self.guide.language)

    def ui(self, key: str, **values: object) -> Text:
        """An interface string with its `{placeholders}` filled; KeyError if there is none.

        Numbers are written in the digits of the language. What is not among the values is text.
        """
        text = self.guide.interface[key]
        if not values:  # most have none, and pages ask for them thousands of times
            return text
        filled = {
            name: self.digits(value) if isinstance(value, int) else str(value)
            for name, value in values.items()
        }
        return replace(text, value=_PLACEHOLDER.sub(lambda m: filled.get(m[1], m[0]), text.value))

    def digits(self, value: object) -> str:
        """A number in the digits of the language."""
        return self.language.number(value)

    @property
    def date(self) -> str:
        """The day of the edition, in words."""
        return long_date(self.guide.date, self.guide.language)

    def conditions(self) -> Text:
        """On what conditions the guide may be used, after whether it is an official one."""
        licence, publishers = self.guide.licence, self.guide.publishers
        conditions = (
            self.ui("footer-licence", licence=licence) if licence else self.ui("footer-unofficial")
        )
        if self.guide.official:
            return conditions
        return self.ui("footer-not-official", publishers=publishers, conditions=conditions)

    def place(self, place: SourceRef) -> Text:
        """Where the source says it, in words."""
        section = self.guide.source_section[place.section]
        key = "place" + ("-part" if section.part else "") + ("-number" if place.number else "")
        part, number = self.digits(section.part), self.digits(place.number)
        return self.ui(key, part=part, section=section.title, number=number)

    def citation(self, point: Point) -> Text:
        """How to cite a point."""
        if point.place is None:
            return self.ui("citation-own", code=point.code, **self._cited)
        place = self.place(point.place)
        return self.ui("citation", place=place, code=point.code, **self._cited)

    def citation_of_all(self) -> Text:
        """How to cite the guide as a whole."""
        if not self.guide.has_source:
            return self.ui("citation-whole-own", **self._cited)
        return self.ui("citation-whole", **self._cited)

    @property
    def _cited(self) -> dict[str, object]:
        guide = self.guide
        return {
            "publishers": guide.publishers,
            "title": guide.title,
            "subtitle": guide.subtitle,
            "edition": guide.edition or "",
            "version": guide.version,
            "date": self.date,
        }
