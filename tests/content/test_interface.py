"""A project's own words for messages of the program: `overrides/messages.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.content import interface
from guide.content.assemble import Assembler
from guide.content.interface import Missing
from guide.core.diagnostics import Diagnostic, as_text
from guide.core.location import Location
from guide.core.model import Text
from guide.core.profile import Profile
from guide.theme.messages import placeholders

NAME = "overrides/messages.yml"


WHOLE = interface.fitting(interface.program(), ())


def read(root: Path, missing: tuple[Missing, ...] = ()) -> tuple[dict[str, Text], list[Diagnostic]]:
    return interface.read(root, Assembler(Profile()), missing)


def write(root: Path, text: str) -> Path:
    (root / "overrides").mkdir()
    (root / NAME).write_text(text, encoding="utf-8")
    return root


def test_without_a_file_the_program_s_words_are_used(tmp_path: Path) -> None:
    messages, problems = read(tmp_path)
    assert messages == WHOLE
    assert problems == []
    assert messages["search"].location.file == "guide/theme/messages.yml"


def test_only_what_the_file_names_is_replaced_in_the_order_of_the_program(tmp_path: Path) -> None:
    messages, problems = read(write(tmp_path, "search: Look up\npage-home: Start\n"))
    assert problems == []
    assert messages["search"].value == "Look up"
    assert messages["search"].id == "interface.search"
    assert messages["search"].location == Location(NAME, 1)
    assert list(messages) == list(WHOLE)
    rest = {key: text for key, text in messages.items() if key not in {"search", "page-home"}}
    assert rest.items() <= WHOLE.items()


def test_a_guide_that_lacks_something_has_other_words(tmp_path: Path) -> None:
    assert read(tmp_path)[0]["items-named"].id == "interface.items-named"
    messages, problems = read(tmp_path, (Missing.SOURCE, Missing.FACTORS))
    assert problems == []
    assert messages["items-named"].id == "interface.items-named.no-source"
    assert "source" not in messages["items-named"].value
    assert "factors" not in messages["checklist-lead"].value
    assert messages["take-print-text"].id == "interface.take-print-text"
    assert list(messages) == list(WHOLE)
    few = read(tmp_path, (Missing.AUDIENCES, Missing.GLOSSARY))[0]
    assert "glossary" not in few["search-failed"].value
    assert "narrowed" not in few["downloads-print-text"].value
    own = write(tmp_path, "items-named: For them\n")
    assert read(own, (Missing.SOURCE,))[0]["items-named"].value == "For them"


def test_words_with_an_ending_follow_those_without_and_have_no_other_placeholders() -> None:
    seen: dict[str, Text] = {}
    endings = set()
    for name, text in interface.program().items():
        key, _, ending = name.partition(".")
        if ending:
            endings.add(ending)
            assert {*placeholders(text.value)} <= {*placeholders(seen[key].value)}, name
        else:
            seen[key] = text
    assert endings == {*Missing}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("serch: Look", 'unknown message "serch"; did you mean "search"?'),
        ("qq: Look", 'unknown message "qq"; translations/guide.pot lists all, as interface.<key>'),
        ('step: "Step {n}"', '"step" has no placeholder {n}; use {number}'),
        ('menu: "{a}"', '"menu" has no placeholder {a}; remove it'),
        ("menu:", '"menu" must be a line of text; write it, or delete the key'),
        ("menu: [a]", '"menu" must be a line of text; write it, or delete the key'),
        ("menu: A\nmenu: B", "twice"),
        ("- menu", "must be lines of `key: words`; correct the file, or delete it"),
        ("", "the file is empty; add its fields or delete it"),
        ("menu: 'a", "not valid YAML"),
    ],
)
def test_a_fault_is_one_line_with_what_to_do(text: str, problem: str, tmp_path: Path) -> None:
    messages, problems = read(write(tmp_path, text))
    line = 2 if "\n" in text else 1
    assert len(problems) == 1
    assert as_text(problems).startswith(f"{NAME}:{line}: ")
    assert problem in as_text(problems)
    assert list(messages) == list(WHOLE)


def test_a_placeholder_may_be_left_out(tmp_path: Path) -> None:
    messages, problems = read(write(tmp_path, 'citation-whole: "{publishers}: {title}"'))
    assert problems == []
    assert messages["citation-whole"].value == "{publishers}: {title}"
