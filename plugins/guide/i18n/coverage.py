"""How far a language has come: its texts counted by part and by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from guide.core.languages import Language, language
from guide.core.model import Guide, State, Text
from guide.core.walk import texts
from guide.i18n.catalogue import count_states
from guide.i18n.publication import Gate, PublicationStatus, percent


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the guide for the tables of states: its id, what it is called, its texts."""

    id: str
    title: Text
    texts: tuple[Text, ...]


def parts(guide: Guide) -> tuple[Part, ...]:
    """The parts of a guide, in order; together they hold each text once."""
    named = guide.interface
    made = [Part(stage.id, stage.title, _once(stage)) for stage in guide.stages]
    head = (guide.title, guide.subtitle, guide.publishers, guide.edition, guide.summary)
    return (
        *made,
        Part(
            "audiences", named["page-stakeholders"], _once(guide.audience_groups, guide.audiences)
        ),
        Part("front", named["page-about"], _once(head, guide.front, guide.source_sections)),
        Part("glossary", named["page-glossary"], _once(guide.glossary)),
        Part("interface", named["part-interface"], _once(guide.interface)),
    )


def _once(*held: object) -> tuple[Text, ...]:
    """The texts of some things, each once: a short name that repeats the title has its id."""
    return tuple({text.id: text for text in texts(held)}.values())


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many texts are in each state."""

    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """All texts."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """Texts that are translated and not stale, in per cent, rounded down."""
        return self.percent(State.DRAFT, State.REVIEWED)

    def percent(self, *states: State) -> int:
        """The share of texts in these states, rounded down, so that 100 means all."""
        return percent(sum(self.states.get(state, 0) for state in states), self.total)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One language: where it stands before the gate, its texts as a whole and by part's id."""

    language: Language
    standing: PublicationStatus
    whole: StateCount
    parts: Mapping[str, StateCount]


def coverage(guide: Guide, gate: Gate) -> Coverage:
    """How far the language that the guide is in has come."""
    counts = {part.id: StateCount(count_states(part.texts)) for part in parts(guide)}
    whole: Counter[State] = Counter()
    for count in counts.values():
        whole.update(count.states)
    return Coverage(language(guide.language), gate.standing(guide), StateCount(whole), counts)
