"""The page of a person: household, tier and amount of today, what is open, what can be done, and the story."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from admin.request import context
from admin.views.registry.person_acts import person_acts
from admin.views.registry.story_page import StoryPage
from shared.clock import Period, today
from shared.models import HouseholdMember, Spell
from shared.models.amount_change import amount_due
from shared.services.moved_families import has_moved_away
from shared.services.past_acts import load_latest_act_about
from shared.services.timeline.timeline_subjects import TimelineSubject


class PersonPage(StoryPage):
    """One person."""

    def load_family(self, subject: TimelineSubject) -> dict[str, Any]:
        """Household and recognition of today, and the acts."""
        membership, (spell, amount_fen) = _load_membership(subject), _load_spell(subject)
        household = membership.household if membership else None
        latest = None if has_moved_away(subject.family) else load_latest_act_about(context.session(), subject.family)
        acts = person_acts(subject.family, household, spell, latest[1] if latest else None)
        return {
            "membership": membership,
            "household": household,
            "spell": spell,
            "amount_fen": amount_fen,
            "acts": acts,
        }


def _load_membership(subject: TimelineSubject) -> HouseholdMember | None:
    """The household the person belongs to today."""
    reader = subject.reader(HouseholdMember)
    conditions = (HouseholdMember.person_id == subject.family.id, HouseholdMember.is_in_force(today()))
    query = select(HouseholdMember).where(*conditions).order_by(HouseholdMember.start_on.desc()).limit(1)
    return reader.scalars(query.options(joinedload(HouseholdMember.household))).first() if reader else None


def _load_spell(subject: TimelineSubject) -> tuple[Spell | None, int]:
    """The recognition in force today, and its amount of this month, fen."""
    reader = subject.reader(Spell)
    if reader is None:
        return None, 0
    conditions = (Spell.person_id == subject.family.id, Spell.is_in_force(today()))
    row = reader.execute(select(Spell, amount_due(Period.month_of(today()).key)).where(*conditions).limit(1)).first()
    return (row[0], row[1]) if row else (None, 0)
