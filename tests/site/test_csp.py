"""The policy of the pages: what it allows, what a finished page may not hold, the quick exit."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.core.diagnostics import ContentError
from guide.core.location import Location
from guide.site import csp

PAGE = """<!DOCTYPE html>
<html lang="en" dir="ltr" class="no-js"><head><meta charset="utf-8"><title>A page</title>
<link rel="canonical" href="https://guide.test/"><link rel="alternate" href="https://guide.test/fr/">
<link rel="stylesheet" href="../assets/guide.css"><script src="../assets/guide.js" defer></script>
</head><body data-style="x"><a href="https://example.org/" rel="noreferrer">Elsewhere</a>
<script type="application/json">{"base": "<p style='x' onclick='y'>"}</script>
<pre>&lt;script&gt;</pre><p>style="x" onclick="y" javascript:z()</p>{}
<svg viewBox="0 0 24 24"><path d="M0 0" stroke-width="2"/><use href="#mark"/></svg></body></html>
"""


def test_a_page_with_nothing_inline_has_no_problem() -> None:
    assert csp.diagnostics(PAGE, "docs/about.md") == []


@pytest.mark.parametrize(
    ("planted", "what", "mend"),
    [
        ("<script>alert(1)</script>", "an inline script", "a script in docs/assets/"),
        ("<script type=module>alert(1)</script>", "an inline script", "a script in docs/assets/"),
        (
            "<SCRIPT TYPE='text/javascript'></SCRIPT>",
            "an inline script",
            "a script in docs/assets/",
        ),
        ("<script type=importmap>{}</script>", "an inline script", "a script in docs/assets/"),
        (
            "<template><script>alert(1)</script></template>",
            "an inline script",
            "a script in docs/assets/",
        ),
        (
            "<style>p { color: red }</style>",
            "an inline style sheet",
            "a style sheet in docs/assets/",
        ),
        (
            "<svg><style>p { color: red }</style></svg>",
            "an inline style sheet",
            "a style sheet in docs/assets/",
        ),
        ('<td style="text-align: left">', "style= on <td>", "a style sheet in docs/assets/"),
        ("<p STYLE=color:red>", "style= on <p>", "a style sheet in docs/assets/"),
        ('<button onclick="leave()">', "onclick= on <button>", "a script in docs/assets/"),
        ("<img src=a.png onerror>", "onerror= on <img>", "a script in docs/assets/"),
        ('<a href="javascript:alert(1)">', "javascript: on <a>", "a script in docs/assets/"),
        ('<a href=" java&#10;script:alert(1)">', "javascript: on <a>", "a script in docs/assets/"),
        (
            '<form action="JavaScript:alert(1)">',
            "javascript: on <form>",
            "a script in docs/assets/",
        ),
        ('<div srcdoc="<p>"></div>', "srcdoc= on <div>", "remove it"),
        ('<iframe src="a.html"></iframe>', "<iframe>", "remove it"),
        ('<script src="https://example.org/a.js"></script>', "https://example.org/a.js", "assets"),
        ('<img src="//example.org/a.png">', "//example.org/a.png", "docs/assets/"),
        ('<img src="data:image/png;base64,AA">', "data:image/png", "docs/assets/"),
        ('<link rel="icon" href="https://example.org/i.png">', "https://example.org/", "assets"),
        ('<form action="https://example.org/">', "https://example.org/", "docs/assets/"),
        ('<img srcset="a.png 1x, //example.org/b.png 2x">', "//example.org/b.png", "docs/assets/"),
        ('<a ping="https://example.org/" href="/">', "https://example.org/", "docs/assets/"),
        ('<a href="/\\example.org/"><img src="\\\\example.org/a">', "example.org/a", "assets"),
        ('<link rel="preconnect" href="//example.org/">', "//example.org/", "docs/assets/"),
        ('<a href="data:text/html,x">', "data:text/html", "link to a web page"),
        ('<area href="vb&#9;script:x">', "vbscript:x", "link to a web page"),
        ("<a href=file:///etc/passwd>", "file:///etc/passwd", "link to a web page"),
        ('<meta http-equiv="refresh" content="0;url=//x">', 'http-equiv="refresh"', "remove it"),
        ("<META HTTP-EQUIV=' Refresh '>", 'http-equiv="refresh"', "remove it"),
        ("<meta http-equiv=set-cookie content=a>", 'http-equiv="set-cookie"', "remove it"),
        ('<base target="_top">', "<base>", "remove it"),
        ('<object data="a.pdf"></object>', "<object>", "remove it"),
        ('<body codebase="//example.org/">', 'codebase="//example.org/"', "remove it"),
        ('<p attributionsrc=" https://x/">', "attributionsrc=", "remove it"),
        ('<rect fill="url(//example.org/a#b)"/>', 'fill="url(', "remove it"),
    ],
)
def test_what_the_policy_would_refuse_is_named_with_its_mend(
    planted: str, what: str, mend: str
) -> None:
    page = PAGE.replace("{}", planted, 1).replace("{}", "")
    [diagnostic] = csp.diagnostics(page, "docs/about.md")
    assert diagnostic.location == Location("docs/about.md", 1)
    assert what in diagnostic.message
    assert mend in diagnostic.message.split("; ")[1]


@pytest.mark.parametrize(
    "words",
    [
        '<p title="//example.org/" aria-label="Note: https://example.org/" data-type="url(//x)">',
        '<blockquote cite="https://example.org/">',
        '<meta name="description" content="https://example.org/">',
        '<a href="mailto:a@example.org"><a href="tel:+1"><a href="?a=b:c"><a href="#a:b">',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">',
        '<img src="a//b.png" srcset="a.png 1x, b.png 2x">',
    ],
)
def test_words_and_links_are_no_requests(words: str) -> None:
    page = PAGE.replace("{}", words, 1).replace("{}", "")
    assert csp.diagnostics(page, "docs/about.md") == []


def test_a_fault_that_stands_often_is_told_once() -> None:
    assert len(csp.diagnostics('<td style="a"><td style="b"><th style="c">', "a.md")) == 2


def test_the_policy_allows_what_comes_with_the_site_and_nothing_else() -> None:
    directives = [part.split() for part in csp.META.split("; ")]
    assert directives[0] == ["default-src", "'none'"]
    assert {word for _, *words in directives for word in words} == {"'none'", "'self'"}
    assert {name for name, *_ in directives} >= {"script-src", "base-uri", "form-action"}


def test_a_host_allows_the_light_edition_by_its_hash() -> None:
    allowed = csp.header(["p { color: red }", "p { color: red }"])
    # printf 'p { color: red }' | openssl dgst -sha256 -binary | base64
    digest = "'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"
    assert f"style-src 'self' {digest};" in allowed
    assert allowed.endswith("frame-ancestors 'none'")
    assert "unsafe" not in allowed


@pytest.mark.parametrize("value", [None, "", "https://example.org/", "https://example.org/a?b=c"])
def test_an_exit_is_an_https_address_or_none(tmp_path: Path, value: object) -> None:
    assert csp.exit_address(tmp_path / "mkdocs.yml", value) == (value or "")


@pytest.mark.parametrize(
    "value",
    ["http://example.org/", "example.org", "https://", "https:///a", "javascript:alert(1)",
     "https://exam ple.org/", "https://[", "//example.org/", True, 7, ["https://example.org/"],
     'https://example.org/"x', "https://example.org/<", "https://example.org:x/"],
)  # fmt: skip
def test_any_other_exit_is_a_problem_at_its_line(tmp_path: Path, value: object) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: A\nextra:\n  quick_exit: it\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^mkdocs.yml:3: .* begins with https://$"):
        csp.exit_address(settings, value)


@pytest.mark.parametrize("value", [None, "", "https://example.org/", "https://example.org/a/"])
def test_the_placeholder_is_no_public_address(tmp_path: Path, value: object) -> None:
    assert csp.site_address(tmp_path / "mkdocs.yml", value) == ""


@pytest.mark.parametrize("value", ["http://localhost:8000/", "https://guide.test/base/path/"])
def test_a_public_address_is_one_of_the_web(tmp_path: Path, value: str) -> None:
    assert csp.site_address(tmp_path / "mkdocs.yml", value) == value


@pytest.mark.parametrize(
    "value",
    ["guide.test", "//guide.test/", "ftp://guide.test/", "javascript:alert(1)", "https://", 7, True,
     'https://guide.test/" onload="x', "https://guide.test/<b>", "https://gui\nde.test/",
     "https://guide.test:port/"],
)  # fmt: skip
def test_any_other_public_address_is_a_problem_at_its_line(tmp_path: Path, value: object) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: A\nsite_url: it\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^mkdocs.yml:2: .* begins with http:// or https://$"):
        csp.site_address(settings, value)
