"""The documents name everything that a reader of theirs may use, and their links lead somewhere."""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

import rooms
from guide import cli
from guide.content import interface, profile, schema_docs
from guide.content.schema import ContentSchema
from guide.files import fields as content_fields
from guide.site.pages import MACROS
from guide.theme.files import DEFAULTS
from support.paths import ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), ROOT / "content/README.md"]
ROOMS = sorted((ROOT / "plugins/guide").rglob("*.py"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(parser: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with its long options."""
    options: list[str] = []
    for action in parser._actions:
        if isinstance(action.choices, Mapping):
            for word, inner in action.choices.items():
                yield from commands(inner, f"{name} {word}")
        options += [option for option in action.option_strings if option.startswith("--")]
    yield name, [option for option in options if option != "--help"]


def test_every_command_and_option_is_documented() -> None:
    text = read("CONTRIBUTING.md")
    found = dict(commands(cli.command_line(), "guide"))
    assert "guide i18n update" in found
    for name, options in found.items():
        if options or " " in name:
            assert f"`{name}" in text, name
        for option in options:
            assert option in text, (name, option)


def test_every_macro_is_documented() -> None:
    text = read("CONTRIBUTING.md")
    for name in MACROS:
        assert re.search(rf"\b{name}\(", text), name


def fields(record: content_fields.RecordSchema) -> Iterator[str]:
    for name, field in record.fields.items():
        yield name
        if field.record:
            yield from fields(field.record)


def test_every_content_field_is_documented() -> None:
    text = read("content/README.md")
    schema = ContentSchema(profile.read(ROOT)[0])
    assert schema_docs.field_tables(schema) in text, "run `make schema`"
    for _, record in schema.files().values():
        for name in fields(record):
            assert re.search(rf"`(\S*\.)?{name}`", text), name


def test_make_targets_are_documented() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    targets = re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE)
    assert "site" in targets
    for target in targets:
        assert f"make {target}" in text, target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_resolve(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target, _, fragment = link.partition("#")
        if target.startswith(("https://", "mailto:")) or "…" in target:
            continue
        path = (document.parent / target) if target else document
        assert path.exists(), link
        if fragment:
            heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
            assert fragment in slugs, link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_programs_that_documents_name_are_there(document: Path) -> None:
    named = re.findall(r"`(?:python )?((?:tools|tests)/[a-z_/-]+\.py)", document.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_list_of_rooms_is_what_the_rooms_say() -> None:
    text = read("ARCHITECTURE.md")
    assert rooms.with_rooms(text) == text, "run: python tools/rooms.py"


def test_every_layer_is_a_room_and_every_room_has_a_layer() -> None:
    named = {name for names in rooms.layers() for name in names}
    found = {path.stem for path in (ROOT / "plugins/guide").iterdir() if path.suffix == ".py"}
    found |= {path.parent.name for path in (ROOT / "plugins/guide").glob("*/__init__.py")}
    assert named == found - {"__init__"}
    assert len(rooms.layers()) <= 10


def test_no_two_classes_have_one_name() -> None:
    names = [
        node.name
        for path in ROOMS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_error_has_one_base() -> None:
    bases = {
        node.name: [ast.unparse(base) for base in node.bases]
        for path in ROOMS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    ours = {name for name, found in bases.items() if {"GuideError", "BuildError"} & {*found}}
    raised = {name for name, found in bases.items() if {"Exception", "OSError"} & {*found}}
    assert raised - ours == {"GuideError"}
    assert {name for name in ours if not name.endswith("Error")} == set()


def test_no_module_class_or_function_is_long() -> None:
    limits = {ast.Module: 300, ast.ClassDef: 150, ast.FunctionDef: 40}
    for path in ROOMS:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= limits[ast.Module], path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= limits[type(node)], f"{path}: {node.name}"


def test_every_room_and_public_name_says_what_it_is() -> None:
    for path in ROOMS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        head = ast.get_docstring(tree) or ""
        assert head, path
        public = [
            n for n in ast.iter_child_nodes(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)
        ]
        for node in public:
            assert node.name.startswith("_") or ast.get_docstring(node), f"{path}: {node.name}"


def test_every_interface_string_is_used_and_every_used_one_is_there() -> None:
    keys = {name.partition(".")[0] for name in interface.program()}
    files = [path for path in DEFAULTS.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    templates = "".join(path.read_text(encoding="utf-8") for path in files)
    printed = "".join(path.read_text(encoding="utf-8") for path in DEFAULTS.rglob("*.typ"))
    code = "".join(path.read_text(encoding="utf-8") for path in ROOMS)
    used = set(re.findall(r"\bwords\.([a-z-]*[a-z])", printed))
    used |= set(re.findall(r'\bui\("([a-z-]+)"', templates + code))
    used |= set(re.findall(r'(?:interface|title|messages|named)\["([a-z-]+)"\]', templates + code))
    used |= set(re.findall(r'self\.ui\(\s*"([a-z-]+)"', code))
    used |= {word for word in re.findall(r'"([a-z-]+)"', templates) if word in keys}
    used |= {word for word in re.findall(r"words\.([a-z-]+)", templates) if word in keys}
    families = "place|state|standing|status|priority|worksheet|file|offline|search|take|matrix"
    families += "|downloads-use|degree|tool|workbook-say"
    composed = {key for key in keys if re.match(rf"({families})(-|$)", key)}
    begun = {f"{family}-" for family in families.split("|")}
    assert used - keys <= begun
    assert keys - used <= composed


def test_nothing_under_plugins_names_a_part_of_this_guide() -> None:
    stages = yaml.safe_load(read("content/guide.yml"))
    audiences = [a for group in stages["audience_groups"] for a in group["audiences"]]
    names = [*stages["stages"], *audiences]
    rows = read("content/source.tsv").splitlines()[1:]
    names += [row.split("\t")[0] for row in rows]
    for path in ROOMS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        assert not words & {*names}, path.name


ADAPTERS = {"guide.adapters.macros", "guide.adapters.navigation", "guide.adapters.plugin"}
# The others import MkDocs when they run it.


def importing(names: set[str]) -> subprocess.CompletedProcess[str]:
    """Imports rooms where there is neither MkDocs nor a plugin or theme of its own."""
    code = (
        "import importlib, sys;"
        "absent = ('mkdocs', 'mkdocs_macros', 'mkdocs_static_i18n', 'material');"
        "sys.modules |= dict.fromkeys(absent);"
        "[importlib.import_module(name) for name in sys.argv[1:]]"
    )
    command = [sys.executable, "-c", code, *sorted(names)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_room_but_those_of_mkdocs_imports_without_mkdocs() -> None:
    parts = [path.relative_to(ROOT / "plugins").with_suffix("").parts for path in ROOMS]
    names = {".".join(part).removesuffix(".__init__") for part in parts} - {"guide.__main__"}
    done = importing(names - ADAPTERS)
    assert done.returncode == 0, done.stderr
    for name in ADAPTERS & names:
        assert re.search(r"ModuleNotFoundError: .*'?mkdocs", importing({name}).stderr), name


def test_version_is_the_same_everywhere() -> None:
    version = yaml.safe_load(read("content/guide.yml"))["version"]
    assert f'version = "{version}"' in read("pyproject.toml")
