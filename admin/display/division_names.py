"""A change of divisions in a few words: what is merged, split or renamed into what."""

from __future__ import annotations

from collections.abc import Iterable

from admin.display import region_names
from admin.request import context
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import DivisionChange, DivisionChangeKind, ProposedChange
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import DivisionPlan, Naming
from shared.services.division_changes.waiting import read_proposal


def title_of_declared(declared: Declared) -> str:
    """Such as: Huaqiao Town into Lujia Town."""
    plan = declared.plan
    if declared.kind == DivisionChangeKind.RENAME:
        return _("; ").join(_renamed(*pair) for pair in plan.renamed.values())
    top = min(map(len, plan.concerned), default=0)
    opened = names_in(plan, [code for code in plan.opened if len(code) == top])
    if declared.kind == DivisionChangeKind.SPLIT:
        former = {code for code, later in plan.successions if len(code) == top and later in plan.opened}
        return _("{former} split: {later}").format(former=names_in(plan, sorted(former)), later=opened)
    former_names = names_in(plan, [code for code in sorted(plan.ended) if len(code) == top])
    if opened:
        return _("{former} become {later}").format(former=former_names, later=opened)
    later = names_in(plan, sorted({plan.ended[code] for code in plan.ended if len(code) == top}))
    return _("{former} into {later}").format(former=former_names, later=later)


def title_of_change(change: DivisionChange) -> str:
    """The same of a change that was carried out."""
    return title_of_declared(Declared.of(change))


def title_of_proposal(proposed: ProposedChange) -> str:
    """The same of what is proposed; an undo says that it is one."""
    found = read_proposal(context.session(), proposed)
    if found is None:
        return region_names.region_name(proposed.region_code)
    title = title_of_declared(found.declared)
    return title if found.undone is None else _("Undo: {change}").format(change=title)


def names_in(plan: DivisionPlan, codes: Iterable[str]) -> str:
    """Several names, one after the other."""
    return _(", ").join(name_in(plan, code) for code in codes)


def name_in(plan: DivisionPlan, code: str) -> str:
    """What the plan calls a division, or else what it is called, in the user's language."""
    if code in plan.opened:
        return localised_name(plan.opened[code].name, plan.opened[code].name_en)
    return region_names.region_name(code)


def _renamed(before: Naming, after: Naming) -> str:
    names = {"before": localised_name(before.name, before.name_en), "after": localised_name(after.name, after.name_en)}
    return _("{before} renamed {after}").format(**names)
