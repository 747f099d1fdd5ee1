"""The Nu checker finds neither an error nor a warning in any page, style sheet or drawing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from support.paths import VNU

# What may stand, each with its reason: words of the message.
# None but this one: the checker reads files, for which "self" of a policy means no place at all;
# test_privacy.py opens the pages in browsers, which do apply it.
LET_STAND = ("violates Content Security Policy (meta tag): external",)


def faults(places: Iterable[Path]) -> list[str]:
    """What the checker says of files and of all files in folders, a line each."""
    command = ["java", "-Xss4m", "-jar", str(VNU), "--format", "json", "--stdout"]
    command += ["--also-check-css", "--also-check-svg", "--skip-non-html"]
    command += [str(place) for place in places]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)["messages"]
    return [
        f"{one.get('url', '')}:{one.get('lastLine', '')}: {one['message']}"
        for one in found
        if not any(words in one["message"] for words in LET_STAND)
    ]


def test_pages_styles_and_drawings_hold_to_the_standards(dist: Path) -> None:
    files = [path for path in dist.rglob("*") if path.suffix in {".html", ".css", ".svg"}]
    assert len(files) > 250
    assert {dist / "usb/START-HERE.html", dist / "site/downloads/my/guide.html"} < set(files)
    assert not (found := faults([dist / "site", dist / "usb"])), "\n".join(found)


def test_planted_faults_are_found(tmp_path: Path) -> None:
    page = "<!DOCTYPE html>\n<html lang='en'>\n<title>A</title>\n<body>\n{}</body></html>"
    planted = {
        "deep/page.html": (page.format("<p id=a></p><p id=a></p>"), "Duplicate ID"),
        "form.html": (page.format("<label for=b>B</label>"), "“for” attribute"),
        "warning.html": (page.format("<section><p>A</p></section>"), "Section lacks heading"),
        "deep/style.css": ("p { colr: red }", "colr"),
        "mark.svg": ("<svg xmlns='http://www.w3.org/2000/svg'><foo/></svg>", "foo"),
    }
    for name, (text, _) in planted.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = faults([tmp_path])
    for name, (_, words) in planted.items():
        assert [line for line in found if f"/{name}:" in line and words in line], (name, found)
