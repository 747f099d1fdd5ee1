"""Faults planted one by one in a good guide: `guide check` names each, its line, and its mend."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import cli
from guide.content import loader
from support import tiny
from support.paths import TINY

GUIDE, PROFILE = "content/guide.yml", "content/profile.yml"
FRONT, GLOSSARY = "content/front.yml", "content/glossary.yml"
PLANNING, GROWING = "content/stages/planning.yml", "content/stages/growing.yml"
TEACHERS, NEIGHBOURS = "content/audiences/teachers.yml", "content/audiences/neighbours.yml"
SOURCE, POINTS = "content/source.yml", "content/source.tsv"
MESSAGES = "overrides/messages.yml"
LANGUAGES, FRENCH = "translations/languages.yml", "translations/fr.po"
ABOUT, INDEX = "docs/about.md", "docs/index.md"
HERE = "»"  # in a replacement: the problem is expected on this line


@dataclass(frozen=True)
class Fault:
    """Text to replace in a file of the tiny guide, and parts of the message that must follow.

    The problem is expected on the line of HERE in `new`, or else on the line of `at`, a snippet of
    the file, or of another one: "name|snippet". With `more`
    other problems may follow from it; without, it must be the only one.
    """

    name: str
    file: str
    old: str
    new: str
    parts: tuple[str, ...]
    at: str = ""
    more: bool = False


LISTED = "stages: [planning, growing]"


def grouped(*groups: str) -> str:
    """The line that lists the stages, and below it groups of stages."""
    written = (
        f"  - id: part{number}\n    title: Part {number}\n    stages: [{stages}]"
        for number, stages in enumerate(groups, 1)
    )
    return "\n".join((LISTED, "stage_groups:", *written))


FAULTS = (
    # names of files and folders, and the licence
    Fault(
        "a slug with a space",
        GUIDE,
        'version: "2.3"',
        'slug: school garden\nversion: "2.3"',
        ('"slug" must be one word',),
        at="slug:",
    ),
    Fault(
        "a slug in capitals",
        GUIDE,
        'version: "2.3"',
        'slug: Garden\nversion: "2.3"',
        ('"Garden" is not a slug', "small letters from a to z"),
        at="slug:",
    ),
    Fault(
        "a licence that is none",
        GUIDE,
        'version: "2.3"',
        'licence: CC BY\nversion: "2.3"',
        ('"CC BY" is not an SPDX expression', "footer-unofficial"),
        at="licence:",
    ),
    Fault(
        "an answer that is neither yes nor no",
        GUIDE,
        'version: "2.3"',
        'official: never\nversion: "2.3"',
        ('"never" is neither yes nor no; write one of these',),
        at="official:",
    ),
    Fault(
        "pages in a folder of others",
        PROFILE,
        "path: checklist",
        "path: glossary",
        ('"glossary" is the folder of other pages; choose another',),
        at="path: glossary",
        more=True,
    ),
    Fault(
        "pages of both in one folder",
        PROFILE,
        "path: checklist",
        "path: stakeholders",
        ("the pages of stages and of audiences are both in stakeholders; name another",),
        at="audiences: {",
        more=True,
    ),
    # references between the files
    Fault(
        "unknown audience",
        PLANNING,
        "audiences: [neighbours]",
        "audiences: [neighbors]",
        ('unknown audience "neighbors"', 'did you mean "neighbours"?'),
        at="- code: P-1.2",
    ),
    Fault(
        "unknown audience, nothing like it",
        PLANNING,
        "audiences: [neighbours]",
        "audiences: [x]",
        ('unknown audience "x"', "use one of: neighbours, teachers"),
        at="- code: P-1.2",
    ),
    Fault(
        "audience tagged twice",
        PLANNING,
        "          question: Where",
        "          audiences: [teachers]\n          question: Where",
        ('audience "teachers" is tagged twice', "keep one"),
        at="- code: P-1.1",
    ),
    Fault(
        "unknown stage",
        GUIDE,
        "stages: [planning, growing]",
        "stages:\n  - planning\n  - growing\n  - »growin",
        ('"growin" has no file content/stages/growin.yml', 'did you mean "growing"?'),
    ),
    Fault(
        "unknown audience in a group",
        GUIDE,
        "audiences: [neighbours]",
        "»audiences: [neighbours, parents]",
        ('"parents" has no file content/audiences/parents.yml', "use one of"),
    ),
    Fault(
        "unknown code in related",
        PLANNING,
        "related: [TE-1]",
        "related: [TE-11]",
        ('unknown code in related "TE-11"', 'did you mean "TE-1"?'),
        at="- code: P-1.1",
    ),
    Fault(
        "related to itself",
        NEIGHBOURS,
        "related: [W-2]",
        "related: [NE-1]",
        ('"NE-1" is related to itself', "remove it"),
        at="- code: NE-1",
    ),
    Fault(
        "unknown code in carried_out_by",
        PLANNING,
        "carried_out_by: [P-1, W-1]",
        "carried_out_by: [P-1, TE-1]",
        ('unknown code in carried_out_by "TE-1"', "use one of"),
        at="- code: P-F1",
    ),
    Fault(
        "unknown term",
        PLANNING,
        "        text: |\n          Mix some [[compost|",
        "        »text: |\n          Mix some [[compst|",
        ('unknown term "compst"', 'did you mean "compost"?'),
    ),
    Fault(
        "unknown source section",
        GROWING,
        '{section: plants, number: "2"',
        '{section: plant, number: "2"',
        ('unknown source section "plant"', 'did you mean "plants"?'),
        at="- code: W-1",
    ),
    # codes and ids
    Fault(
        "duplicate code",
        GROWING,
        "- code: W-2",
        "- »code: W-1",
        ('code "W-1" is defined twice', f"{GROWING}:13", "give a new code"),
        more=True,
    ),
    Fault(
        "duplicate code of a step",
        PLANNING,
        "factors:",
        'factors:\n  - »code: P-1\n    source: {section: plans, number: "1", line: "9"}\n'
        "    title: Think\n    text: Think.",
        ('"P-1" must look like "P-F1"',),
        more=True,
    ),
    Fault(
        "wrong shape of code",
        PLANNING,
        "code: P-1.2",
        "»code: P-2.2",
        ('code "P-2.2" must look like "P-1.1"',),
        more=True,
    ),
    Fault(
        "wrong prefix of a recommendation",
        TEACHERS,
        "code: TE-2",
        "»code: T-2",
        ('code "T-2" must look like "TE-1"',),
        more=True,
    ),
    Fault(
        "duplicate term",
        GLOSSARY,
        "- id: pta",
        "- »id: compost",
        ('term "compost" is defined twice; first on line 2', "rename one"),
    ),
    Fault(
        "duplicate section",
        FRONT,
        "- id: rules",
        "- »id: purpose",
        ('section "purpose" is defined twice; first on line 2', "rename one"),
        more=True,
    ),
    Fault(
        "duplicate section of the source",
        SOURCE,
        "  - {id: asks",
        '  - {id: plans, part: "1", title: Plans}  # »\n  - {id: asks',
        ('source section "plans" is defined twice', "rename one"),
    ),
    Fault(
        "id differs from the file's name",
        GROWING,
        "id: growing",
        "id: »growth",
        ('id "growth" differs from the file\'s name', 'write "growing"'),
        more=True,
    ),
    Fault(
        "file not listed",
        GUIDE,
        "stages: [planning, growing]",
        "stages: [planning]",
        ("is not listed in content/guide.yml", 'add "growing" there or delete it'),
        at=f"{GROWING}|id: growing",
        more=True,
    ),
    Fault(
        "audience in two groups",
        GUIDE,
        "audiences: [neighbours]",
        "audiences: [neighbours, teachers]",
        ('"teachers" is listed in two groups of content/guide.yml', "keep one"),
        at=f"{TEACHERS}|id: teachers",
        more=True,
    ),
    # groups of stages
    Fault(
        "a stage in no group",
        GUIDE,
        LISTED,
        grouped("planning").replace("stages: [planning, growing]", "stages: [planning, »growing]"),
        ('stage "growing" is in no group of "stage_groups"', "add it to one"),
    ),
    Fault(
        "a stage in two groups",
        GUIDE,
        LISTED,
        grouped("planning, growing", "»growing"),
        ('stage "growing" is in two groups; first on line 10', "keep one"),
    ),
    Fault(
        "a stage twice in a group",
        GUIDE,
        LISTED,
        grouped("planning, growing, »growing"),
        ('"growing" is listed twice in "stages"', "keep one"),
    ),
    Fault(
        "a stage that is not listed",
        GUIDE,
        LISTED,
        grouped("planning, growing, »growin"),
        ('"growin" is not listed in "stages"', 'did you mean "growing"?'),
    ),
    Fault(
        "groups in another order",
        GUIDE,
        LISTED,
        grouped("growing", "»planning"),
        ('"planning" comes after "growing" here, but before it in "stages"', "one order"),
    ),
    Fault(
        "a group without stages",
        GUIDE,
        LISTED,
        grouped("planning, growing", "").replace("  - id: part2", "  - »id: part2"),
        ("the group has no stages", "list at least one, or remove the group"),
    ),
    Fault(
        "a group that lists none",
        GUIDE,
        LISTED,
        grouped("planning, growing") + "\n  - »id: last\n    title: Last",
        ('stage group has no "stages"', "add it"),
    ),
    Fault(
        "no group",
        GUIDE,
        LISTED,
        f"{LISTED}\n»stage_groups: []",
        ('"stage_groups" is an empty list', "fill it or remove it"),
    ),
    Fault(
        "two groups with an id",
        GUIDE,
        LISTED,
        grouped("planning", "growing").replace("  - id: part2", "  - id: »part1"),
        ('stage group "part1" is defined twice; first on line 8', "rename one"),
    ),
    # fields
    Fault(
        "duplicate key",
        GROWING,
        "    title: Sow in rows",
        "    title: Sow in rows\n    »title: Sow in lines",
        ('key "title" is defined twice; first on line 15', "keep one"),
    ),
    Fault(
        "missing field",
        TEACHERS,
        "    title: Keep a diary\n",
        "",
        ('recommendation has no "title"', "add it: Short title"),
        at="- code: TE-2",
    ),
    Fault(
        "misspelt field",
        PLANNING,
        "          evidence: |",
        "          »evidense: |",
        ('unknown field "evidense" in item\'s additions', 'did you mean "evidence"?'),
    ),
    Fault(
        "text for a list",
        PLANNING,
        "related: [TE-1]",
        "»related: TE-1",
        ('"related" must be a list', 'begin each member with "- "'),
    ),
    Fault(
        "list for a text",
        PLANNING,
        "title: Draw a map",
        "»title: [Draw, a map]",
        ('"title" must be a line of text, not a list',),
    ),
    Fault(
        "group for a text",
        PLANNING,
        "title: Draw a map",
        "»title: {draw: a map}",
        ('"title" must be a line of text, not a group of fields',),
    ),
    Fault(
        "text for a group",
        NEIGHBOURS,
        'source: {section: asks, line: "33"}',
        "»source: asks",
        ("source must be a group of `field: value` lines",),
    ),
    Fault(
        "group in a list of words",
        PLANNING,
        "related: [TE-1]",
        "»related: [{code: TE-1}]",
        ('"related" must be a list of words',),
    ),
    Fault(
        "word twice in a list",
        PLANNING,
        "related: [TE-1]",
        "»related: [TE-1, TE-1]",
        ('"TE-1" is listed twice in "related"',),
    ),
    Fault(
        "empty value",
        GROWING,
        "title: Sow in rows",
        "»title:",
        ('"title" is empty', "fill it or remove it"),
    ),
    Fault(
        "empty list of groups",
        GLOSSARY,
        "terms:\n",
        "»terms: []\nold:\n",
        ('"terms" is an empty list', "fill it"),
        more=True,
    ),
    Fault(
        "title too long",
        GROWING,
        "title: Sow in rows",
        f"»title: {'long ' * 30}",
        ('"title" has 149 characters, more than 90', "shorten it"),
    ),
    Fault(
        "line break in a title",
        GROWING,
        "title: Sow in rows",
        "»title: |\n      Sow\n      in rows",
        ('"title" must be one line', "remove the line breaks"),
    ),
    Fault(
        "carriage return in a title",
        GROWING,
        "title: Sow in rows",
        r'»title: "Sow\rin rows"',
        ('"title"', "line"),
    ),
    Fault(
        "space in an id",
        GUIDE,
        "- id: inside",
        "- »id: in side",
        ('"id" must be one word',),
    ),
    Fault(
        "no number",
        GROWING,
        'line: "22"',
        '»line: "22a"',
        ('"line" must be a number, not "22a"',),
        more=True,
    ),
    Fault(
        "no date",
        GUIDE,
        '"2026-05-01"',
        '»"May 2026"',
        ('"date" must be a date such as 2026-11-22, not "May 2026"',),
    ),
    Fault(
        "date without hyphens",
        GUIDE,
        '"2026-05-01"',
        '»"20260501"',
        ('"date" must be a date such as 2026-11-22',),
    ),
    # what the source says
    Fault(
        "audience without recommendations",
        NEIGHBOURS,
        "recommendations:\n",
        "»recommendations: []\nold:\n",
        ('"recommendations" is an empty list', "fill it"),
        more=True,
    ),
    Fault(
        "stage without items",
        PLANNING,
        "steps:\n",
        "old:\n",
        ('stage has neither "steps" nor "items"', "add one"),
        at="id: planning",
        more=True,
    ),
    Fault(
        "source point not covered",
        POINTS,
        "TE-2\t32\t\n",
        "TE-2\t32\t\n»TE-3\t35\t\n",
        ('source point "TE-3" is not covered', "write it"),
    ),
    Fault(
        "line covered twice",
        TEACHERS,
        'number: "2", line: "32"',
        'number: "2", line: "31"',
        ("line 31 of the source is covered twice; first by TE-1", "correct source.line"),
        at="- code: TE-2",
    ),
    Fault(
        "wrong line of the source",
        TEACHERS,
        'number: "2", line: "32"',
        'number: "2", line: "39"',
        (f"source.line is 39, but {POINTS} says 32", "correct one"),
        at="- code: TE-2",
    ),
    Fault(
        "a code that is no source point",
        POINTS,
        "TE-2\t32\t\n",
        "",
        (f'"TE-2" is not a point listed in {POINTS}', 'did you mean "TE-1"?'),
        at=f"{TEACHERS}|code: TE-2",
    ),
    Fault(
        "named audience missing",
        PLANNING,
        "        audiences: {named: [teachers]}\n",
        "",
        ('the source names "teachers" here', "add it to audiences.named"),
        at="- code: P-1.1",
    ),
    Fault(
        "named audience missing from a recommendation",
        POINTS,
        "NE-1\t34\t\n",
        "NE-1\t34\tteachers\n",
        ('the source names "teachers" here', "add it to audiences.named"),
        at=f"{NEIGHBOURS}|code: NE-1",
    ),
    Fault(
        "source point with an unknown audience",
        POINTS,
        "P-1.2\t15\t\n",
        "P-1.2\t15\tneighbors\n",
        ('unknown audience "neighbors"', 'did you mean "neighbours"?'),
        at="P-1.2",
    ),
    Fault(
        "a degree that is none",
        GROWING,
        "    title: Sow in rows",
        "    title: Sow in rows\n    degree: may",
        ('"degree" must be one of must, should, can, not "may"',),
        at="degree:",
    ),
    Fault(
        "recommendations of an audience that is an addition",
        NEIGHBOURS,
        'source: {section: asks, line: "33"}\n',
        "",
        ('audience has recommendations but no "source"; add where it is',),
        at="id: neighbours",
    ),
    Fault(
        "no prefix where codes have one",
        NEIGHBOURS,
        "prefix: NE\n",
        "",
        ('audience has no "prefix"; its codes need one',),
        at="id: neighbours",
        more=True,
    ),
    Fault(
        "audience wrongly named",
        GROWING,
        "    title: Sow in rows",
        "    title: Sow in rows\n    audiences: {named: [teachers]}",
        ('the source does not name "teachers" here', "move it to additions.audiences"),
        at="- code: W-1",
    ),
    Fault(
        "text without source",
        FRONT,
        '    source: {section: preface, line: "1"}\n',
        "",
        ('"text" has no "source"', 'move the text to "additions"'),
        at="id: purpose",
    ),
    Fault(
        "source without text",
        GLOSSARY,
        "    text: Rotted leaves.\n",
        "",
        ('"source" has no "text"', "write what the source says"),
        at="id: compost",
    ),
    Fault(
        "no text at all",
        GLOSSARY,
        "    additions:\n      text: A club of parents and teachers.\n",
        "",
        ("text is missing", 'add "text" with "source", or "additions"'),
        at="id: pta",
    ),
    # former ids and codes
    Fault(
        "alias in use",
        PLANNING,
        "- code: P-1.2",
        "- code: P-1.2\n        »aliases: [P-1.1]",
        ('alias "P-1.1" is still used in content/stages/planning.yml:', "not used"),
    ),
    Fault(
        "alias twice",
        PLANNING,
        "    items:\n      - code: P-1.1",
        "    aliases: [P-9]\n    items:\n      - code: P-1.1\n        »aliases: [P-9]",
        ('alias "P-9" is defined twice; first in ', "keep one"),
    ),
    Fault(
        "header of the points",
        POINTS,
        "code\tline\tnames",
        "»code,line,names",
        ("the first line must be code, line, names", "tabs"),
    ),
    Fault(
        "row of the points",
        POINTS,
        "TE-2\t32\t\n",
        "TE-2\t32\t\n»TE-3 35\n",
        ("not a valid source point (code, line, names, separated by tabs)",),
        more=True,
    ),
    Fault(
        "row of the points twice",
        POINTS,
        "TE-2\t32\t\n",
        "TE-2\t32\t\n»TE-2\t35\t\n",
        ('code "TE-2" is defined twice; first on line 9', "keep one"),
        more=True,
    ),
    # YAML
    Fault(
        "bad YAML",
        FRONT,
        "title: Why a garden",
        "»title: Why: a garden",
        ("not valid YAML", "check quotes, colons and indentation"),
        more=True,
    ),
    Fault(
        "tab",
        FRONT,
        "    title: Why a garden",
        "»\ttitle: Why a garden",
        ("this line is indented with a tab", "use spaces"),
        more=True,
    ),
    Fault(
        "anchor",
        FRONT,
        "title: Why a garden",
        "»title: &why Why a garden",
        ("anchor &why is not allowed", "remove it"),
        more=True,
    ),
    Fault(
        "alias",
        FRONT,
        "title: Why a garden",
        "»title: *why",
        ("alias *why is not allowed", "repeat the text"),
        more=True,
    ),
    Fault(
        "tag",
        FRONT,
        "title: Why a garden",
        "»title: !!python/object/apply:os.getcwd []",
        ("tag tag:yaml.org,2002:python/object/apply:os.getcwd is not allowed", "remove it"),
        more=True,
    ),
    Fault(
        "non-specific tag",
        FRONT,
        "title: Why a garden",
        "»title: ! Why a garden",
        ("tag ! is not allowed", "remove it"),
        more=True,
    ),
    Fault(
        "second document",
        FRONT,
        "  - id: rules",
        "»---\n  - id: rules",
        ("a second document begins here", "keep one document per file"),
        more=True,
    ),
    Fault(
        "key that is no text",
        FRONT,
        "title: Why a garden",
        "»? [a, b]\n    : c",
        ("a key must be plain text", "quote values that contain { or ["),
        more=True,
    ),
    Fault(
        "control character",
        FRONT,
        "title: Why a garden",
        "»title: Why a \x07garden",
        ("forbidden control character U+0007", "delete it"),
        more=True,
    ),
    Fault(
        "control character, escaped",
        FRONT,
        "title: Why a garden",
        r'»title: "Why a \0garden"',
        ("forbidden control character U+0000", "delete it"),
        more=True,
    ),
    Fault(
        "bidirectional override",
        FRONT,
        "title: Why a garden",
        "»title: Why a \u202egarden",
        ("forbidden control character U+202E", "delete it"),
        more=True,
    ),
    Fault(
        "bidirectional override, escaped",
        FRONT,
        "title: Why a garden",
        r'»title: "Why a \u202egarden"',
        ("forbidden control character U+202E", "delete it"),
        more=True,
    ),
    # markup
    Fault(
        "HTML in a text",
        GROWING,
        "text: Give a part",
        "»text: Give <b>a</b> part",
        ("<b> is not allowed", "remove it"),
    ),
    Fault(
        "template code in a text",
        GROWING,
        "text: Give a part",
        "»text: Give {{ a }} part",
        ("template code {{ is not allowed", "remove it"),
    ),
    Fault(
        "unsafe link",
        GROWING,
        "https://example.org/seeds",
        "javascript:alert",
        ("link to javascript:alert is not allowed", "begin it with https://"),
        at="text: Rows",
    ),
    Fault(
        "unsafe link within strong text",
        GROWING,
        "[the seed list](https://example.org/seeds)",
        "**[the seed list](javascript:alert)**",
        ("link to javascript:alert is not allowed", "begin it with https://"),
        at="text: Rows",
    ),
    Fault(
        "unclosed strong text",
        GROWING,
        "text: Give a part",
        "»text: Give **a part",
        ('markup "**" is not closed', "see content/README.md"),
    ),
    Fault(
        "unclosed term within strong text",
        GROWING,
        "text: Give a part",
        "»text: Give **a [[compost part**",
        ('markup "[[" is not closed',),
    ),
    Fault(
        "markup in a title",
        GROWING,
        "title: Sow in rows",
        "»title: Sow *in* rows",
        ("markup is not allowed in this text", "remove it"),
    ),
    # pages
    Fault(
        "page without its subject",
        "docs/checklist/growing.md",
        '{{ stage("growing") }}',
        "»Words only.",
        ("page does not show its subject", 'add {{ stage("growing") }}'),
    ),
    Fault(
        "page with another's subject",
        "docs/stakeholders/teachers.md",
        "teachers",
        "»neighbours",
        ("page does not show its subject", 'add {{ audience("teachers") }}'),
    ),
    Fault(
        "about page without its subject",
        ABOUT,
        '{{ front("purpose", "rules") }}',
        "»Words only.",
        ("page does not show its subject", 'add {{ front("purpose"'),
        more=True,
    ),
    Fault(
        "section shown nowhere",
        ABOUT,
        ', "rules"',
        "",
        ('section "rules" is not shown on any page', 'add {{ front("rules") }}'),
        at=f"{FRONT}|id: rules",
    ),
    Fault(
        "unknown macro",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n\n»{{ glosary() }}",
        ('unknown macro "glosary"', 'did you mean "glossary"?'),
    ),
    Fault(
        "unknown name in a macro call",
        INDEX,
        "{{ home() }}",
        '{{ home() }}\n\n»{{ stage("plannin") }}',
        ('stage: unknown name "plannin"', 'did you mean "planning"?'),
    ),
    Fault(
        "unknown point in a macro call",
        INDEX,
        "{{ home() }}",
        '{{ home() }}\n\n»{{ point("W-9") }}',
        ('point: unknown name "W-9"', "did you mean"),
    ),
    Fault(
        "argument too many",
        INDEX,
        "{{ home() }}",
        '{{ home() }}\n»{{ stage("planning", "growing") }}',
        ('macro "stage" takes one argument',),
    ),
    Fault(
        "argument missing",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n»{{ stage() }}",
        ('macro "stage" takes one argument',),
    ),
    Fault(
        "argument where none is taken",
        INDEX,
        "{{ home() }}",
        '»{{ home("garden") }}',
        ('macro "home" takes no arguments', "remove them"),
    ),
    Fault(
        "broken template code",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n\n»{{ home( }}",
        ("template code is broken",),
        more=True,
    ),
    Fault(
        "unclosed block",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n»{% if home %}",
        ("template code is broken",),
        more=True,
    ),
    Fault(
        "sum",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n\n»{{ 1 + 1 }}",
        ("except for macro calls such as", "remove it"),
    ),
    Fault(
        "call within a paragraph",
        INDEX,
        "{{ home() }}",
        "{{ home() }}\n\nThe terms:\n»{{ glossary() }}",
        ("{{ glossary(…) }} is within a paragraph", "put blank lines around it"),
    ),
    # translations
    Fault(
        "unknown language",
        LANGUAGES,
        "[en, fr]",
        "»[en, fr, fr-Fr]",
        ('"fr-Fr" is not a valid language code', 'did you mean "fr-'),
    ),
    Fault(
        "language without a name",
        LANGUAGES,
        "[en, fr]",
        "»[en, fr, kac]",
        ('no own name for "kac" (Kachin)', "under described: - {code: kac, name: …}"),
    ),
    Fault(
        "source language not first",
        LANGUAGES,
        "[en, fr]",
        "»[fr, en]",
        ('the first language must be the source, "en"', "put it first"),
    ),
    Fault(
        "no language",
        LANGUAGES,
        "[en, fr]",
        "»[]",
        ('"en"',),
    ),
    Fault(
        "share over 100 in the gate",
        LANGUAGES,
        "gate: {listed: 0, complete: 0}",
        "»gate: {listed: 135}",
        ('"listed" must be a percentage', "write 0 to 100"),
    ),
    Fault(
        "share that is no number",
        LANGUAGES,
        "gate: {listed: 0, complete: 0}",
        "»gate: {complete: most}",
        ('must be a number, not "most"',),
    ),
    Fault(
        "misspelt field of the gate",
        LANGUAGES,
        "gate: {listed: 0, complete: 0}",
        "»gate: {listd: 35}",
        ('"listd"', 'did you mean "listed"?'),
    ),
    Fault(
        "unterminated string",
        FRENCH,
        'msgstr "Le jardin de l’école"',
        '»msgstr "Le jardin de l’école',
        ("not a valid PO file from here on", "check the quotes"),
    ),
    Fault(
        "text out of place in a catalogue",
        FRENCH,
        'msgstr "Le jardin',
        '»Le jardin\nmsgstr "Le jardin',
        ("not a valid PO file from here on", "check the quotes"),
    ),
    Fault(
        "text translated twice",
        FRENCH,
        'msgctxt "interface.permalink"',
        '»msgctxt "W-1.title"',
        ('"W-1.title" is defined twice; first on line', "keep one"),
    ),
    Fault(
        "translation without a name",
        FRENCH,
        'msgctxt "interface.permalink"\nmsgid',
        "»msgid",
        ("entry has no msgctxt", "restore it from guide.pot"),
    ),
    Fault(
        "bad markup in a translation",
        FRENCH,
        "- regardez *encore*",
        "- regardez **encore",
        ("P-1.2.text", 'markup "**" is not closed'),
        at="# A draft, with markup",
    ),
    Fault(
        "HTML in a translation",
        FRENCH,
        "Semez en lignes",
        "Semez <i>en</i> lignes",
        ("W-1.title", "<i> is not allowed", "remove it"),
        at="# Stale: the English",
    ),
    Fault(
        "markup in a translated title",
        FRENCH,
        "Semez en lignes",
        "Semez *en* lignes",
        ("W-1.title", "markup is not allowed in this text", "remove it"),
        at="# Stale: the English",
    ),
    Fault(
        "line break in a translated title",
        FRENCH,
        "Semez en lignes",
        r"Semez\nen lignes",
        ("W-1.title", "one line"),
        at="# Stale: the English",
    ),
    Fault(
        "wrong placeholder",
        FRENCH,
        "vers le point {code}",
        "vers le point {nom}",
        ("interface.permalink", "placeholders must be {code}"),
        at='msgctxt "interface.permalink"',
    ),
    Fault(
        "placeholder of an older English text",
        FRENCH,
        'msgid "Link to point {code}"\nmsgstr "Lien vers le point {code}"',
        'msgid "Link to point {name}"\nmsgstr "Lien vers le point {name}"',
        ("interface.permalink", "placeholders must be {code}"),
        at='msgctxt "interface.permalink"',
    ),
    Fault(
        "unknown term in a translation",
        FRENCH,
        "peu de [[compost|compost]]",
        "peu de [[terreau|terreau]]",
        ('P-1.2.text: unknown term "terreau"',),
        at="# A draft, with markup",
    ),
    # the guide's own words for messages
    Fault(
        "unknown message",
        MESSAGES,
        "permalink: Link",
        "permalnk: Link",
        ('unknown message "permalnk"', 'did you mean "permalink"?'),
        at="permalnk",
    ),
    Fault(
        "wrong placeholder in a message",
        MESSAGES,
        "Link to point {code}",
        "»Link to point {kode}",
        ('"permalink" has no placeholder {kode}', "use {code}"),
        more=True,
    ),
    Fault(
        "HTML in a message",
        MESSAGES,
        "Link to point",
        "»Link to <b>point</b>",
        ("HTML code <b> is not allowed", "remove it"),
    ),
    # texts that would mislead readers, or that they would see as code
    Fault(
        "unclosed tag in a title",
        GROWING,
        "title: Sow in rows",
        "»title: Sow <a href=//x title=y in rows",
        ("HTML code <a href=//x title=y in rows is not allowed", "remove it"),
    ),
    Fault(
        "entity in a text",
        GROWING,
        "text: Give a part",
        "»text: Give &lt; part",
        ("&lt; is not allowed",),
    ),
    Fault(
        "image in a text",
        GROWING,
        "[the seed list](https",
        "![the seed list](https",
        ("an image is not allowed", "write a link"),
        at="text: Rows",
    ),
    Fault(
        "unbalanced isolate",
        GROWING,
        "title: Sow in rows",
        '»title: "Sow \u2067in rows"',
        ("direction isolates U+2066–2069 are not in pairs",),
    ),
    Fault(
        "not NFC",
        GROWING,
        "title: Sow in rows",
        "»title: Sow in ro\u0302ws",
        ("not in Unicode form NFC",),
    ),
    Fault(
        "homoglyph",
        GROWING,
        "title: Sow in rows",
        "»title: Sow in r\u043ews",
        ('"r\u043ews" has CYRILLIC and LATIN letters',),
    ),
    Fault(
        "byte order mark in a text",
        GROWING,
        "title: Sow in rows",
        "»title: Sow in\ufeff rows",
        ("character U+FEFF cannot be displayed", "delete it"),
    ),
    Fault(
        "private use",
        GROWING,
        "title: Sow in rows",
        "»title: Sow in \ue000 rows",
        ("character U+E000 cannot be displayed",),
    ),
    Fault(
        "image in a translation",
        FRENCH,
        "Semez en lignes",
        "Semez ![x](https://x.y) lignes",
        ("W-1.title: an image is not allowed",),
        at="# Stale: the English",
        more=True,
    ),
    Fault(
        "isolate in a stale translation",
        FRENCH,
        "Semez en lignes",
        "Semez \u2067en lignes",
        ("W-1.title: direction isolates",),
        at="# Stale: the English",
    ),
    Fault(
        "homoglyph in a translation",
        FRENCH,
        "Le jardin de",
        "L\u0435 jardin de",
        ("guide.title: ", "CYRILLIC"),
        at="# A draft.",
    ),
    Fault(
        "too long a translation",
        FRENCH,
        "Le jardin de",
        "Le jardin" + " et le jardin" * 20 + " de",
        ("guide.title: ", "shorten it"),
        at="# A draft.",
    ),
)


def check(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
) -> tuple[int, list[str]]:
    """Status and output lines of `guide check`."""
    status, out = tiny.run(root, monkeypatch, capsys, "check", *arguments)
    assert "Traceback" not in out
    return status, out.splitlines()


def place(root: Path, fault: Fault) -> str:
    """`file:line` where the fault's problem is expected; takes the mark out of the file."""
    if not fault.at:
        line = tiny.line_of(root, fault.file, HERE)
        tiny.edit(root, fault.file, HERE, "")
        return f"{fault.file}:{line}"
    name, _, snippet = fault.at.rpartition("|")
    return f"{name or fault.file}:{tiny.line_of(root, name or fault.file, snippet)}"


