"""A tool that uses every field, for copies of the tiny guide, which has none."""

from __future__ import annotations

from pathlib import Path

from support import tiny

NAME = "content/tools/visit.yml"
TOOL = """\
id: visit
title: Record a visit to the beds
summary: |
  For the day when you look at **all** beds.

  One sheet for each visit; see [[compost|compost]].
when: Once a month, and after a storm
who: Two gardeners
duration: Half an hour
needs: This sheet, a pen, the map
audiences: [teachers, neighbours]
points: [P-F1]
paper: landscape
spreadsheet: yes
parts:
  - id: head
    title: The visit
    points: [P-1.1]
    text: |
      Write before you walk:

      - one line for each bed
      - *no* names of children
    fields:
      - {id: date, label: Date and weather}
      - id: beds
        label: Beds that were dry
        lines: 3
  - id: agree
    title: What was agreed
    choose: one
    checks:
      - id: water
        text: Somebody waters **today**.
        points: [W-1]
      - {id: wait, text: We wait for rain.}
  - id: beds
    title: Bed by bed
    text: Go round with the sun.
    table:
      answers:
        - {id: good, title: In good order, letters: G}
        - {id: poor, title: Needs work}
      columns:
        - {id: who, title: Bed, width: 4}
        - {id: state, title: State, type: answer}
        - {id: cost, title: Cost, type: number}
        - {id: day, title: By when, type: date}
        - {id: codes, title: Points, type: codes, width: 2}
        - {id: points, title: In words, type: points, width: 3}
      rows:
        - {id: early, stage: planning}
        - id: north
          points: [P-1.2, W-2]
          cells: {who: The bed by the wall, state: poor}
        - {id: late, title: Later in the year}
        - id: south
          points: [TE-1]
      blank_rows: 4
  - id: year
    title: A picture of the year
    scale:
      points: [P-F1, W-F1, NE-1, TE-2]
      levels: [{id: low, title: Not yet}, {id: mid, title: Partly}, {id: high, title: In place}]
"""
# The id of each text of the tool, in its order, and what it says.
TEXTS = {
    "title": "Record a visit to the beds",
    "summary": "For the day when you look at **all** beds.\n\n"
    "One sheet for each visit; see [[compost|compost]].",
    "when": "Once a month, and after a storm",
    "who": "Two gardeners",
    "duration": "Half an hour",
    "needs": "This sheet, a pen, the map",
    "head.title": "The visit",
    "head.text": "Write before you walk:\n\n- one line for each bed\n- *no* names of children",
    "head.date.label": "Date and weather",
    "head.beds.label": "Beds that were dry",
    "agree.title": "What was agreed",
    "agree.water.text": "Somebody waters **today**.",
    "agree.wait.text": "We wait for rain.",
    "beds.title": "Bed by bed",
    "beds.text": "Go round with the sun.",
    "beds.good.title": "In good order",
    "beds.good.letters": "G",
    "beds.poor.title": "Needs work",
    "beds.who.title": "Bed",
    "beds.state.title": "State",
    "beds.cost.title": "Cost",
    "beds.day.title": "By when",
    "beds.codes.title": "Points",
    "beds.points.title": "In words",
    "beds.north.who": "The bed by the wall",
    "beds.late.title": "Later in the year",
    "year.title": "A picture of the year",
    "year.low.title": "Not yet",
    "year.mid.title": "Partly",
    "year.high.title": "In place",
}


def copy(folder: Path) -> Path:
    """A fresh copy of the tiny guide with the tool, in a folder that does not exist yet."""
    return add(tiny.copy(folder))


def add(root: Path) -> Path:
    """Gives a copy of the tiny guide the tool and its pages."""
    tiny.edit(root, "content/guide.yml", "additions:", "tools: [visit]\nadditions:")
    for name, text in {
        NAME: TOOL,
        "docs/tools/index.md": "{{ tools() }}\n",
        "docs/tools/visit.md": '{{ tool("visit") }}\n',
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
