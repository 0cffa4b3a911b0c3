"""Plans from what an office enters: which merge, what a township or village is split into, how one is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.clock import today
from shared.models import Region

from .plan import DivisionPlan, HouseholdChoice, Naming, county_of, parent_of

Villages = Mapping[str, Naming]


def merge_townships(
    system: Session, former: Sequence[str], into: str, naming: Naming | None, codes: Mapping[str, str]
) -> DivisionPlan:
    """Townships become part of another, new where `naming` says how it is called. `codes`: new ones of villages."""
    opened = {} if naming is None else {into: naming}
    villages = [one for code in former for one in villages_of(system, code)]
    opened |= {codes[one.code]: naming_of(one) for one in villages if one.code in codes}
    follows = dict.fromkeys(former, into) | {one.code: codes[one.code] for one in villages if one.code in codes}
    return DivisionPlan(county_of(former[0]), opened, dict(follows), follows)


def merge_villages(former: Sequence[str], into: str, naming: Naming | None) -> DivisionPlan:
    """Villages become part of another, which is new where `naming` says what it is called."""
    follows = dict.fromkeys(former, into)
    return DivisionPlan(county_of(former[0]), {} if naming is None else {into: naming}, dict(follows), follows)


def split_township(
    system: Session,
    code: str,
    new: Mapping[str, Naming],
    villages: Mapping[str, tuple[str, str]],
    successor: str = "",
) -> DivisionPlan:
    """Villages of a township go to new ones: `villages` names for each its township and its code there.

    `successor`: which of the new ones takes over what the township itself held; it ends. Empty: the township stays.
    """
    moving = [one for one in villages_of(system, code) if one.code in villages]
    opened = dict(new) | {villages[one.code][1]: naming_of(one) for one in moving}
    follows = {one.code: villages[one.code][1] for one in moving}
    follows |= {code: successor} if successor else {}
    return DivisionPlan(county_of(code), opened, dict(follows), follows)


def split_village(code: str, new: Mapping[str, Naming], chosen: Sequence[HouseholdChoice], rest: str) -> DivisionPlan:
    """Households of a village go to new ones. `rest`: where the others go on; the village ends. Empty: it stays."""
    follows = {code: rest} if rest else {}
    return DivisionPlan(county_of(code), dict(new), dict(follows), follows, tuple(chosen))


def rename(region: Region, after: Naming) -> DivisionPlan:
    """A division is called otherwise; its code, and with it everything else, stays."""
    return DivisionPlan(county_of(region.code), renamed={region.code: (naming_of(region), after)})


KINDS = {"街道": "街道", "街道办事处": "街道", "镇": "镇", "乡": "乡", "村委会": "村委会", "居委会": "居委会"}
"""Types of divisions by the end of their names."""


def kind_by_name(name: str) -> str:
    """The type that a name ends with; nothing where it does not tell."""
    return next((kind for end, kind in KINDS.items() if name.strip().endswith(end)), "")


def naming_of(region: Region) -> Naming:
    """What a division is called now."""
    return Naming(region.name, region.name_en or "", region.kind)


def villages_of(system: Session, township: str) -> list[Region]:
    """The villages of a township that stand today or later, by code."""
    conditions = (Region.parent_code == township, Region.lasts_beyond(today()))
    return list(system.scalars(select(Region).where(*conditions).order_by(Region.code)))


COMMITTEE_OF_RESIDENTS, COMMITTEE_OF_VILLAGERS = range(1, 200), range(200, 400)
"""The last three digits of a community and of a village, as the statistical codes number them."""
STREET, TOWN, RURAL = range(1, 100), range(100, 200), range(200, 400)
"""Those of a street office (街道), a town (镇) and a rural township (乡)."""


def free_codes(system: Session, parents: Mapping[str, str]) -> dict[str, str]:
    """For each former code a code below `parents[code]` that no division ever had: with its own last digits if free."""
    used = set(system.scalars(select(Region.code).where(Region.parent_code.in_(set(parents.values())))))
    found: dict[str, str] = {}
    for code, parent in sorted(parents.items()):
        found[code] = _free_code(parent, int(code[-3:]), used)
        used.add(found[code])
    return found


def new_codes(system: Session, like: str, count: int) -> list[str]:
    """Codes beside a township or village that no division ever had, in its range."""
    parent = parent_of(like)
    used = set(system.scalars(select(Region.code).where(Region.parent_code == parent)))
    found: list[str] = []
    for _number in range(count):
        found.append(_free_code(parent, int(like[-3:]), used | set(found)))
    return found


def _free_code(parent: str, number: int, used: set[str]) -> str:
    ranges = (COMMITTEE_OF_RESIDENTS, COMMITTEE_OF_VILLAGERS) if len(parent) == 9 else (STREET, TOWN, RURAL)
    own = next((one for one in ranges if number in one), range(1, 1000))
    numbers = [number, *range(number + 1, own.stop), *own, *range(1, 1000)]
    return next((code for one in numbers if (code := f"{parent}{one:03}") not in used), "")
