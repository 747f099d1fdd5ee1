"""Installed Python distributions: version, licence as SPDX expression, what they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from importlib.metadata import PackageMetadata
from urllib.parse import quote

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = "impact-guide"  # this program's own distribution

# What older metadata says in the place of an SPDX expression, where that leaves no doubt.
_WORDS = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
# Metadata that leaves a doubt: read in the licence file that the distribution brings.
_READ = {
    "colorama": "BSD-3-Clause",
    "hjson": "MIT OR AFL-2.1",
    "jinja2": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
}
_INSTEAD = {"mkdocs": "properdocs"}  # the fork answers for the name (make properdocs)
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution: its name as PyPI compares names, and what its metadata says."""

    name: str
    version: str
    licence: str  # an SPDX expression, '' where the metadata gives none
    requirements: tuple[Requirement, ...]

    @classmethod
    def find(cls, name: str) -> Distribution:
        """The installed one of a name; raises PackageNotFoundError."""
        fields = metadata.metadata(name)
        lines = fields.get_all("Requires-Dist", [])
        return cls(
            canonicalize_name(fields["Name"]),
            fields["Version"],
            licence(fields),
            tuple(Requirement(line) for line in lines),
        )

    def needs(self, extras: Iterable[str] = ()) -> tuple[Requirement, ...]:
        """What it needs on this system, with some of its extras."""
        chosen = [{"extra": extra} for extra in ("", *extras)]
        return tuple(
            one
            for one in self.requirements
            if one.marker is None or any(one.marker.evaluate(extra) for extra in chosen)
        )

    def purl(self, path: str = "") -> str:
        """Its package URL, or that of a file in it; see github.com/package-url."""
        kind = "generic" if self.name == PROGRAM else "pypi"  # the program is in no registry
        inside = f"#{quote(path)}" if path else ""
        return f"pkg:{kind}/{self.name}@{self.version}{inside}"


def installed(name: str) -> dict[Distribution, set[str]]:
    """A distribution and all that it needs, in the order of names.

    Each with the names of those among them that it needs itself. What is not installed is left out.
    """
    found: dict[str, Distribution] = {}
    extras: dict[str, set[str]] = {}
    waiting = [Requirement(name)]
    while waiting:
        wanted = waiting.pop()
        key = _present(wanted)
        asked = extras.setdefault(key, set())
        if key in found and wanted.extras <= asked:
            continue
        asked |= wanted.extras
        try:
            found[key] = found.get(key) or Distribution.find(key)
        except metadata.PackageNotFoundError:
            continue
        waiting += found[key].needs(asked)
    return {
        one: found.keys() & {_present(wanted) for wanted in one.needs(extras[key])}
        for key, one in sorted(found.items())
    }


def _present(wanted: Requirement) -> str:
    """The name of the distribution that meets a requirement."""
    name = canonicalize_name(wanted.name)
    if name in _INSTEAD:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            return _INSTEAD[name]
    return name


def licence(fields: PackageMetadata) -> str:
    """The licence of a distribution by its metadata: an SPDX expression, '' where it gives none.

    Looks at the fields in the order of the core metadata specification: License-Expression,
    License, then the classifiers, if exactly one of them names a licence.
    """
    name = canonicalize_name(fields["Name"])
    if name in _READ:
        return _READ[name]
    classifiers = [c for c in fields.get_all("Classifier", []) if c.startswith(_CLASSIFIER)]
    stated = [*fields.get_all("License-Expression", []), *fields.get_all("License", [])]
    if len(classifiers) == 1:
        stated.append(classifiers[0].removeprefix(_CLASSIFIER))
    return next((known for words in stated if (known := _expression(words))), "")


def _expression(words: str) -> str:
    try:
        return canonicalize_license_expression(_WORDS.get(words, words))
    except InvalidLicenseExpression:
        return ""
