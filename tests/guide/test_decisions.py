"""What was decided on each finding of the independent reviews of November 2026."""

from __future__ import annotations

import csv

import pytest

from guide.i18n import publication
from support.paths import ROOT

# The number of findings of each review, so that none is lost.
FINDINGS = {"en": 155, "fr": 62, "es": 48, "pt": 64, "id": 52, "ar": 60, "my": 95}


def test_every_language_was_reviewed() -> None:
    listing = publication.read(ROOT)
    assert set(listing.languages) == set(FINDINGS)


@pytest.mark.parametrize(("language", "count"), FINDINGS.items())
def test_every_finding_is_decided_with_a_reason(language: str, count: int) -> None:
    path = ROOT / f"reviews/{language}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == count
    for row in rows:
        assert row["severity"] in {"critical", "major", "minor"}, row
        assert row["decision"] in {"taken", "other", "left"}, row
        assert row["id"], row
        assert row["reason"], row
        # A critical or major finding is left only where another issue builds what it asks for.
        if row["decision"] == "left" and row["severity"] != "minor":
            assert row["kind"] == "usefulness gap" or row["id"] == "UI:workbook-alone", row
