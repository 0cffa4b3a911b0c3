"""What stands in the way of a change of divisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from shared.access.actor import in_subtrees
from shared.clock import Period, today
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import ChangeState, Household, HouseholdTransfer, ProposedChange, Region, TransferState
from shared.models.labels import counted
from shared.models.region import level_of
from shared.services.service_errors import ValidationError

from .household_choices import numbers_not_found
from .plan import DivisionPlan, county_of, is_division, parent_of

MAX_NAME = 60
MAX_MONTHS_AHEAD = 3


Faults = Iterator[tuple[str, str]]
Regions = dict[str, Region]


def require_day(day: date) -> None:
    """It takes effect in this month, so that figures of months gone by stay; proposed some months ahead."""
    first = today().replace(day=1)
    if day < first:
        message = _("Choose a day of this month or later: figures of months gone by stay as they are.")
        raise ValidationError({"effective_on": message})
    if day >= Period.month_of(today()).shifted(-MAX_MONTHS_AHEAD - 1).start:
        raise ValidationError({"effective_on": _("Enter it in the three months before it is in force.")})


def require_in_force(day: date) -> None:
    """It is done when its day has come."""
    if day > today():
        template = _("It takes effect on {day} and can be put into force from that day on.")
        raise ValidationError({"effective_on": template.format(day=day)})


def check_plan(system: Session, plan: DivisionPlan, day: date) -> None:
    """Raise ValidationError when the plan cannot be, with a sentence at the division it is about."""
    known = _load_regions(system, plan)
    rounds: tuple[Callable[[], Faults], ...] = (
        lambda: _codes(plan),
        lambda: chain(_old(system, known, plan, day), _new(known, plan), _names(plan)),
        lambda: chain(_waiting(system, plan), _chosen(system, plan)),
    )
    for faults in rounds:  # codes that cannot be read are looked up nowhere
        found: dict[str, str] = {}
        for field, sentence in faults():
            found.setdefault(field, sentence)
        if found:
            raise ValidationError(found)


def _codes(plan: DivisionPlan) -> Faults:
    if not (plan.follows or plan.chosen or plan.renamed):
        yield "", _("Nothing changes: choose what is merged, split or renamed.")
    top = min(map(len, plan.concerned), default=0)
    for code in plan.concerned:
        if not is_division(code):
            yield code, _("Enter a code of 9 digits for a township, of 12 digits for a village.")
        elif county_of(code) != plan.county and len(code) == top:
            yield code, _("Divisions are merged and split inside one county.")
    for former, later in [*plan.follows.items(), *((one.village, one.into) for one in plan.chosen)]:
        if former == later or (is_division(former) and is_division(later) and level_of(former) != level_of(later)):
            yield former, _("What follows must be another division of the same level.")
    villages = Counter(later for former, later in plan.follows.items() if len(former) > top)
    for code in (code for code, count in villages.items() if count > 1):
        yield code, _("The code {code} was entered for more than one village.").format(code=code)


def _load_regions(system: Session, plan: DivisionPlan) -> Regions:
    """The divisions of the plan and those above them, in one look."""
    codes = {*plan.concerned, *map(parent_of, filter(is_division, plan.later))}
    return {region.code: region for region in system.scalars(select(Region).where(Region.code.in_(codes)))}


def _old(system: Session, known: Regions, plan: DivisionPlan, day: date) -> Faults:
    for code in [*plan.former, *plan.renamed]:
        region = known.get(code)
        if region is None or region.valid_to is not None:
            yield code, _("This division does not stand any more: {code}.").format(code=code)
        elif region.valid_from >= day:
            template = _("{region} has existed since {day}: choose a later day.")
            yield "effective_on", template.format(region=_name(region), day=region.valid_from)
    left = select(Region).where(
        Region.parent_code.in_(plan.ended), Region.lasts_beyond(day), Region.code.not_in(plan.ended)
    )
    if names := [_name(one) for one in system.scalars(left.order_by(Region.code))]:
        yield "", _("These villages would stand in no township: {names}.").format(names=_(", ").join(names))


def _new(known: Regions, plan: DivisionPlan) -> Faults:
    for code in plan.later:
        region = known.get(code)
        if code in plan.opened and region is not None:
            yield (
                code,
                _("The code {code} belongs to {region}: enter another one.").format(code=code, region=_name(region)),
            )
        elif code not in plan.opened and (region is None or region.valid_to is not None or code in plan.ended):
            yield code, _("This division does not stand any more: {code}.").format(code=code)
        parent = parent_of(code) if is_division(code) else ""
        is_opened = parent in plan.opened
        above = None if is_opened else known.get(parent)
        if not is_opened and (above is None or above.valid_to is not None or parent in plan.ended):
            yield code, _("The code {code} lies in no township that goes on.").format(code=code)


def _name(region: Region) -> str:
    return localised_name(region.name, region.name_en)


def _names(plan: DivisionPlan) -> Faults:
    namings = {**plan.opened, **{code: after for code, (_before, after) in plan.renamed.items()}}
    for code, naming in namings.items():
        if not naming.name.strip() or len(naming.name) > MAX_NAME or not naming.kind.strip():
            yield code, _("Enter the name and the type of the division.")
    for code, (before, after) in plan.renamed.items():
        if before == after:
            yield code, _("The division is called so already.")


def _chosen(system: Session, plan: DivisionPlan) -> Faults:
    for choice in plan.chosen:
        if missing := numbers_not_found(system, choice):
            template = _("Not in this village: {numbers}.")
            yield choice.into, template.format(numbers=_(", ").join(missing))
        elif not choice.numbers and not choice.address:
            yield choice.into, _("Enter numbers of households, or a part of the address.")


def _waiting(system: Session, plan: DivisionPlan) -> Faults:
    """What others still have to decide about these divisions."""
    counts = [
        (model, system.scalar(select(func.count(model.id)).where(*conditions)))
        for model, conditions in _undecided(plan.former_subtrees)
    ]
    if texts := [counted(model, count) for model, count in counts if count]:
        template = _("Still to be decided in these divisions: {records}. Decide or withdraw them first.")
        yield "", template.format(records=_(", ").join(texts))


def _undecided(prefixes: tuple[str, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    offered = HouseholdTransfer.state == TransferState.OFFERED
    either = or_(
        in_subtrees(HouseholdTransfer.region_code, prefixes), in_subtrees(HouseholdTransfer.to_region_code, prefixes)
    )
    yield HouseholdTransfer, (offered, either)
    of_families = select(Household.id).where(in_subtrees(Household.region_code, prefixes))
    waits = ProposedChange.state == ChangeState.WAITING
    here = or_(in_subtrees(ProposedChange.region_code, prefixes), ProposedChange.household_id.in_(of_families))
    yield ProposedChange, (waits, here)
