"""What a guide says of itself: the name of its files, its licence, its standing; what is open."""

from __future__ import annotations

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from guide.core import ids
from guide.core.diagnostics import Diagnostic
from guide.core.model import Guide
from guide.core.walk import texts
from guide.files.validator import Record

OPEN = "…"  # what an import leaves for a person to write
_NO_SLUG = "guide"  # where the title has no Latin letter


def slug(guide: Record, diagnostics: list[Diagnostic]) -> str:
    """The name that files begin with: the one of guide.yml, or one made from the title.

    A fault is added to `diagnostics`.
    """
    given = guide.optional("slug")
    if given is None:
        return ids.slug(guide.scalar("title").value) or _NO_SLUG
    if not ids.SLUG.fullmatch(given.value):
        message = f'"{given.value}" is not a slug; write {ids.SLUG_FORM}'
        diagnostics.append(Diagnostic(given.location, message))
    return given.value


def official(guide: Record, diagnostics: list[Diagnostic]) -> bool:
    """Whether it is an official publication; also without the field. A fault is added."""
    given = guide.optional("official")
    if given and given.value not in ("yes", "no"):
        message = f'"{given.value}" is neither yes nor no; write one of these'
        diagnostics.append(Diagnostic(given.location, message))
    return given is None or given.value != "no"


def licence(guide: Record, diagnostics: list[Diagnostic]) -> str:
    """The licence in the form in which SPDX writes it; '' for none. A fault is added."""
    given = guide.optional("licence")
    if given is None:
        return ""
    try:
        return str(canonicalize_license_expression(given.value))
    except InvalidLicenseExpression:
        message = (
            f'"{given.value}" is not an SPDX expression; write one such as CC-BY-4.0, or write '
            "the conditions as footer-unofficial in overrides/messages.yml"
        )
        diagnostics.append(Diagnostic(given.location, message))
        return ""


def unwritten(guide: Guide) -> list[Diagnostic]:
    """A warning for each text that an import left open and nobody has written since."""
    message = f'this is still "{OPEN}"; write it'
    return [Diagnostic(text.location, message) for text in texts(guide) if text.value == OPEN]
