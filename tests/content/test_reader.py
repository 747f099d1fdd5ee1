"""YAML as a tree of strings, and trees read by the records of the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.content.schema import ContentSchema
from guide.core.diagnostics import UnreadableError, did_you_mean
from guide.core.location import Location
from guide.core.profile import Profile, SourceUse
from guide.files import yaml_tree
from guide.files.fields import FieldSchema, FieldType, RecordSchema
from guide.files.validator import Record, Validator
from guide.files.yaml_tree import ListNode, MappingNode, Node, Scalar
from support import tiny

INNER = RecordSchema("inner", {"name": FieldSchema(FieldType.LINE, "A name.", required=True)})
RECORD = RecordSchema(
    "thing",
    {
        "line": FieldSchema(FieldType.LINE, "A line.", required=True, limit=5),
        "prose": FieldSchema(FieldType.PROSE, "Prose."),
        "word": FieldSchema(FieldType.WORD, "A word."),
        "date": FieldSchema(FieldType.DATE, "A date."),
        "number": FieldSchema(FieldType.NUMBER, "A number."),
        "words": FieldSchema(FieldType.WORDS, "Words."),
        "one": FieldSchema(FieldType.RECORD, "A group.", record=INNER),
        "all": FieldSchema(FieldType.RECORDS, "Groups.", record=INNER),
    },
)


def tree(folder: Path, text: str) -> tuple[Node, list[str]]:
    """The tree of a text, and messages about keys that stand twice."""
    path = folder / "file.yml"
    path.write_text(text, encoding="utf-8", newline="")
    root, diagnostics = yaml_tree.read_tree(path, "file.yml")
    return root, [f"{p.location.line}: {p.message}" for p in diagnostics]


def read(folder: Path, text: str, record: RecordSchema = RECORD) -> tuple[Record, list[str]]:
    """The values of a record, and `line: message` of each problem."""
    root, _ = tree(folder, text)
    reader = Validator()
    values = reader.read(root, record)
    return values, [f"{p.location.line}: {p.message}" for p in reader.diagnostics]


def as_data(node: Node) -> object:
    """A tree without its lines."""
    match node:
        case Scalar():
            return node.value
        case ListNode():
            return [as_data(member) for member in node.members]
        case MappingNode():
            return {key.value: as_data(value) for key, value in node.entries.items()}


@pytest.mark.parametrize(
    "word",
    ["No", "yes", "1.10", "0x1F", "1e3", "null", "~", "2026-11-22", "1:30", "012", "<<", "="],
)
def test_words_stay_text(word: str, tmp_path: Path) -> None:
    root, _ = tree(tmp_path, f"- {word}\n- {{{word}: {word}}}\n")
    assert as_data(root) == [word, {word: word}]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("a: 'it''s'\n", {"a": "it's"}),
        ('a: "b\\nc"\n', {"a": "b\nc"}),
        ("a: [b, c]\n", {"a": ["b", "c"]}),
        ("a:\n", {"a": ""}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: é နေ 🌱\n", {"a": "é နေ 🌱"}),
    ],
)
def test_forms(text: str, data: object, tmp_path: Path) -> None:
    assert as_data(tree(tmp_path, text)[0]) == data


def test_lines(tmp_path: Path) -> None:
    root, _ = tree(tmp_path, "# first\na: b\nc:\n  - d\n  - e: |\n      f\n      g\n")
    assert [(s.value, s.location.line) for s in yaml_tree.scalars(root)] == [
        ("b", 2),
        ("d", 4),
        ("f\ng\n", 5),
    ]


def test_key_twice_keeps_the_first(tmp_path: Path) -> None:
    root, diagnostics = tree(tmp_path, "a: b\nc: {a: d}\na: e\na: f\n")
    assert as_data(root) == {"a": "b", "c": {"a": "d"}}
    assert diagnostics == [
        '3: key "a" is defined twice; first on line 1; keep one',
        '4: key "a" is defined twice; first on line 1; keep one',
    ]


@pytest.mark.parametrize(("depth", "good"), [(yaml_tree.MAX_DEPTH, True), (21, False)])
def test_depth(depth: int, good: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column
    text = "[" * depth + "]" * depth
    if good:
        assert isinstance(tree(tmp_path, text)[0], ListNode)
    else:
        with pytest.raises(UnreadableError, match="nested deeper than 20"):
            tree(tmp_path, text)


@pytest.mark.parametrize(("more", "good"), [(0, True), (1, False)])
def test_size(more: int, good: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column
    text = "a: " + "b" * (yaml_tree.MAX_BYTES - 3 + more)
    if good:
        assert isinstance(tree(tmp_path, text)[0], MappingNode)
    else:
        with pytest.raises(UnreadableError, match="30,000,001 bytes, more than 30,000,000"):
            tree(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: b\nc: *d\n", 2, r"alias \*d"),
        ("a: b\nc: &d e\n", 2, "anchor &d"),
        ("a: b\nc: &d\n  e: f\n", 2, "anchor &d"),
        ("a: b\nc: !d e\n", 2, "tag !d"),
        ("a: b\nc: !!int 1\n", 2, "tag tag:yaml.org,2002:int"),
        ("a: b\n---\nc: d\n", 2, "second document"),
        ("a: b\n\tc: d\n", 2, "indented with a tab"),
        ("a:\n\t- b\n", 2, "indented with a tab"),
        ("a: b\nc: d: e\n", 2, "not valid YAML"),
        ("a: b\nc: 'd\n", 2, "not valid YAML"),
        ("a: b\n[c]: d\n", 2, "a key must be plain text"),
        ("a: b\n{{c}}: d\n", 2, "a key must be plain text"),
        ("", 1, "the file is empty"),
        ("# a\n\n", 1, "the file is empty"),
        ("a: b\nc: \x1b[0m\n", 2, r"U\+001B"),
        ("a: b\nc: \u2066\u202dd\n", 2, r"U\+202D"),
        ('a: b\nc: "\\e[0m"\n', 2, r"U\+001B"),
        ("a: b\nc: d\u2028e\n", 2, r"U\+2028"),
        ('a: b\nc: "d\\Le"\n', 2, r"U\+2028"),
        ("%YAML 3.0\n---\na: b\n", 1, "not valid YAML"),
    ],
)
def test_refused(text: str, line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=message) as fault:
        tree(tmp_path, text)
    assert fault.value.diagnostic.location == Location("file.yml", line)


def test_values(tmp_path: Path) -> None:
    values, diagnostics = read(
        tmp_path,
        "line: a b\nprose: |\n  a\n\n  b\nword: w\ndate: 2026-11-22\nnumber: 007\nwords: [x, y]\n"
        "one: {name: n}\nall:\n  - name: m\n  - {name: o}\n",
    )
    assert diagnostics == []
    assert values.scalar("line") == Scalar("a b", Location("file.yml", 1))
    assert values.scalar("prose").value == "a\n\nb"
    assert values.scalar("number").value == "007"
    assert [word.value for word in values.scalars("words")] == ["x", "y"]
    assert values.record("one").scalar("name").value == "n"
    assert [v.scalar("name").value for v in values.records("all")] == ["m", "o"]
    assert [v.location.line for v in values.records("all")] == [12, 13]


def test_what_is_missing_reads_as_empty(tmp_path: Path) -> None:
    values, diagnostics = read(tmp_path, "word: w\n")
    assert diagnostics == ['1: thing has no "line"; add it: A line']
    assert values.scalar("line").value == ""
    assert values.optional("line") is None
    assert values.scalars("words") == ()
    assert values.records("all") == ()
    assert values.record("one").scalar("name").value == ""
    assert [values.has(name) for name in ("word", "line", "words", "one")] == [
        *(True, False),
        *(False, False),
    ]


@pytest.mark.parametrize(
    ("text", "diagnostic"),
    [
        ("line: abcdef\n", '1: "line" has 6 characters, more than 5; shorten it'),
        ('line: "a\\nb"\n', '1: "line" must be one line; remove the line breaks'),
        ('line: "a\\rb"\n', '1: "line" must be one line; remove the line breaks'),
        ("line:\n", '1: "line" is empty; fill it or remove it'),
        ("line: '  '\n", '1: "line" is empty; fill it or remove it'),
        ("line: [a]\n", '1: "line" must be a line of text, not a list'),
        ("line:\n  a: b\n", '2: "line" must be a line of text, not a group of fields'),
        ("line: a\nword: a b\n", '2: "word" must be one word of the letters'),
        ("line: a\nword: ../a\n", '2: "word" must be one word of the letters'),
        ("line: a\nword: .a\n", '2: "word" must be one word of the letters'),
        ("line: a\nword: é\n", '2: "word" must be one word of the letters'),
        ('line: a\nword: "a<b>"\n', '2: "word" must be one word of the letters'),
        ("line: a\ndate: 22.11.2026\n", '2: "date" must be a date such as 2026-11-22'),
        ("line: a\ndate: 2026-02-30\n", '2: "date" must be a date such as 2026-11-22'),
        ("line: a\ndate: 2026-W47-7\n", '2: "date" must be a date such as 2026-11-22'),
        ("line: a\nnumber: -1\n", '2: "number" must be a number, not "-1"'),
        ("line: a\nnumber: 1.5\n", '2: "number" must be a number, not "1.5"'),
        ("line: a\nnumber: ٣\n", '2: "number" must be a number, not "٣"'),
        ("line: a\nnumber: 1234567890\n", '2: "number" must be a number'),
        ("line: a\nwords: b\n", '2: "words" must be a list; begin each member with "- "'),
        ("line: a\nwords: {b: c}\n", '2: "words" must be a list; begin each member with "- "'),
        ("line: a\nwords:\n  - b\n  - [c]\n", '4: "words" must be a list of words'),
        ("line: a\nwords:\n  - b\n  -\n", '4: "words" must be a list of words'),
        ("line: a\nwords:\n  - b\n  - b\n", '4: "b" is listed twice in "words"'),
        ("line: a\none: b\n", "2: inner must be a group of `field: value` lines"),
        ("line: a\none: [b]\n", "2: inner must be a group of `field: value` lines"),
        ("line: a\none: {}\n", '2: inner has no "name"; add it: A name'),
        ("line: a\nall: []\n", '2: "all" is an empty list; fill it or remove it'),
        ("line: a\nall: {name: b}\n", '2: "all" must be a list'),
        ("line: a\nall:\n  - b\n", "3: inner must be a group of `field: value` lines"),
        (
            "line: a\nall:\n  - nam: b\n    name: c\n",
            '3: unknown field "nam" in inner; did you mean',
        ),
        ("line: a\nlin: b\n", '2: unknown field "lin" in thing; did you mean "line"?'),
        ("line: a\nx: b\n", '2: unknown field "x" in thing; use one of: all, date, line'),
        ("- line: a\n", "1: thing must be a group of `field: value` lines"),
        ("line\n", "1: thing must be a group of `field: value` lines"),
    ],
)
def test_problem(text: str, diagnostic: str, tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, text)
    assert len(diagnostics) == 1, diagnostics
    assert diagnostics[0].startswith(diagnostic)


def test_all_problems_at_once(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "word: a b\nnumber: x\nall:\n  - nme: a\n  - b\n")
    assert sorted(diagnostic.split(":")[0] for diagnostic in diagnostics) == [
        "1",
        "1",
        "2",
        "4",
        "4",
        "5",
    ]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("compnies", ["companies", "ngos"], '; did you mean "companies"?'),
        ("x", ["b", "a"], "; use one of: a, b"),
        ("x", [], ""),
        ("x", [f"name-{n}" for n in range(13)], ""),
    ],
)
def test_did_you_mean(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


RECORDS = [
    record for use in SourceUse for _, record in ContentSchema(Profile(source=use)).files().values()
]
NODES: st.SearchStrategy[Node] = st.recursive(
    st.builds(Scalar, st.text(), st.just(Location("f", 1))),
    lambda inner: st.one_of(
        st.builds(ListNode, st.lists(inner, max_size=4), st.just(Location("f", 1))),
        st.builds(
            MappingNode,
            st.dictionaries(
                st.builds(
                    Scalar,
                    st.sampled_from(sorted({name for r in RECORDS for name in r.fields})),
                    st.just(Location("f", 1)),
                ),
                inner,
                max_size=6,
            ),
            st.just(Location("f", 1)),
        ),
    ),
    max_leaves=20,
)


@tiny.any_time
@given(NODES, st.sampled_from(RECORDS))
def test_any_tree_is_read(node: Node, record: RecordSchema) -> None:
    """Whatever stands in a file, reading gives values; required ones are there or noted."""
    reader = Validator()
    values = reader.read(node, record)
    noted = " ".join(diagnostic.message for diagnostic in reader.diagnostics)
    for name, field in record.fields.items():
        assert not field.required or values.has(name) or name in noted or record.name in noted
    for name in record.fields:
        assert isinstance(values.scalar(name).value, str)
        assert all(isinstance(inner, Record) for inner in values.records(name))


SAFE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@tiny.any_time
@given(st.dictionaries(SAFE.filter(lambda s: "\ufeff" not in s), SAFE, min_size=1))
def test_quoted_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, str]
) -> None:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    bad = set("\u202a\u202b\u202c\u202d\u202e\ufffe\uffff")
    lines = [f"? {quoted(key)}\n: {quoted(value)}\n" for key, value in data.items()]
    folder = tmp_path_factory.getbasetemp()
    if bad & set("".join(lines)):
        with pytest.raises(UnreadableError, match="forbidden control character"):
            tree(folder, "".join(lines))
    else:
        assert as_data(tree(folder, "".join(lines))[0]) == data
