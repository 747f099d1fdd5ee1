"""The progress of a language: its texts counted by part and by state."""

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
class ProgressPart:
    """A part of the guide in the tables of progress: its id, its title, its texts."""

    id: str
    title: Text
    texts: tuple[Text, ...]


def parts(guide: Guide) -> tuple[ProgressPart, ...]:
    """The parts of a guide that have texts, in order; every text is in one of them."""
    messages = guide.interface
    audiences = _once(guide.audience_groups, guide.audiences)
    whole = (guide.title, guide.subtitle, guide.publishers)
    head = (*whole, guide.edition, guide.summary, guide.do_no_harm)
    front = _once(head, guide.stage_groups, guide.front, guide.source_sections)
    found = (
        *(ProgressPart(stage.id, stage.title, _once(stage)) for stage in guide.stages),
        ProgressPart("audiences", messages["page-stakeholders"], audiences),
        ProgressPart("tools", messages["page-tools"], _once(guide.tools)),
        ProgressPart("front", messages["page-about"], front),
        ProgressPart("glossary", messages["page-glossary"], _once(guide.glossary)),
        ProgressPart("interface", messages["part-interface"], _once(guide.interface)),
    )
    return tuple(part for part in found if part.texts)


def _once(*parts_of_model: object) -> tuple[Text, ...]:
    """The texts in parts of the model, one per id."""
    return tuple({text.id: text for text in texts(parts_of_model)}.values())


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many texts are in each state."""

    states: Mapping[State, int]

    @property
    def total(self) -> int:
        """The number of texts in all states."""
        return sum(self.states.values())

    @property
    def done(self) -> int:
        """The percentage of texts that are translated and not stale, rounded down."""
        return self.percent(State.DRAFT, State.REVIEWED)

    def percent(self, *states: State) -> int:
        """The percentage of texts in these states, rounded down, so that 100 means all."""
        return percent(sum(self.states.get(state, 0) for state in states), self.total)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The progress of one language: its status, and its texts as a whole and by id of the part."""

    language: Language
    standing: PublicationStatus
    whole: StateCount
    parts: Mapping[str, StateCount]


def coverage(guide: Guide, gate: Gate) -> Coverage:
    """The progress of the language that the guide is in."""
    counts = {part.id: StateCount(count_states(part.texts)) for part in parts(guide)}
    whole: Counter[State] = Counter()
    for count in counts.values():
        whole.update(count.states)
    return Coverage(language(guide.language), gate.standing(guide), StateCount(whole), counts)
