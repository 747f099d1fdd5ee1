"""Which pages there are, and of which kinds."""

from __future__ import annotations

from pathlib import Path

from guide.core.profile import DEFAULT_LANGUAGE as SOURCE

# In the order in which a group comes to need them.
TOOLS = (
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
)
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
    + [f"tools/{tool}/" for tool in TOOLS]
)
PUBLISHED = ("en", "fr", "es", "pt", "id", "ar", "my")
LOST = "404.html"
STAGE, AUDIENCE, TOOL = "checklist/setup/", "stakeholders/companies/", "tools/responsibilities/"
# Twelve pages of one kind: all in the source language, elsewhere those that differ most.
SAMPLES = {"ar": (TOOL, "tools/meeting/", "tools/self-assessment/")}
KINDS = (
    *("", "about/", "checklist/", STAGE, "stakeholders/", AUDIENCE),
    *("tools/", TOOL, "workbook/", "downloads/", "glossary/", "translate/"),
)


def looked_at(language: str) -> list[str]:
    """The pages of a language that browsers are sent to, below its root."""
    samples = PAGES if language == SOURCE else SAMPLES.get(language, (TOOL,))
    tools = [page for page in PAGES if page.startswith("tools/") and page != "tools/"]
    return [page for page in PAGES if page in samples or page not in tools]


def pages(language: str, kinds: tuple[str, ...] | list[str] | None = None) -> list[str]:
    """Addresses of a language's pages below the site's; the page for lost readers is English."""
    kinds = looked_at(language) if kinds is None else kinds
    root = "" if language == SOURCE else f"{language}/"
    return [f"{root}{page}" for page in kinds] + [LOST] * (language == SOURCE)


def file_of(site: Path, language: str, page: str) -> Path:
    """The file of a page of a language."""
    return site / ("" if language == SOURCE else language) / page / "index.html"
