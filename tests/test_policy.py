"""The policy of the pages: what it allows, what a finished page may not hold, the quick exit."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import policy
from guide.model import Where
from guide.problems import ContentError

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
    assert policy.problems(PAGE, "docs/about.md") == []


@pytest.mark.parametrize(
    ("planted", "what", "mend"),
    [
        ("<script>alert(1)</script>", "a script of its own", "guide.js"),
        ("<script type=module>alert(1)</script>", "a script of its own", "guide.js"),
        ("<SCRIPT TYPE='text/javascript'></SCRIPT>", "a script of its own", "guide.js"),
        ("<script type=importmap>{}</script>", "a script of its own", "guide.js"),
        ("<template><script>alert(1)</script></template>", "a script of its own", "guide.js"),
        ("<style>p { color: red }</style>", "a style of its own", "guide.css"),
        ("<svg><style>p { color: red }</style></svg>", "a style of its own", "guide.css"),
        ('<td style="text-align: left">', "style= on <td>", "guide.css"),
        ("<p STYLE=color:red>", "style= on <p>", "guide.css"),
        ('<button onclick="leave()">', "onclick= on <button>", "guide.js"),
        ("<img src=a.png onerror>", "onerror= on <img>", "guide.js"),
        ('<a href="javascript:alert(1)">', "javascript: on <a>", "guide.js"),
        ('<a href=" java&#10;script:alert(1)">', "javascript: on <a>", "guide.js"),
        ('<form action="JavaScript:alert(1)">', "javascript: on <form>", "guide.js"),
        ('<iframe srcdoc="<p>"></iframe>', "srcdoc= on <iframe>", "leave it out"),
        ('<script src="https://example.org/a.js"></script>', "https://example.org/a.js", "assets"),
        ('<img src="//example.org/a.png">', "//example.org/a.png", "docs/assets/"),
        ('<img src="data:image/png;base64,AA">', "data:image/png", "docs/assets/"),
        ('<link rel="icon" href="https://example.org/i.png">', "https://example.org/", "assets"),
        ('<form action="https://example.org/">', "https://example.org/", "docs/assets/"),
    ],
)
def test_what_the_policy_would_refuse_is_named_with_its_mend(
    planted: str, what: str, mend: str
) -> None:
    page = PAGE.replace("{}", planted, 1).replace("{}", "")
    [problem] = policy.problems(page, "docs/about.md")
    assert problem.where == Where("docs/about.md", 1)
    assert what in problem.message
    assert mend in problem.message.split("; ")[1]


def test_a_fault_that_stands_often_is_told_once() -> None:
    assert len(policy.problems('<td style="a"><td style="b"><th style="c">', "a.md")) == 2


def test_the_policy_allows_what_comes_with_the_site_and_nothing_else() -> None:
    directives = [part.split() for part in policy.META.split("; ")]
    assert directives[0] == ["default-src", "'none'"]
    assert {word for _, *words in directives for word in words} == {"'none'", "'self'"}
    assert {name for name, *_ in directives} >= {"script-src", "base-uri", "form-action"}


def test_a_host_allows_the_light_edition_by_its_hash() -> None:
    allowed = policy.header(["p { color: red }", "p { color: red }"])
    # printf 'p { color: red }' | openssl dgst -sha256 -binary | base64
    digest = "'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"
    assert f"style-src 'self' {digest};" in allowed
    assert allowed.endswith("frame-ancestors 'none'")
    assert "unsafe" not in allowed


@pytest.mark.parametrize("value", [None, "", "https://example.org/", "https://example.org/a?b=c"])
def test_an_exit_is_an_https_address_or_none(tmp_path: Path, value: object) -> None:
    assert policy.exit_address(tmp_path / "mkdocs.yml", value) == (value or "")


@pytest.mark.parametrize(
    "value",
    ["http://example.org/", "example.org", "https://", "https:///a", "javascript:alert(1)",
     "https://exam ple.org/", "https://[", "//example.org/", True, 7, ["https://example.org/"]],
)  # fmt: skip
def test_any_other_exit_is_a_problem_at_its_line(tmp_path: Path, value: object) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: A\nextra:\n  quick_exit: it\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^mkdocs.yml:3: .* begins with https://$"):
        policy.exit_address(settings, value)
