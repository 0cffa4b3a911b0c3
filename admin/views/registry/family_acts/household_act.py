"""What the pages of acts on a household share: the household of the address, fields, and people as they are named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field

from admin.display.person_ages import age_text
from admin.display.titles import noun_and_title
from admin.forms import builder, fields
from admin.records.detail_page import DetailPage
from admin.request import context
from shared.access import require_change
from shared.locale import lazy as _l
from shared.models import Household, HouseholdMember, Relation, Spell
from shared.models.labelled_enum import label_of


class HouseholdAct:
    """The page of an act, made with the page of the household."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page, self.view = detail_page, detail_page.view

    def household(self) -> Household:
        """The household of the address, which the user may change."""
        household: Household = self.detail_page.requested_record()
        require_change(context.session(), household)
        return household

    def title(self, household: Household) -> str:
        """The household as it is known: by its head."""
        return self.view.title(household)


def day_field(label: Any, description: Any = "") -> Field:
    """A day that has to be entered."""
    return fields.DateField(label=label, description=description, render_kw={"is_required": True})


def relation_field() -> Field:
    """The relation to the head."""
    return builder.build_field(HouseholdMember, "relation")


def head_field(members: Iterable[HouseholdMember], label: Any = None) -> Field:
    """Who becomes head of those who stay; the keys are those of memberships."""
    options = [(str(one.id), f"{one.person.name} · {relation_text(one)}") for one in members]
    return fields.ReferenceChoiceField(label=label or _l("New head of those who stay"), options=lambda: options)


def relation_text(membership: HouseholdMember) -> str:
    """What a member is to the head."""
    return str(label_of(Relation, membership.relation))


def member_notes(membership: HouseholdMember) -> tuple[str, str]:
    """What tells a member from others: relation and age."""
    return relation_text(membership), age_text(membership.person)


def spell_lines(spells: Iterable[Spell]) -> tuple[str, ...]:
    """Recognitions, each with its person."""
    return tuple(noun_and_title(spell) for spell in spells)
