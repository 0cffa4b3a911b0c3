"""What a change of divisions does, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from admin.request import context
from shared.locale import _
from shared.models import Region
from shared.models.labels import counted
from shared.services.division_changes.plan import DivisionPlan
from shared.services.division_changes.previewing import DivisionPreview


def preview_lines(plan: DivisionPlan, found: DivisionPreview) -> Iterator[str]:
    """Divisions, what follows, what stays, and that figures of the past do."""
    yield from division_lines(plan)
    if plan.renamed:
        yield _("Code, families, accounts and figures stay as they are; the former name stays with the days before.")
        return
    yield _("Goes on in the division that follows: {records}.").format(records=_listed(found.follow))
    if stay := _listed([one for one in found.stay if one[1]]):
        template = _("Stays where it was entered, in the hands of the office that follows: {records}.")
        yield template.format(records=stay)
    yield _("Quotas are given to counties: none changes.")
    if found.residents:
        template = _("Rates per resident of {regions} wait until the number of residents is entered anew.")
        yield template.format(regions=_(", ").join(_name(plan, code) for code in found.residents))
    if found.cells:
        yield _("Values of figures of months gone by that change: {n}.").format(n=found.cells)
    else:
        yield _("Figures of months gone by that change: none. No one is counted as new or as having left.")


def _listed(counts: Any) -> str:
    return _(", ").join(counted(kind, number) for kind, number in counts)


def division_lines(plan: DivisionPlan) -> Iterator[str]:
    """Which divisions end, begin and are called otherwise; then which codes the villages of townships get."""
    top = min(map(len, plan.concerned), default=0)
    for code, successor in sorted(plan.ended.items()):
        if len(code) == top:
            words = {"former": _name(plan, code), "code": code, "later": _name(plan, successor)}
            yield _("Ends: {former}, {code}. It goes on as {later}, {successor}.").format(**words, successor=successor)
    for code, naming in plan.opened.items():
        if len(code) == top:
            yield _("New: {name} ({kind}), {code}").format(name=naming.name, kind=naming.kind, code=code)
    for choice in plan.chosen:
        words = {"village": _name(plan, choice.village), "into": _name(plan, choice.into)}
        yield _("Chosen households of {village} go to {into}.").format(**words)
    for before, after in plan.renamed.values():
        words = {"before": before.name, "after": after.name, "kind": after.kind}
        yield _("{before} is called {after} ({kind}) from then on.").format(**words)
    lower = [(code, later) for code, later in sorted(plan.follows.items()) if len(code) > top]
    villages = [_("{name} {code} → {later}").format(name=_name(plan, c), code=c, later=later) for c, later in lower]
    if villages:
        yield _("Villages and their codes: {villages}.").format(villages=_("; ").join(villages))


def _name(plan: DivisionPlan, code: str) -> str:
    if code in plan.opened:
        return plan.opened[code].name
    region = context.session().get(Region, code)
    return code if region is None else region.name
