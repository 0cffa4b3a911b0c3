"""Recognitions of one person never overlap; what only extremely poor persons have stands only there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from shared.access import ScopedSession, elevated
from shared.access.permissions import reading
from shared.locale import _
from shared.models import Spell, Tier
from shared.models.choices import label_of


def check(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    """Everything about a spell that the database cannot say in words."""
    yield from _ended(spell)
    if spell.tier != Tier.TEKUN:
        for column in ("support_place", "care_level"):
            if getattr(spell, column):
                yield column, _("Only extremely poor persons have this: leave it empty.")
    if spell.retired_on is None:
        yield from _overlap(session, spell)


def _ended(spell: Spell) -> Iterator[tuple[str, str]]:
    if spell.end_on and spell.end_on <= spell.start_on:
        yield "end_on", _("The end is the first day no longer in force: it must come after the beginning.")
    if spell.end_on and not spell.exit_reason:
        yield "exit_reason", _("Say why the recognition ends.")
    if spell.exit_reason and not spell.end_on:
        yield "end_on", _("Say when the recognition ends, or leave the reason of exit empty.")


def _overlap(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    same = (Spell.person_id == spell.person_id, Spell.id != (spell.id or 0), Spell.retired_on.is_(None))
    with elevated(session) as system:  # the other one may stand in another region
        other = system.scalars(
            select(Spell).where(*same, shares_a_day(Spell, spell.start_on, spell.end_on)).limit(1)
        ).first()
        if other is None:
            return
        if not session.actor.may(reading(Spell.__area__), other.region_code):
            yield "start_on", _("The person is recognised in another region on some of these days.")
            return
        yield (
            "start_on",
            _("The person is recognised on some of these days already: {tier}, {start} to {end} (no. {id}).").format(
                tier=label_of(Tier, other.tier), start=other.start_on, end=other.end_on or "…", id=other.id
            ),
        )


def shares_a_day(term: Any, start: date, end: date | None) -> ColumnElement[bool]:
    """A condition: the term of a row, start_on ≤ day < end_on, shares a day with the given one."""
    begins_before = term.start_on < end if end else term.start_on.is_not(None)
    return begins_before & or_(term.end_on.is_(None), term.end_on > start)
