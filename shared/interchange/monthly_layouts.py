"""Monthly returns in the layout that a ministry or province asks for: which figures stand in which column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from shared.errors import UserError, suggest
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Residence, Tier


class ShownPart(StrEnum):
    """What of a figure a column shows, of the month or added up from January to it."""

    VALUE = "value"
    NUMERATOR = "numerator"
    MONTHLY_STANDARD = "monthly_standard"  # a twelfth of the numerator


@dataclass(frozen=True)
class LayoutColumn:
    """A column of a return: its code and head, and the figure it holds; `category` as in `tier=dibao`."""

    code: str
    head: LazyProxy
    figure: str
    category: str = ""
    part: ShownPart = ShownPart.VALUE
    since_january: bool = False


@dataclass(frozen=True)
class MonthlyLayout:
    """A return: its title and its columns after those of the region."""

    key: str
    title: LazyProxy
    columns: tuple[LayoutColumn, ...]


DIBAO = f"tier={Tier.DIBAO}"
PERSONS, RESIDENCES, BENEFIT = "recipients_by_tier", "dibao_by_residence", "benefit_per_person"
DIBAO_MONTHLY = MonthlyLayout(
    "dibao_monthly",
    _l("Monthly return of the minimum living guarantee (dibao)"),
    (
        LayoutColumn("households", _l("Households in dibao"), "households_by_tier", DIBAO),
        LayoutColumn("persons", _l("People in dibao this month"), PERSONS, DIBAO),
        LayoutColumn("urban_persons", _l("of these urban"), RESIDENCES, f"residence={Residence.URBAN}"),
        LayoutColumn("rural_persons", _l("of these rural"), RESIDENCES, f"residence={Residence.RURAL}"),
        LayoutColumn(
            "persons_since_january", _l("People in dibao, months since January"), PERSONS, DIBAO, since_january=True
        ),
        LayoutColumn("entries", _l("New in dibao this month"), "entries", DIBAO),
        LayoutColumn("exits", _l("Left dibao this month"), "exits", DIBAO),
        LayoutColumn("paid", _l("Paid this month, yuan"), BENEFIT, part=ShownPart.NUMERATOR),
        LayoutColumn(
            "paid_since_january", _l("Paid since January, yuan"), BENEFIT, part=ShownPart.NUMERATOR, since_january=True
        ),
        LayoutColumn("benefit_per_person", _l("Average benefit this month, yuan per person"), BENEFIT),
        LayoutColumn(
            "standard", _l("Dibao standard, yuan a month"), "standard_to_consumption", part=ShownPart.MONTHLY_STANDARD
        ),
    ),
)
LAYOUTS = {layout.key: layout for layout in (DIBAO_MONTHLY,)}


def layout_of(key: str) -> MonthlyLayout:
    """The declared return. UserError names those there are."""
    if key not in LAYOUTS:
        template = _('There is no return "{key}". Choose one of: {known}.')
        raise UserError(template.format(key=key, known=suggest(key, list(LAYOUTS))))
    return LAYOUTS[key]
