"""Strings that try to be more than text, and odd ones that are none the worse for it.

They go through every text of the tiny guide to every output (test_hostile.py), past the checks, as
if these had failed. None of them has markup that texts may carry: each is one run of plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from guide.core.model import Guide, Text
from guide.core.walk import map_texts, texts

_SURROGATES = "".join(map(chr, (0xD800, 0xDFFF)))

HOSTILE: Mapping[str, str] = {
    # --- HTML
    "open tag": "<b",
    "unclosed link": "<a href=//evil.test title=y",
    "link": '<a href="//evil.test">x</a>',
    "double quote": '" onmouseover="alert(1)" x="',
    "single quote": "' onfocus='alert(1)' autofocus x='",
    "backtick": "` onmouseover=alert(1) `",
    "attribute without quotes": " onmouseover=alert(1) style=color:red ",
    "slash": "/><script>alert(1)</script>",
    "refresh": "<meta http-equiv=refresh content='0;url=//evil.test'>",
    "base": "<base href=//evil.test>",
    "script": "</script><script>alert(1)</script>",
    "foreign script": "<script src=//evil.test/x.js></script>",
    "style": "</style><style>*{display:none}</style>",
    "title": "</title><img src=x onerror=alert(1)>",
    "textarea": "</textarea></select></option><img src=x onerror=alert(1)>",
    "main": "</p></li></ul></main></body></html><h1 id=main>x",
    "comment": "--><img src=x onerror=alert(1)><!--",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "svg": "<svg/onload=alert(1)>",
    "math": "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "frame": "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "form": "<form action=//evil.test><input name=x><button>x</button></form>",
    "template": "<template><slot name=x></slot></template><plaintext>",
    "mutation": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "control in a tag": "<scr\x00ipt>alert(1)</scr\x00ipt><img\x0bsrc=x\x0conerror=alert(1)>",
    "fullwidth tag": "＜script＞alert(1)＜/script＞",
    # --- entities
    "named entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "numbers of characters": "&#x3c;script&#x3e;alert(1)&#60;/script&#62;",
    "entity twice": "&amp;lt;b&amp;gt;",
    "open entity": "&lt &nosuch; &#xfffffff; &#0; &",
    # --- Jinja
    "expression": "{{ 7*7 }}",
    "sandbox": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "statement": "{% raw %}{% endraw %}{% include 'main.html' %}",
    "jinja comment": "{# #} {#- open",
    "macro call": "{{ downloads() }} guide-fragment-0-held",
    # --- Typst
    "typst code": '#eval("1+1") #import "common.typ": data #panic("x")',
    "typst read": '#read("common.typ") #include "guide.typ" #link("//evil.test")[x]',
    "typst markup": "$x$ = a\\ @ref <label> #[x] ~ \\u{202e}",
    "typst signs": "` // /* * _ ``` \\",
    # --- Markdown
    "picture": "![x](//evil.test/x.png)",
    "script link": "[x](javascript:alert`1`) [x](vbscript:msgbox) [x](file:///etc/passwd)",
    "data link": "[x](data:text/html,<script>alert`1`</script>) [x](//evil.test)",
    "hidden scheme": "[x](java\tscript:alert(1)) [x](\x01javascript:alert(1))",
    "autolink": "<javascript:alert(1)> <https://evil.test> evil.test",
    "reference": "[x]: //evil.test 'x'",
    "no term": "[[Term|x]] [[|]] [[<b>|x]]",
    "attribute list": "x {: onclick=alert(1) #main .foot } !!! note",
    "html block": "<div markdown=1> # x </div>",
    # --- formulas
    "formula": "=1+1",
    "command": "=cmd|'/c calc'!A0",
    "plus": "+cmd|' /C calc'!A0",
    "at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "tab before": "\t=1+1",
    "return before": "\r=1+1",
    "link by formula": '=HYPERLINK("//evil.test";"x")',
    "array formula": "{=SUM(A1:A9)}",
    "fullwidth formula": "＝1+1",
    "cell within": 'x;=1+1;"x",=1+1,\'',
    "line within": 'x"\n=1+1\r\n@SUM(1)',
    "XLSX escape": "_x0041__x000D__x003D_1+1",
    "head codes": '&L&G&"Arial"&K00-000&D&[File]',
    # --- schemes
    "javascript": "javascript:alert(1)//",
    "control in a scheme": "java\nscript:alert(1) \x02vbscript:msgbox",
    "data": "data:text/html;base64,PHNjcmlwdD4=",
    "file": "file:///etc/passwd \\\\evil.test\\x",
    "plain address": "https://evil.test/?a=1&copy=2#x mailto:x@evil.test",
    "internal": "internal:'x'!A1 external:evil.xlsx",
    # --- XML
    "cdata": "]]><x/><![CDATA[",
    "declaration": '<?xml version="1.0"?><?xml-stylesheet href="//evil.test"?>',
    "doctype": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "namespace": '<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>',
    "word": '</w:t></w:r><w:fldSimple w:instr="DDEAUTO cmd"/><w:r><w:t>',
    "word field": "MERGEFIELD x \\* MERGEFORMAT { DDEAUTO c:\\\\cmd.exe }",
    # --- other formats
    "css": "}</style>*{x:expression(alert(1));background:url(//evil.test)}",
    "json": '"},"x":{"y":"',
    "json script": "\u2028\u2029</script>';alert(1)//",
    "po": '"\nmsgid "x"\nmsgstr "y\\"',
    "po comment": 'x\n#, fuzzy\n#~ msgid "x"\u2028msgid "y"\x85msgid "z"',
    "header": "x\nContent-Type: text/html; charset=UTF-7\nX-Evil: y",
    "placeholders": "{count} {0} {} %s %(x)s {shown} {file} {title.__class__} ${x} \\1 \\g<0> #",
    "path": "../../x",
    "device": "C:\\x|CON|nul.txt|autorun.inf",
    "rule of a page": "------------------------------",
    # --- characters
    "overrides": "\u202eevil\u202d \u202aopen \u202bopen",
    "isolates": "\u2066open \u2067open \u2069\u2069\u2069",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff<\u200bscript>\u00ad",
    "controls": "".join(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)))) + "x",
    "nul": "x\x00<script>\x00y",
    "halves": f"x{_SURROGATES}y",
    "no characters": "x\ufffe\uffff\U0001fffe\U0010ffffy",
    "long word": "W" * 5_000,
    "many marks": "e" + "\u0301" * 2_000,
    "deep brackets": "[" * 50 + "(" * 50 + "<" * 50 + "{" * 50,
}  # fmt: skip

# Too long to go through everything many times: through every output once.
LONG: Mapping[str, str] = {
    "very long word": "W" * 100_000,
    "very many marks": "e" + "\u0301" * 10_000,
    "very deep brackets": "[" * 500 + "(" * 500 + "<" * 500 + "{" * 500,
}

LEGITIMATE: Mapping[str, str] = {
    "Burmese with ZWSP": "လုံခြုံရေး\u200bနှင့် လူ့အခွင့်အရေး\u200bများ။",
    "isolates": "a \u2068مرحبا\u2069 b \u2067שלום\u2069 c",
    "Arabic with ZWNJ": "می\u200cخواهم، 50٪",
    "ampersand": "Research & Development",
    "letters with an ampersand": "Q&A",
    "less than": "<5 %",
    "comparison": "a < b > c",
    "brace": "{",
    "minus": "-5 °C",
    "phone": "+33 1 44 55 66 77",
    "equals": "=",
    "at": "@",
    "quotes": 'the "quoted" word',
    "apostrophe": "it's the 'best'",
    "French quotes": "«\u00a0cité\u00a0» l’école\u202f?",
    "per cent": "100 % %d",
    "underscores": "_underscore_ snake_case",
    "number": "#1 of 2",
    "dollar": "$5",
    "star": "4 * 5",
    "backslash": "a\\b\\n",
    "dashes": "-- --- –",
    "address in prose": "See https://example.org/?a=1&b=2#c or www.example.org.",
    "entity as text": "Write &amp; for &",
    "code as text": "{{ name }} and {% if %}",
    "tag as text": "the <b> element",
    "almost an escape": "_x_ and _x004 and x0041_",
    "emoji": "👩‍👩‍👧‍👦 🇫🇷 😀",
    "dots": "…",
    "semicolon": "a; b; c",
    "ligature": "ﬁ é e\u0301 Ω",
    "brackets": "[x] (y) ]] [[ ](",
}


_FORMULA = ("=", "+", "-", "@", "{=", "＝")


def ids(guide: Guide) -> list[str]:
    """The ids of all texts of a guide, in its order."""
    return list(dict.fromkeys(text.id for text in texts(guide)))


def dealt(names: Sequence[str], strings: Sequence[str], turn: int) -> dict[str, str]:
    """A string for each name; over as many turns as there are strings, each name has each once."""
    return {name: strings[(place + turn) % len(strings)] for place, name in enumerate(names)}


def filled(guide: Guide, values: Mapping[str, str]) -> Guide:
    """The guide with these values in its texts, past all checks."""

    def change(text: Text) -> Text:
        return replace(text, value=values[text.id])

    return map_texts(guide, change)


def packed(strings: Iterable[str], size: int) -> list[str]:
    """Strings joined, so many in each; those that could begin a formula begin a text."""
    found = sorted(strings, key=lambda string: not string.strip().startswith(_FORMULA))
    packs = -(-len(found) // size)
    return ["\u00a0 ".join(found[start::packs]) for start in range(packs)]


def markers(names: Iterable[str]) -> dict[str, str]:
    """A harmless word for each name, found in no other text."""
    return {name: f"word{place:04}end" for place, name in enumerate(names)}
