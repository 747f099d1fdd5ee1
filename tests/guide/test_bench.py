"""The copies of this guide that `tools/bench.py` measures are sound guides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide import project
from measures import builds, projects
from support.paths import ROOT


def test_a_copy_has_more_of_everything_and_more_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own, root = project.load(ROOT), projects.copy(tmp_path / "g")
    listing = root / "translations/languages.yml"
    text = listing.read_text(encoding="utf-8")
    listing.write_text(re.sub("languages: .*", "languages: [en, fr]", text), encoding="utf-8")
    for path in root.glob("translations/*.*"):
        if path.name.split(".")[0] in own.languages[1:] and not path.name.startswith("fr."):
            path.unlink()
    projects.multiply(root, 2)
    projects.add_languages(root)
    loaded = project.check(root)
    assert loaded.published == ("en", "fr", "fr-CA", "fr-BE", "fr-CD")
    for name in ("stages", "audiences", "tools", "points"):
        assert len(getattr(loaded.source, name)) == 2 * len(getattr(own.source, name)), name
    for code in ("fr", "fr-CA"):
        title = loaded.guides[code].points["SB-1.1"].title
        assert title.value == own.guides["fr"].points["S-1.1"].title.value


def test_each_change_is_another_one() -> None:
    text = "The [[term|first words]] of one text."
    assert [builds.comma(text, number) for number in range(3)] == [
        "The, [[term|first words]] of one text.",
        "The [[term|first words]] of, one text.",
        "The [[term|first words]] of one, text.",
    ]
