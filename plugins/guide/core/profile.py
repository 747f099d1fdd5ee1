"""The grammar of a guide: what makes one guide differ from another, apart from its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

DEFAULT_LANGUAGE = "en"
_PART = re.compile(r"\{(\w+)\}")


class PointKind(StrEnum):
    """The three kinds of point; a profile may give them other names."""

    FACTOR = "factor"
    ITEM = "item"
    RECOMMENDATION = "recommendation"


class SourceUse(StrEnum):
    """How far a guide follows a published source."""

    COVERED = "covered"  # content/source.tsv lists every point of it, and the guide has them all
    CITED = "cited"  # a point may say where in it it comes from
    NONE = "none"  # an original guide


class Order(StrEnum):
    """What comes after the last stage."""

    RETURNING = "returning"  # the first one again: the stages are a life cycle
    LINEAR = "linear"  # nothing


@dataclass(frozen=True, slots=True)
class CodePattern:
    """The form of codes: letters, digits, `.`, `-`, and parts in braces.

    `{prefix}` is the prefix of the stage or audience, `{step}` the code of the step, `{n}` a
    number. `V{prefix}.{n}` matches V1.2 where the prefix is 1.
    """

    text: str

    def parts(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(_PART.findall(self.text))

    def regex(self, values: Mapping[str, str]) -> str:
        """The regular expression for the codes in one place, whose parts have these values."""
        pieces = _PART.split(self.text)  # literal, name, literal, …
        return "".join(
            re.escape(piece) if number % 2 == 0 else self._part(piece, values)
            for number, piece in enumerate(pieces)
        )

    def example(self, values: Mapping[str, str]) -> str:
        """A code of this form in one place."""
        return _PART.sub(lambda match: values.get(match[1], "1"), self.text)

    @staticmethod
    def _part(name: str, values: Mapping[str, str]) -> str:
        return r"\d+" if name == "n" else re.escape(values.get(name, ""))


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of point: its name and plural in content files, and its codes.

    `outside` is the form of codes outside steps. `required` says that each stage or audience must
    have one.
    """

    name: str
    plural: str
    code: CodePattern
    outside: CodePattern
    required: bool = False


def _kind(kind: PointKind, code: str, outside: str = "") -> KindSpec:
    return KindSpec(kind, f"{kind}s", CodePattern(code), CodePattern(outside or code))


KINDS: Mapping[PointKind, KindSpec] = MappingProxyType(
    {
        PointKind.FACTOR: _kind(PointKind.FACTOR, "{prefix}-F{n}"),
        PointKind.ITEM: _kind(PointKind.ITEM, "{step}.{n}", "{prefix}-{n}"),
        PointKind.RECOMMENDATION: _kind(PointKind.RECOMMENDATION, "{prefix}-{n}"),
    }
)
STEP_CODE = CodePattern("{prefix}-{n}")
STAGE_PATH, AUDIENCE_PATH = "stages", "audiences"


@dataclass(frozen=True, slots=True)
class Profile:
    """The grammar of a guide.

    The pages of `source_language`, its code, are at the root of the site, those of other languages
    in a folder each. `steps` is the form of their codes; None for steps that have only a title.
    `lengths` are those that short texts may have, in per cent of what English has.
    `stage_path` and `audience_path` are the paths of the pages that list stages and audiences,
    below a language's root.
    """

    source_language: str = DEFAULT_LANGUAGE
    source: SourceUse = SourceUse.NONE
    order: Order = Order.LINEAR
    kinds: Mapping[PointKind, KindSpec] = field(default_factory=lambda: KINDS)
    steps: CodePattern | None = STEP_CODE
    stage_path: str = STAGE_PATH
    audience_path: str = AUDIENCE_PATH
    lengths: int = 100

    @property
    def has_source(self) -> bool:
        """Whether the guide follows a published source; if not, nothing in it is an addition."""
        return self.source is not SourceUse.NONE

    def is_source(self, code: str) -> bool:
        """Whether a language is the one that the guide is written in."""
        return code == self.source_language

    def stage_page(self, ident: str = "") -> str:
        """The path of a stage's page below a language's root; '' is the page that lists them."""
        return f"{self.stage_path}/{ident}" if ident else self.stage_path

    def audience_page(self, ident: str = "") -> str:
        """The path of an audience's page, like `stage_page`."""
        return f"{self.audience_path}/{ident}" if ident else self.audience_path

    def folder(self, code: str) -> str:
        """The path of a language's pages from the root of the site: '' or, for example, 'fr/'."""
        return "" if self.is_source(code) else f"{code}/"
