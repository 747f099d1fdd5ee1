"""Follows every link of built pages, as a browser would."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

from support.html_tree import read


def broken(site: Path, *, least: int, folders: bool = True) -> list[tuple[str, str]]:
    """Links that lead nowhere, with their pages; there must be so many links at least.

    `folders`: a link to a folder leads to its index.html, as a server has it.
    """
    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue
        found = [element.attrs for element in read(path).all()]
        names = [attrs["id"] for attrs in found if "id" in attrs]
        assert len(names) == len(set(names)), f"an id stands twice in {path}"
        ids[path.resolve()] = set(names)
        links += [
            (path, attrs[key])
            for attrs in found
            for key in ("href", "src")
            if key in attrs and not attrs[key].startswith(("https://", "mailto:", "data:"))
        ]
    assert len(links) > least
    lost = []
    for path, link in links:
        address, fragment = urldefrag(link)
        target = (path.parent / unquote(address.split("?")[0]) if address else path).resolve()
        if folders and target.is_dir():
            target /= "index.html"
        if not target.is_file() or (fragment and fragment not in ids.get(target, {fragment})):
            lost.append((path.relative_to(site).as_posix(), link))
    return lost