def expect(lines: list[str], location: str, parts: tuple[str, ...], *, more: bool) -> None:
    """One line stands at the place and holds all parts; there are no others unless `more`."""
    here = [line for line in lines if line.startswith(f"{location}: ")]
    assert any(all(part in line for part in parts) for line in here), lines
    assert more or len(lines) == 1, lines


def test_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tiny.copy(tmp_path / "g"), monkeypatch, capsys) == (0, [])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault(
    fault: Fault,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    tiny.edit(root, fault.file, fault.old.replace(HERE, ""), fault.new)
    location = place(root, fault)
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    expect(lines, location, fault.parts, more=fault.more)


# Faults of whole files: name, file, what to do with it, the line, parts of the message.
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MOST_ITEMS = "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}\n"


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(30 * 1024 * 1024)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def unreadable(path: Path) -> None:
    """A link to itself: no user can read it, not even root."""
    path.unlink()
    path.symlink_to(path.name)


def holding(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


BAD_FILES: tuple[tuple[str, str, Callable[[Path], object], int, tuple[str, ...]], ...] = (
    ("missing", GUIDE, Path.unlink, 1, ("cannot be read", "No such file")),
    ("missing points", POINTS, Path.unlink, 1, ("cannot be read", "No such file")),
    (
        "missing catalogue",
        FRENCH,
        Path.unlink,
        1,
        ("there is no such file", "run guide i18n new fr"),
    ),
    ("missing languages", LANGUAGES, Path.unlink, 1, ("cannot be read", "No such file")),
    (
        "missing page",
        "docs/checklist/growing.md",
        Path.unlink,
        1,
        ("page is missing", 'create it with {{ stage("growing") }}'),
    ),
    ("empty", FRONT, holding(b""), 1, ("the file is empty", "add its fields or delete it")),
    ("comments only", FRONT, holding(b"# a\n# b\n"), 1, ("the file is empty",)),
    ("empty catalogue", FRENCH, holding(b""), 1, ("header", "restore the last good copy")),
    (
        "catalogue without a header",
        FRENCH,
        holding(b'msgctxt "guide.title"\nmsgid "a"\nmsgstr "b"\n'),
        1,
        ("header", "restore the last good copy"),
    ),
    ("not UTF-8", FRONT, holding(b"sections:\n  - id: caf\xe9\n"), 2, ("not UTF-8", "save")),
    ("UTF-16", FRONT, holding("sections:".encode("utf-16")), 1, ("not UTF-8", "save")),
    ("catalogue not UTF-8", FRENCH, holding(b"#\n#\n# caf\xe9\n"), 3, ("not UTF-8", "save")),
    ("page not UTF-8", INDEX, holding(b"{{ home() }}\n\ncaf\xe9\n"), 3, ("not UTF-8", "save")),
    ("points not UTF-8", POINTS, holding(b"code\tline\tnames\n\xe9"), 2, ("not UTF-8", "save")),
    ("30 MB", FRONT, sparse, 1, ("31,457,280 bytes, more than", "is it the right file?")),
    ("catalogue of 30 MB", FRENCH, sparse, 1, ("31,457,280 bytes", "is it the right file?")),
    ("deep", FRONT, holding(b"[" * 20_000), 1, ("nested deeper than 20 levels", "flatten it")),
    ("deep and closed", FRONT, holding(b"[" * 900 + b"]" * 900), 1, ("nested deeper than 20",)),
    ("alias bomb", FRONT, holding(BOMB.encode()), 1, ("anchor &a is not allowed", "remove it")),
    ("folder", FRONT, folder, 1, ("cannot be read", "Is a directory")),
    ("page that is a folder", INDEX, folder, 1, ("cannot be read", "Is a directory")),
    ("unreadable", FRONT, unreadable, 1, ("cannot be read",)),
    ("unreadable catalogue", FRENCH, unreadable, 1, ("cannot be read",)),
    ("list at the top", FRONT, holding(b"- a\n"), 1, ("front matter must be a group",)),
    ("word at the top", LANGUAGES, holding(b"# fr\nfr\n"), 2, ("languages must be a group",)),
    ("deep template code", INDEX, holding(MOST_ITEMS.encode()), 1, ("template code",)),
    (
        "huge number in template code",
        INDEX,
        holding(b"{{ " + b"9" * 5000 + b" }}"),
        1,
        ("template code",),
    ),
)


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad[0])
def test_bad_file(
    bad: tuple[str, str, Callable[[Path], object], int, tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    _, name, spoil, line, parts = bad
    spoil(root / name)
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    expect(lines, f"{name}:{line}", parts, more=True)
    assert all(line.startswith(("content/", "docs/", "translations/")) for line in lines)


FOREIGN = "template code is not allowed, except for macro calls"
# What MkDocs or its macros plugin would run at build time, and where: name, file, text, line.
TEMPLATE_CODE = (
    ("sum", INDEX, "{{ home() }}\n\n{{ 1 + 1 }}", 3),
    ("name", INDEX, "{{ home() }}\n{{ config }}", 2),
    ("filter", INDEX, "{{ home() }}\n{{ home() | upper }}", 2),
    ("attribute", INDEX, "{{ home() }}\n{{ home().__class__ }}", 2),
    ("method", INDEX, "{{ home() }}\n{{ home.__call__() }}", 2),
    ("nested call", INDEX, '{{ home() }}\n{{ stage(front("purpose")) }}', 2),
    ("keyword", INDEX, '{{ home() }}\n{{ stage(ident="growing") }}', 2),
    ("spread", INDEX, "{{ home() }}\n{{ stage(*[1]) }}", 2),
    ("loop", INDEX, "{{ home() }}\n{% for i in [1] %}{{ home() }}{% endfor %}", 2),
    ("condition", INDEX, "{{ home() }}\n{% if 1 %}a{% endif %}", 2),
    ("assignment", INDEX, "{{ home() }}\n{% set a = 1 %}", 2),
    ("inclusion", INDEX, '{{ home() }}\n{% include "/etc/passwd" %}', 2),
    (
        "cycler",
        INDEX,
        '{{ home() }}\n\n{{ cycler.__init__.__globals__.os.popen("id").read() }}',
        3,
    ),
    # MkDocs keeps front matter that is no mapping in the page, and the macros plugin renders it.
    ("front matter that is none", INDEX, "---\n{{ cycler.next() }}\n---\n{{ home() }}", 2),
    # The macros plugin renders titles, too.
    ("title", "docs/own.md", '---\ntitle: "{{ cycler.next() }}"\n---\nWords\n', 2),
    # MkDocs takes these for pages, too.
    ("markdown", "docs/own.markdown", "# Own\n{{ cycler.next() }}\n", 2),
    ("mdown", "docs/own.mdown", "# Own\n{{ cycler.next() }}\n", 2),
    ("mkd", "docs/own.mkd", "# Own\n{{ cycler.next() }}\n", 2),
    ("mkdn", "docs/own.mkdn", "# Own\n{{ cycler.next() }}\n", 2),
    ("translated page", "docs/about.fr.md", "# Own\n{{ cycler.next() }}\n", 2),
)


@pytest.mark.parametrize("case", TEMPLATE_CODE, ids=lambda case: case[0])
def test_template_code(
    case: tuple[str, str, str, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    _, name, text, line = case
    (root / name).write_text(text, encoding="utf-8")
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    expect(lines, f"{name}:{line}", (FOREIGN,), more=False)


def test_two_faults_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Points without a line in the source are not said to share line 0."""
    root = tiny.copy(tmp_path / "g")
    for number in ("31", "32"):
        tiny.edit(root, TEACHERS, f', line: "{number}"', "")
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    assert len(lines) == 2, lines
    assert all('source has no "line"' in line for line in lines)


def test_good_code_is_not_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An item that takes a factor's code is the fault; the factor's code is good."""
    root = tiny.copy(tmp_path / "g")
    tiny.edit(root, GROWING, "code: W-1", "code: W-F1")
    status, lines = check(root, monkeypatch, capsys)
    factor = tiny.line_of(root, GROWING, "code: W-F1")
    assert status == 1
    assert any('code "W-F1" is defined twice' in line for line in lines)
    assert not [line for line in lines if line.startswith(f"{GROWING}:{factor}:")]


SEVERAL = (
    (PLANNING, "text: Plants need", "txt: Plants need", 'unknown field "txt"'),
    (GROWING, "title: Sow in rows", "title: Sow *in* rows", "markup is not allowed"),
    (TEACHERS, "text: A garden", "text: A <b>garden", "<b> is not allowed"),
    (FRONT, "title: Why a garden", "title:", '"title" is empty'),
    (SOURCE, "title: Preface", "titel: Preface", 'unknown field "titel"'),
    (INDEX, "{{ home() }}", "{{ home() }} {{ hom() }}", 'unknown macro "hom"'),
    (ABOUT, '"rules"', '"rule"', 'front: unknown name "rule"'),
    (FRENCH, "Semez en lignes", "Semez **en lignes", 'markup "**" is not closed'),
)


@pytest.mark.parametrize("names", [("content/",), ("content/", "docs/", "translations/")], ids=str)
def test_all_in_one_run_sorted(
    names: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    planted = [row for row in SEVERAL if row[0].startswith(names)]
    for name, old, new, _ in planted:
        tiny.edit(root, name, old, new)
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    missing = [
        row for row in planted if not any(x.startswith(row[0]) and row[3] in x for x in lines)
    ]
    assert not missing, lines
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines]
    assert places == sorted(places)
    assert len(set(lines)) == len(lines)


def test_words_stay_text(tmp_path: Path) -> None:
    root = tiny.copy(tmp_path / "g")
    tiny.edit(root, GUIDE, "title: The School Garden", "title: No")
    tiny.edit(root, GUIDE, 'version: "2.3"', "version: 1.10")
    tiny.edit(root, GUIDE, "publishers: The Hill School", "publishers: 0x1F")
    tiny.edit(root, GROWING, "title: Share what you grow", "title: ~")
    guide = loader.load(root)
    assert (guide.title.value, guide.version, guide.publishers.value) == ("No", "1.10", "0x1F")
    assert guide.points["W-2"].title.value == "~"


def test_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "g")
    assert tiny.run(root, monkeypatch, capsys, "check", "--format", "json") == (0, "[]\n")
    tiny.edit(root, PLANNING, "carried_out_by: [P-1, W-1]", 'carried_out_by: ["é\\"\\\\"]')
    status, out = tiny.run(root, monkeypatch, capsys, "check", "--format", "json")
    (row,) = json.loads(out)
    assert status == 1
    assert set(row) == {"file", "line", "message"}
    assert (row["file"], row["line"]) == (PLANNING, 9)
    assert 'unknown code in carried_out_by "é"\\"' in row["message"]


def test_github(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny.copy(tmp_path / "g")
    (root / "docs" / "a,b%:c.md").write_text("\n{{ nothing100percent() }}", encoding="utf-8")
    tiny.edit(root, PLANNING, "carried_out_by: [P-1, W-1]", "carried_out_by: [50%]")
    status, lines = check(root, monkeypatch, capsys, "--format", "github")
    assert status == 1
    assert lines[0].startswith(f"::error file={PLANNING},line=9::unknown code in carried_out_by ")
    assert '"50%25"' in lines[0]
    tiny.edit(root, PLANNING, "carried_out_by: [50%]", "carried_out_by: [W-1]")
    _, lines = check(root, monkeypatch, capsys, "--format", "github")
    assert lines[0].startswith("::error file=docs/a%2Cb%25%3Ac.md,line=1::its name becomes ")
    assert lines[1].startswith("::error file=docs/a%2Cb%25%3Ac.md,line=2::unknown macro ")


# Words with line breaks or half characters: each problem still is one line that can be printed.
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((PLANNING, "id: planning", "id: [planning"), "content/stages/planning.yml:"),
        ((LANGUAGES, "listed: 0", "listed: 900"), "0 to 100"),
        ((LANGUAGES, "languages: [en,", "languages: [en, es,"), "run guide i18n new es"),
    ],
)
def test_pages_are_not_blamed_for_a_file_that_cannot_be_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str, str],
    said: str,
) -> None:
    root = tiny.copy(tmp_path / "g")
    (root / "docs/visits.md").write_text("# Visits\n", encoding="utf-8")
    (root / "docs/visits.fr.md").write_text("# Visites\n", encoding="utf-8")
    tiny.edit(root, *change)
    _, lines = check(root, monkeypatch, capsys)
    assert any(said in line for line in lines)
    assert [line for line in lines if line.startswith("docs/") or "neither" in line] == []


BREAKING = (
    (PLANNING, "related: [TE-1]", r'related: ["TE\n1: x"]'),
    (PLANNING, "related: [TE-1]", r'related: ["TE\L1: x"]'),
    (PLANNING, "          note:", '          "no\\nte":'),
    (GUIDE, "stages: [planning, growing]", r'stages: [planning, growing, "a\n1: b"]'),
    (INDEX, "{{ home() }}", '{{ home() }}{{ stage("a\\nb") }}'),
    (FRENCH, 'msgctxt "W-2.title"', 'msgctxt "a\\n1"\nmsgid "a"\nmsgstr "a"\n\nmsgctxt "a\\n1"'),
)
PROBLEM = re.compile(r"(content|docs|translations)/[^:\n]*:[1-9]\d*: \S.*")


@pytest.mark.parametrize("case", BREAKING, ids=str)
def test_one_line_a_problem(
    case: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "g")
    tiny.edit(root, *case)
    status, lines = check(root, monkeypatch, capsys)
    assert status == 1
    assert [line for line in lines if not PROBLEM.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ((PLANNING, "related: [TE-1]", "related: [ဘာသာ]"), "- code: P-1.1"),
        ((INDEX, "{{ home() }}", '{{ home() }}\n{{ stage("\\ud800") }}'), "{{ stage"),
    ],
)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_narrow_terminal(
    change: tuple[str, str, str], at: str, encoding: str, tmp_path: Path
) -> None:
    """A terminal that cannot show a character does not stop the report (Windows, old locales)."""
    root = tiny.copy(tmp_path / "g")
    tiny.edit(root, *change)
    ran = subprocess.run(
        [sys.executable, "-m", "guide", "check"],
        cwd=root,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    (line,) = ran.stdout.decode(encoding).splitlines()
    assert line.startswith(f"{change[0]}:{tiny.line_of(root, change[0], at)}: ")


def test_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check"])
    assert stopped.value.code == 2


WORDS = (
    *"-:#&*!|>?%@`\"'{}[],~<\\\t\n ",
    *("\r\n", "\x85", "\u2028", "\ufeff", "\u202e", "\0", "é", "နေ", "\\x00", "\\u202e"),
    *(
        "---",
        "...",
        "- ",
        ": ",
        "\n  ",
        "\n    ",
        "'",
        "<<: ",
        "!!str ",
        "!!binary ",
        "%YAML 1.1\n",
    ),
    *("sections", "id", "title", "source", "section", "line", "text", "additions", "note"),
    *(
        "purpose",
        "rules",
        "preface",
        "1",
        "**",
        "[[compost|x]]",
        "{{ x }}",
        "<b>",
        "](javascript:a",
    ),
)
YAMLISH = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
SPOILT = st.builds(
    lambda text, at, length, word: text[:at] + word + text[at + length :],
    st.just((TINY / FRONT).read_text(encoding="utf-8")),
    st.integers(0, 420),
    st.integers(0, 12),
    YAMLISH,
)
FILES = st.one_of(st.binary(max_size=80), YAMLISH.map(str.encode), SPOILT.map(str.encode))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES)
def test_any_file(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    if not root.exists():
        tiny.copy(root)
    (root / FRONT).write_bytes(data)
    status, out = tiny.run(root, monkeypatch, capsys, "check")
    lines = out.split("\n")[:-1]
    assert (status, bool(lines)) in {(0, False), (1, True)}
    assert [line for line in lines if not PROBLEM.fullmatch(line)] == []


@pytest.mark.parametrize("name", ["content/front.yml", "content/glossary.yml"])
def test_a_file_that_cannot_be_read_is_one_problem(
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tiny.copy(tmp_path / "guide")
    (root / name).write_text("sections: [", encoding="utf-8")
    status, out = tiny.run(root, monkeypatch, capsys, "check")
    assert status == 1
    assert out.count("\n") == 1, out
    assert out.startswith(f"{name}:1: not valid YAML")
