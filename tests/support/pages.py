"""Which pages there are, and of which kinds."""

from __future__ import annotations

from pathlib import Path

from guide.core.profile import DEFAULT_LANGUAGE as SOURCE

PAGES = (
    ["", "about/", "checklist/", "stakeholders/", "downloads/", "glossary/", "translate/"]
    + [f"checklist/{stage}/" for stage in ("context", "setup", "growth", "sustainability")]
    + [
        f"stakeholders/{audience}/"
        for audience in [
            "vpi",
            "companies",
            "host-governments",
            "home-governments",
            "ngos",
            "existing-groups",
            "future-processes",
            "coordinator",
        ]
    ]
    + ["workbook/", "tools/"]
    + [
        f"tools/{tool}/"
        for tool in [
            "roadmap",
            "responsibilities",
            "terms-of-reference",
            "meeting",
            "studies",
            "workplan",
            "monitoring",
            "participation",
            "handover",
            "do-no-harm",
            "session",
            "self-assessment",
        ]
    ]
)
PUBLISHED = ("en", "fr", "es", "pt", "id", "ar", "my")
LOST = "404.html"
STAGE, AUDIENCE, TOOL = "checklist/setup/", "stakeholders/companies/", "tools/responsibilities/"
KINDS = (
    *("", "about/", "checklist/", STAGE, "stakeholders/", AUDIENCE),
    *("tools/", TOOL, "workbook/", "downloads/", "glossary/", "translate/"),
)


def pages(language: str, kinds: tuple[str, ...] | list[str] = PAGES) -> list[str]:
    """Addresses of a language's pages below the site's; the page for lost readers is English."""
    root = "" if language == SOURCE else f"{language}/"
    return [f"{root}{page}" for page in kinds] + [LOST] * (language == SOURCE)


def file_of(site: Path, language: str, page: str) -> Path:
    """The file of a page of a language."""
    return site / ("" if language == SOURCE else language) / page / "index.html"
