"""Installed Python distributions: their versions, SPDX licence expressions and requirements."""

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

# SPDX identifiers for the licence names in older metadata, if these are unambiguous.
_SPDX = {
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
# Distributions with ambiguous metadata: read from the licence files that they contain.
_READ = {
    "colorama": "BSD-3-Clause",
    "hjson": "MIT OR AFL-2.1",
    "jinja2": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
}
_FORKS = {"mkdocs": "properdocs"}  # the fork provides the same modules (make properdocs)
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution: its normalized name (PEP 503), and what its metadata states."""

    name: str
    version: str
    licence: str  # an SPDX expression; '' if the metadata has none
    requirements: tuple[Requirement, ...]

    @classmethod
    def find(cls, name: str) -> Distribution:
        """The installed distribution with a name; raises PackageNotFoundError if there is none."""
        fields = metadata.metadata(name)
        lines = fields.get_all("Requires-Dist", [])
        return cls(
            canonicalize_name(fields["Name"]),
            fields["Version"],
            licence(fields),
            tuple(Requirement(line) for line in lines),
        )

    def needs(self, extras: Iterable[str] = ()) -> tuple[Requirement, ...]:
        """Its requirements on this system, including those of the given extras."""
        environments = [{"extra": extra} for extra in ("", *extras)]
        return tuple(
            requirement
            for requirement in self.requirements
            if requirement.marker is None or any(map(requirement.marker.evaluate, environments))
        )

    def purl(self, path: str = "") -> str:
        """Its package URL, or that of the file at `path` in it.

        See https://github.com/package-url/purl-spec.
        """
        kind = "generic" if self.name == PROGRAM else "pypi"  # the program is in no registry
        subpath = f"#{quote(path)}" if path else ""
        return f"pkg:{kind}/{self.name}@{self.version}{subpath}"


def installed(name: str) -> dict[Distribution, set[str]]:
    """A distribution and everything that it depends on, sorted by name.

    Each comes with the names of its direct dependencies. What is not installed is left out.
    """
    by_name: dict[str, Distribution] = {}
    extras: dict[str, set[str]] = {}
    pending = [Requirement(name)]
    while pending:
        requirement = pending.pop()
        key = _provider(requirement)
        known_extras = extras.setdefault(key, set())
        if key in by_name and requirement.extras <= known_extras:
            continue
        known_extras |= requirement.extras
        try:
            by_name[key] = by_name.get(key) or Distribution.find(key)
        except metadata.PackageNotFoundError:
            continue
        pending += by_name[key].needs(known_extras)
    return {
        distribution: by_name.keys() & {_provider(need) for need in distribution.needs(extras[key])}
        for key, distribution in sorted(by_name.items())
    }


def _provider(requirement: Requirement) -> str:
    """The name of the distribution that meets a requirement."""
    name = canonicalize_name(requirement.name)
    if name in _FORKS:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            return _FORKS[name]
    return name


def licence(fields: PackageMetadata) -> str:
    """The licence in a distribution's metadata as an SPDX expression; '' if there is none.

    Tries the fields in the order of the core metadata specification: License-Expression, License,
    then the classifiers, if exactly one of them names a licence. See
    https://packaging.python.org/en/latest/specifications/core-metadata/.
    """
    name = canonicalize_name(fields["Name"])
    if name in _READ:
        return _READ[name]
    classifiers = [c for c in fields.get_all("Classifier", []) if c.startswith(_CLASSIFIER)]
    statements = [*fields.get_all("License-Expression", []), *fields.get_all("License", [])]
    if len(classifiers) == 1:
        statements.append(classifiers[0].removeprefix(_CLASSIFIER))
    return next((spdx for statement in statements if (spdx := _expression(statement))), "")


def _expression(statement: str) -> str:
    """The SPDX expression for a licence as metadata states it; '' if it is not known."""
    try:
        return canonicalize_license_expression(_SPDX.get(statement, statement))
    except InvalidLicenseExpression:
        return ""
