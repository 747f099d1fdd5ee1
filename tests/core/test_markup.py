"""The little markup of texts: what it means, what stays plain, and what an editor should mend."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guide.core import markup
from guide.core.location import Location
from guide.core.markup import Span
from guide.core.model import State, Text
from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from guide.i18n.checks import checks
from guide.i18n.checks.pair import Pair
from support import tiny


def short(span: Span) -> str:
    """A span in a form that is easy to read: `kind:target(what it holds)`."""
    inner = span.text + "".join(short(child) for child in span.children)
    if span.kind == "plain":
        return inner
    return f"{span.kind}{':' if span.target else ''}{span.target}({inner})"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ""),
        ("a b", "a b"),
        ("a **b c** d", "a |strong(b c)| d"),
        ("*a*", "emphasis(a)"),
        ("**a *b* c**", "strong(a emphasis(b) c)"),
        ("**a** **b**", "strong(a)| |strong(b)"),
        ("*a **b***", "*a |strong(b)|*"),
        ("[a b](https://x.org/y?z=1#w)", "link:https://x.org/y?z=1#w(a b)"),
        ("[a](http://x)", "link:http://x(a)"),
        ("[a](mailto:b@x.org)", "link:mailto:b@x.org(a)"),
        ("[a](HTTPS://x)", "link:HTTPS://x(a)"),
        ("**[a](https://x)**", "strong(link:https://x(a))"),
        ("[[icwg|the group]]", "term:icwg(the group)"),
        ("*[[icwg|the group]]*", "emphasis(term:icwg(the group))"),
        # plain
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a ** b", "a ** b"),
        ("**a", "**a"),
        ("****", "****"),
        ("*a", "*a"),
        ("[a]", "[a]"),
        ("[a] (https://x)", "[a] (https://x)"),
        ("[a](https://x y)", "[a](https://x y)"),
        ("[[a]]", "[[a]]"),
        ("[[A|b]]", "[[A|b]]"),
        ("[[a|]]", "[[a|]]"),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("[a](data:text/html,b)", "[a](data:text/html,b)"),
        ("[a](//x.org)", "[a](//x.org)"),
        ("[a](/x)", "[a](/x)"),
        ("[a](\x01https://x)", "[a](\x01https://x)"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("# a", "# a"),
        ("`a` _b_ ~c~", "`a` _b_ ~c~"),
    ],
)
def test_spans(text: str, spans: str) -> None:
    assert "|".join(short(span) for span in markup.spans(text)) == spans


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n ", []),
        ("a\nb", ["a b"]),
        ("a\n\nb", ["a", "b"]),
        ("a\n \t\n\n\nb", ["a", "b"]),
        ("a\r\n\r\nb", ["a", "b"]),
        ("- a\n- b", [["a", "b"]]),
        ("- a\n  b\n- c", [["a b", "c"]]),
        ("a:\n- b\n- c", ["a:", ["b", "c"]]),
        ("a:\n\n- b\n\nc", ["a:", ["b"], "c"]),
        ("- **a\n  b**", [["strong(a b)"]]),
        ("a -b\n-c", ["a -b -c"]),
    ],
)
def test_blocks(text: str, blocks: list[str | list[str]]) -> None:
    found: list[str | list[str]] = []
    for block in markup.blocks(text):
        rows = ["".join(short(span) for span in row) for row in block.rows]
        found.append(rows if block.is_list else rows[0])
        assert block.is_list or len(rows) == 1
    assert found == blocks


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a **b** *c*", "a b c"),
        ("See [the list](https://x.org), [[icwg|the group]].", "See the list, the group."),
        ("a:\n\n- b\n- c", "a: b c"),
        ("**a *b* c**", "a b c"),
        ("2 * 3", "2 * 3"),
    ],
)
def test_plain(text: str, plain: str) -> None:
    assert markup.plain(text) == plain


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a", []),
        ("[[a|x]] and [[b-1|y\nz]]", ["a", "b-1"]),
        ("**[[a|x]]** *[[b|y]]* **c *[[d|z]]***", ["a", "b", "d"]),
        ("- [[a|x]]\n- [[a|y]]", ["a", "a"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert list(markup.terms(text)) == terms


def faults(text: str) -> list[str]:
    """What the checks find in a text of the English guide."""
    made = Text(
        "P-1.text", text, SOURCE, State.SOURCE, prose=True, location=Location("content/x.yml", 1)
    )
    return [message for _, message in checks.faults(Pair(made, text, SOURCE), checks.ALWAYS)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a **b** *c* [d](https://x) [[e|f]]",
        "2 * 3 < 4 > 1, a & b",
        "[a]",
        "(a) {b}",
        "**a *b* c**",
        "- a\n- **b\n  c**",
        "[*a*[",
    ],
)
def test_no_faults(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("**a", 'markup "**" is not closed'),
        ("a\n\n**b\n\nc**", 'markup "**" is not closed'),
        ("- **a\n- b**", 'markup "**" is not closed'),
        ("[[a", 'markup "[[" is not closed'),
        ("[[a]]", 'markup "[["'),
        ("[[A B|c]]", 'markup "[["'),
        ("a]]", 'markup "]]" is not closed'),
        ("[a](b", "link to b is not allowed"),
        ("*a [[b c*", 'markup "[[" is not closed'),
        ("[a](javascript:b)", "link to javascript:b is not allowed"),
        ("[a](JavaScript:b)", "link to JavaScript:b is not allowed"),
        ("[a](data:b)", "link to data:b is not allowed"),
        ("[a](file:///b)", "link to file:///b is not allowed"),
        ("[a](//b)", "link to //b is not allowed"),
        ("[a](b.md)", "link to b.md is not allowed"),
        ("**[a](javascript:b)**", "link to javascript:b is not allowed"),
        ("*[a](javascript:b)*", "link to javascript:b is not allowed"),
        ("<b>", "<b> is not allowed"),
        ("</b>", "</b> is not allowed"),
        ("<!-- a -->", "<!-- a --> is not allowed"),
        ("<a\nhref=b>", "<a href=b> is not allowed"),
        ("{{ a }}", "{{ is not allowed"),
        ("{% a %}", "{% is not allowed"),
        ("{# a #}", "{# is not allowed"),
    ],
)
def test_faults(text: str, part: str) -> None:
    assert [fault for fault in faults(text) if part in fault]


ANY = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [*"*[]()|- \n\t{}<>!ab", "**", "[[", "]]", "](", "https://", "a-1|", "\n\n", "\n- "]
        ),
        max_size=30,
    ).map("".join),
)


def all_spans(spans: tuple[Span, ...]) -> list[Span]:
    return [one for span in spans for one in (span, *all_spans(span.children))]


@tiny.any_time
@example("<A\n>")
@given(ANY)
def test_any_text_is_parsed(text: str) -> None:
    """Nothing fails, kinds are known, and every link is one that may be followed."""
    found = all_spans(markup.spans(text))
    found += [s for block in markup.blocks(text) for row in block.rows for s in all_spans(row)]
    for span in found:
        assert span.kind in {"plain", "strong", "emphasis", "link", "term"}
        assert span.text == "" or not span.children
        assert span.kind != "link" or span.target.lower().startswith(markup.SCHEMES)
    assert all("\n" not in fault for fault in faults(text))
    assert set(markup.terms(text)) >= {span.target for span in found if span.kind == "term"}


def letters(text: str) -> list[str]:
    return [char for char in text if char.isalnum()]


@tiny.any_time
@given(ANY.filter(lambda text: "[" not in text))
def test_plain_keeps_all_letters(text: str) -> None:
    assert letters(markup.plain(text)) == letters(text)


@tiny.any_time
@given(ANY)
def test_plain_adds_no_letter(text: str) -> None:
    left = iter(letters(text))
    assert all(char in left for char in letters(markup.plain(text)))


@tiny.any_time
@given(st.text(st.characters(categories=["L", "M", "N", "P", "Z"], exclude_characters="*[]-")))
def test_text_without_markup_stays(text: str) -> None:
    assert markup.plain(text) == " ".join(line.strip() for line in text.strip().splitlines())
