"""The contents of an action plan as plain data, the same for every file format."""

from __future__ import annotations

from collections.abc import Iterable

from guide.core import plans, queries
from guide.core.answers import PRIORITIES, STATUSES, PointAnswers, Workbook
from guide.core.languages import long_date
from guide.core.model import Text
from guide.core.plans import PlanGroup, PlannedPoint, PlanRequest
from guide.formats.context import Context
from guide.formats.payload import Payload, choices, line, prose, state_label
from guide.theme import mixed
from guide.theme.branding import stage_number

_WHOLE = (800, 14)  # letters and lines of notes up to which a row stays on one page


def plan(context: Context, book: Workbook, request: PlanRequest) -> Payload:
    """The data of an action plan.

    What the group wrote comes as lines {lang, dir, state, text}, each in the direction of its own
    letters. `author` is the group, since the plan is not of those who publish the guide.
    """
    guide, ui = context.guide, context.words.ui
    groups = plans.groups(guide, book, request)
    saved = book.day if book.day != request.today else ""
    return {
        "title": line(ui("workbook-plan")),
        "author": book.group,
        "date": [int(part) for part in request.today.split("-")],
        "moment": f"{request.today}T00:00:00Z",
        "address": "",
        "group": _said(context, book, book.group),
        "day": _day(context, request.today),
        "saved": _day(context, saved),
        "do_no_harm": prose(guide.do_no_harm),
        "notices": [line(text) for text in context.notices(_texts(context, groups))],
        "statuses": choices(context, "status", STATUSES),
        "priorities": choices(context, "priority", PRIORITIES),
        "groups": [
            _group(context, head, book, group, request.today)
            for head, group in zip(_heads(context, groups), groups, strict=True)
        ],
    }


def _texts(context: Context, groups: Iterable[PlanGroup]) -> Iterable[object]:
    """The texts of the guide that it shows."""
    yield context.guide.do_no_harm
    yield from _heads(context, groups)
    for group in groups:
        yield from [group.title] if isinstance(group.title, Text) else []
        yield from (one.point.title for one in group.points if one.point)


def _heads(context: Context, groups: Iterable[PlanGroup]) -> tuple[Text | None, ...]:
    return queries.group_heads(context.guide, [group.stage for group in groups])


def _group(
    context: Context, head: Text | None, book: Workbook, group: PlanGroup, today: str
) -> Payload:
    """A group; `of_one` says that the owner of its points need not be said."""
    title = group.title
    return {
        "head": line(head),
        "title": line(title) if isinstance(title, Text) else _said(context, book, title),
        "stage_number": stage_number(context.words, group.stage),
        "of_one": group.of_one,
        "points": [_point(context, book, one, today) for one in group.points],
    }


def _point(context: Context, book: Workbook, planned: PlannedPoint, today: str) -> Payload:
    """A point with its answers; `whole` says that it is short enough to stand on one page."""
    answers, title = planned.answers, planned.point.title if planned.point else None
    letters, lines = _WHOLE
    return {
        "code": planned.code,
        "title": line(title),
        "state_label": state_label(context, title) if title else None,
        "status": _choice(context, "status", answers),
        "priority": _choice(context, "priority", answers),
        "owner": _said(context, book, answers.owner),
        "due": _day(context, answers.due),
        "overdue": answers.is_overdue(today),
        "checked": _day(context, answers.checked),
        "notes": _paragraphs(context, book, answers.notes),
        "whole": len(answers.notes) <= letters and answers.notes.count("\n") < lines,
    }


def _choice(context: Context, kind: str, answers: PointAnswers) -> Payload | None:
    value = answers.get(kind)
    return line(context.words.ui(f"{kind}-{value}")) if value else None


def _day(context: Context, date: str) -> Payload | None:
    """A date, and how the language of the plan writes it."""
    if not date:
        return None
    words = context.words.ui("worksheet-date")  # for its language
    said = {**(line(words) or {}), "lang": context.guide.language, "state": "source"}
    said |= {"dir": context.words.language.direction}
    return {"date": date, "words": said | {"text": long_date(date, context.guide.language)}}


def _paragraphs(context: Context, book: Workbook, notes: str) -> list[Payload]:
    """The lines of notes that are not empty; `apart` says that an empty one was before it."""
    found: list[Payload] = []
    apart = False
    for text in notes.split("\n"):
        said = _said(context, book, text.strip())
        if said:
            found.append({**said, "apart": apart and bool(found)})
        apart = not said
    return found


def _said(context: Context, book: Workbook, text: str) -> Payload | None:
    """What the group wrote, as a line; None for nothing."""
    if not text:
        return None
    own = context.guide.language
    return {
        "lang": mixed.spoken(text, (book.language, own)),
        "dir": mixed.direction(text, context.words.language.direction),
        "state": "source",
        "text": text,
    }
