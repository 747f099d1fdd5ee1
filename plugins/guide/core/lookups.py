"""What is looked up in a guide by a code or an id: each table is made once for a guide."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guide.core.model import (
        Audience,
        MemberGroup,
        Point,
        Section,
        SourceSection,
        Stage,
        State,
        Step,
        Term,
    )
    from guide.core.tools import Tool


class Lookups:
    """The tables of a guide, which inherits them."""

    if TYPE_CHECKING:
        stages: tuple[Stage, ...]
        stage_groups: tuple[MemberGroup, ...]
        audiences: tuple[Audience, ...]
        front: tuple[Section, ...]
        glossary: tuple[Term, ...]
        tools: tuple[Tool, ...]
        source_sections: tuple[SourceSection, ...]

    @cached_property
    def points(self) -> Mapping[str, Point]:
        """Every point by its code, in the order of the publication."""
        points = [p for stage in self.stages for p in (*stage.factors, *stage.items)]
        points += [p for audience in self.audiences for p in audience.recommendations]
        return {point.code: point for point in points}

    @cached_property
    def has_degrees(self) -> bool:
        """Whether any point says how strongly it is put."""
        return any(point.degree for point in self.points.values())

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its code, or by its id if it has none."""
        return {step.name: step for stage in self.stages for step in stage.steps}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Every glossary term by its id."""
        return {term.id: term for term in self.glossary}

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every front-matter section by its id."""
        return {section.id: section for section in self.front}

    @cached_property
    def source_section(self) -> Mapping[str, SourceSection]:
        """Every section of the source by its id."""
        return {section.id: section for section in self.source_sections}

    @cached_property
    def states(self) -> frozenset[State]:
        """The states that its texts are in."""
        from guide.core.walk import texts  # noqa: PLC0415 - it walks over what is defined here

        return frozenset(text.state for text in texts(self))

    @cached_property
    def stage_group_of(self) -> Mapping[str, MemberGroup]:
        """The group that each stage belongs to, by the stage's id; empty where there are none."""
        return {ident: group for group in self.stage_groups for ident in group.members}

    @cached_property
    def step_of(self) -> Mapping[str, Step]:
        """The step that each item in a step belongs to, by the item's code."""
        steps = (step for stage in self.stages for step in stage.steps)
        return {item.code: step for step in steps for item in step.items}

    @cached_property
    def carried_out(self) -> Mapping[str, Mapping[int, Point]]:
        """For the name of a step or item, the factors it carries out, by their place in order."""
        found: dict[str, dict[int, Point]] = {}
        factors = (factor for stage in self.stages for factor in stage.factors)
        for place, factor in enumerate(factors):
            for name in factor.carried_out_by:
                found.setdefault(name, {})[place] = factor
        return found

    @cached_property
    def tools_for(self) -> Mapping[str, tuple[Tool, ...]]:
        """The tools that serve each point, by its code; none for a code that no tool names."""
        found: dict[str, list[Tool]] = {code: [] for code in self.points}
        for tool in self.tools:
            for code in tool.codes:
                found.setdefault(code, []).append(tool)
        return {code: tuple(tools) for code, tools in found.items()}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each stage in the life cycle, from 1, by the stage's id."""
        return {stage.id: place for place, stage in enumerate(self.stages, 1)}

    @cached_property
    def _tool(self) -> Mapping[str, Tool]:
        return {tool.id: tool for tool in self.tools}

    @cached_property
    def _stage(self) -> Mapping[str, Stage]:
        return {stage.id: stage for stage in self.stages}

    @cached_property
    def _audience(self) -> Mapping[str, Audience]:
        return {audience.id: audience for audience in self.audiences}

    def stage(self, stage_id: str) -> Stage:
        """The stage with an id; raises KeyError if there is none."""
        return self._stage[stage_id]

    def audience(self, audience_id: str) -> Audience:
        """The audience with an id; raises KeyError if there is none."""
        return self._audience[audience_id]

    def tool(self, tool_id: str) -> Tool:
        """The tool with an id; raises KeyError if there is none."""
        return self._tool[tool_id]
