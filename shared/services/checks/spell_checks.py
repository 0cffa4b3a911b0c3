"""Recognitions of one person never overlap; what only extremely poor persons have stands only there."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.access.permissions import Action, permission_for
from shared.clock import today
from shared.locale import _
from shared.models import EntryReason, ExitReason, Spell, Tier
from shared.models.labelled_enum import label_of
from shared.rules.parameter_keys import EXPENDITURE_MONTHS
from shared.rules.parameters import number_on

from .changed_columns import is_changed
from .months import add_months

OF_TEKUN = ("support_place", "care_level")


def check(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    """Everything about a spell that the database cannot say in words."""
    yield from _ended(spell)
    for column in OF_TEKUN:
        if spell.tier != Tier.TEKUN and getattr(spell, column):
            yield column, _("This is only for people in extreme difficulty (tekun): leave it empty.")
        if spell.tier == Tier.TEKUN and not getattr(spell, column) and is_changed(spell, "tier", column):
            yield column, _("Required for people in extreme difficulty (tekun).")
    if spell.tier == Tier.EXPENDITURE and is_changed(spell, "tier", "start_on", "end_on", "region_code"):
        yield from _too_long(session, spell)
    if spell.retired_on is None:
        yield from _overlap(session, spell)


def _too_long(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    """A hardship of expenditure is recognised for some months, then applied for again."""
    months = number_on(session, EXPENDITURE_MONTHS, spell.region_code, spell.start_on)
    if months is None:
        return
    last_day = add_months(spell.start_on, int(months))
    if (spell.end_on or today()) > last_day:
        yield (
            "end_on",
            _(
                "A benefit spell of this tier lasts at most {n} months, until {day}; after that a new application is "
                "needed."
            ).format(n=months, day=last_day),
        )


def _ended(spell: Spell) -> Iterator[tuple[str, str]]:
    if spell.end_on and spell.end_on <= spell.start_on:
        yield (
            "end_on",
            _("The day benefits stop must be after the day they start.")
            if spell.start_on <= today()
            else _("This benefit spell has not begun: to withdraw it, void it."),
        )
    if spell.end_on and not spell.exit_reason:
        yield "exit_reason", _("Enter the reason for exit.")
    for column, reason in (("entry_reason", EntryReason.DIVISION), ("exit_reason", ExitReason.DIVISION)):
        if getattr(spell, column) == reason and is_changed(spell, column):
            yield column, _("Only a change of divisions itself gives this reason: choose another one.")
    if spell.exit_reason and not spell.end_on:
        yield "end_on", _("Enter the end date, or leave the reason for exit empty.")


def _overlap(session: ScopedSession, spell: Spell) -> Iterator[tuple[str, str]]:
    same = (Spell.person_id == spell.person_id, Spell.id != (spell.id or 0), Spell.retired_on.is_(None))
    with elevated(session) as system:  # the other one may stand in another region
        overlapping_spell = system.scalars(
            select(Spell).where(*same, Spell.overlaps(spell.start_on, spell.end_on)).limit(1)
        ).first()
        if overlapping_spell is None:
            return
        if not session.actor.has_permission(permission_for(Spell.__area__, Action.READ), overlapping_spell.region_code):
            yield "start_on", _("The person has a benefit spell in another region on some of these days.")
            return
        yield (
            "start_on",
            _(
                "The person already has a benefit spell on some of these days: {tier}, {start} to {end} (no. {id})."
            ).format(
                tier=label_of(Tier, overlapping_spell.tier),
                start=overlapping_spell.start_on,
                end=overlapping_spell.end_on or "…",
                id=overlapping_spell.id,
            ),
        )
