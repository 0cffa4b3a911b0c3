"""The page of a household: its members, what they get, what is open, what can be done, and its story."""

from __future__ import annotations

from collections import Counter
from typing import Any

from admin.display import region_names
from admin.request import context
from admin.views.registry.household_acts import household_acts, member_acts
from admin.views.registry.story_page import StoryPage
from shared.clock import today
from shared.models import HouseholdMember, Spell, Tier
from shared.services.former_families import load_former_family
from shared.services.household_composition import Family, load_family
from shared.services.moved_families import has_moved_away
from shared.services.past_acts import load_latest_act
from shared.services.timeline.timeline_subjects import TimelineSubject


class HouseholdPage(StoryPage):
    """One household."""

    def load_family(self, subject: TimelineSubject) -> dict[str, Any]:
        """The members, however many, and the acts."""
        household = subject.family
        family = _load_family(subject)
        region_names.preload([household.region_code, *(m.person.region_code for m in family.members if m.person)])
        return {
            "family": family,
            "tiers": _count_tiers(family),
            "people": [*_people(family).items()],
            "acts": household_acts(household, family, load_latest_act(context.session(), household)),
            "is_former": has_moved_away(household),
            "member_acts": lambda member: member_acts(household, member),
        }

    def people_shown(self, record: Any, content: dict[str, Any]) -> set[int]:
        """Those recognised here without being members as well."""
        return super().people_shown(record, content) | {member.person_id for member in content["family"].members}


def _load_family(subject: TimelineSubject) -> Family:
    """The family of today; of one that moved away, of its last day here."""
    household, spells = subject.family, subject.reader(Spell)
    if has_moved_away(household):
        return load_former_family(subject.session, subject.system, household, spells)
    return load_family(household.id, today(), subject.reader(HouseholdMember), spells)


def _people(family: Family) -> dict[int, str]:
    """Names of all members of today and before, to choose whose part of the story is shown."""
    persons = [*(member.person for member in family.members), *(one.person for one in family.ended)]
    return {person.id: person.name for person in persons if person is not None}


def _count_tiers(family: Family) -> list[tuple[Tier, int]]:
    """How many are recognised in which tier, the highest first."""
    counts = Counter(one.spell.tier for one in family.recognised if one.spell)
    return [(tier, counts[tier]) for tier in Tier if counts[tier]]
