"""Pages lose bytes on their way, and nothing that a browser shows or a tool holds on to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guide.site import session
from guide.site.compact import compact
from support import sites, tiny

# A page as a browser has it: elements with their attributes, and texts without the white space that
# is not shown because it is beside what stands in lines of its own.
SEEN = """() => {
  const told = [];
  const inline = (node) => getComputedStyle(node).display.startsWith("inline");
  const walk = (parent, shown) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) told.push(shown ? { text: node.data } : node.data);
      if (node.nodeType !== 1) continue;
      const block = !inline(node);
      const verbatim = ["PRE", "SCRIPT", "STYLE", "TEXTAREA"].includes(node.tagName);
      const values = [...node.attributes].map((one) => `${one.name}=${JSON.stringify(one.value)}`);
      told.push({ tag: `<${[node.tagName, ...values.sort()].join(" ")}>`, block });
      walk(node.tagName === "TEMPLATE" ? node.content : node, shown && !verbatim);
      told.push({ tag: `</${node.tagName}>`, block });
    }
  };
  walk(document, true);
  return told.map((one, at) => {
    if (one.text === undefined) return one.tag ?? one;
    let text = one.text.replace(/\\s+/g, " ");
    if (told[at - 1]?.block) text = text.trimStart();
    if (told[at + 1]?.block) text = text.trimEnd();
    return text;
  }).filter(Boolean);
}"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul>\n<li>One</li>\n<li>Two\n</li>\n</ul>\n", "<ul><li>One</li><li>Two</li></ul>"),
        ("<p>Some\n<em>words</em>\n<b>here</b>\n</p>", "<p>Some\n<em>words</em>\n<b>here</b></p>"),
        ("<p>Not a\nparagraph</p>", "<p>Not a\nparagraph</p>"),
        ('<a class="term" href="../#a-1">S-2.1</a>', '<a class="term" href="../#a-1">S-2.1</a>'),
        ('<a title="two words" lang="">', '<a title="two words" lang="">'),
        ('<a title="a > b" id="x">', '<a title="a > b" id="x">'),
        ('<a title=\'say "yes" \' id="x">', '<a title=\'say "yes" \' id="x">'),
        ('<p>It is class="term" here</p>', '<p>It is class="term" here</p>'),
        ('<path d="M1"/>', '<path d="M1"/>'),
        ('<p title="é">', '<p title="é">'),
        ('<pre id="a">\n\n<p>\n</p></pre>\n<p>', '<pre id="a">\n\n<p>\n</p></pre><p>'),
        ('<!--\n<p class="a">\n--><p>', '<!--\n<p class="a">\n--><p>'),
        ("<b>One</b>\n<select>\n<option>\n</select>", "<b>One</b>\n<select><option></select>"),
    ],
)
def test_only_what_says_nothing_goes(html: str, expected: str) -> None:
    assert compact(html) == expected
    assert compact(expected) == expected


@pytest.mark.mkdocs
def test_a_browser_makes_the_same_page_of_it(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(html: str) -> str:
        made.append(html)
        return html

    monkeypatch.setenv("GUIDE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(session, "compact", noted)
    sites.online(tiny.copy(tmp_path / "tiny"), tmp_path / "site", ("en", "fr"))
    assert len(made) > 20
    page = browser.new_page()
    for html in made:
        light = compact(html)
        assert len(light) < len(html) - 100
        page.set_content(html)
        expected = page.evaluate(SEEN)
        page.set_content(light)
        assert page.evaluate(SEEN) == expected
    page.close()
