"""What a change of divisions does, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from admin.display.division_names import name_in, names_in
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import DivisionChangeKind
from shared.models.labels import counted
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import DivisionPlan
from shared.services.division_changes.previewing import Counts, DivisionPreview


def preview_lines(declared: Declared, found: DivisionPreview) -> Iterator[str]:
    """Divisions, what follows, what stays, and that figures of the past do."""
    yield from division_lines(declared)
    plan = declared.plan
    if plan.renamed:
        yield _("Code, families, accounts and figures stay as they are; the former name stays with the days before.")
        return
    yield _("Goes on in the division that follows: {records}.").format(records=_listed(found.follow))
    if stay := _listed([one for one in found.stay if one[1]]):
        template = _("Stays where it was entered, in the hands of the office that follows: {records}.")
        yield template.format(records=stay)
    yield _("Quotas are given to counties: none changes.")
    for code, parts in found.summed.items():
        template = _("Rates per resident of {region}: by those of {parts} together until a new number is entered.")
        yield template.format(region=name_in(plan, code), parts=names_in(plan, parts))
    if found.uncounted:
        template = _("Rates per resident of {regions} wait until the number of residents is entered anew.")
        yield template.format(regions=names_in(plan, found.uncounted))
    yield _("Figures of months gone by that change: none. No one is counted as new or as having left.")


def undo_lines(declared: Declared, back: Counts) -> Iterator[str]:
    """What would be undone, and what stands again where it stood."""
    yield _("The divisions stand again as before this change:")
    yield from division_lines(declared)
    if declared.plan.renamed:
        return
    yield _("Goes back to where it stood: {records}.").format(records=_listed(back))


def _listed(counts: Iterable[tuple[Any, int]]) -> str:
    return _(", ").join(counted(kind, number) for kind, number in counts)


def division_lines(declared: Declared) -> Iterator[str]:
    """From which day; which divisions are split, end, begin and are called otherwise; then the codes of villages."""
    plan = declared.plan
    yield _("In force from {day}, by {document}.").format(day=declared.effective_on, document=declared.document)
    top = min(map(len, plan.concerned), default=0)
    yield from (_split_lines if declared.kind == DivisionChangeKind.SPLIT else _ending_lines)(plan, top)
    for code, naming in plan.opened.items():
        if len(code) == top:
            words = {"name": name_in(plan, code), "kind": naming.kind, "code": code}
            yield _("New: {name} ({kind}), {code}").format(**words)
    yield from _renamed_lines(plan)
    yield from _village_lines(plan, top)


def _ending_lines(plan: DivisionPlan, top: int) -> Iterator[str]:
    template = _("Ends: {former}, {code}. It goes on as {later}, {successor}.")
    for code, successor in sorted(plan.ended.items()):
        if len(code) == top:
            names = {"former": name_in(plan, code), "later": name_in(plan, successor)}
            yield template.format(**names, code=code, successor=successor)


def _split_lines(plan: DivisionPlan, top: int) -> Iterator[str]:
    """What is split, whether a rest of it stays, and where chosen households go."""
    for code in plan.divided:
        yield _("Split: {former}, {code}. It stays with the rest.").format(former=name_in(plan, code), code=code)
    for code, successor in sorted(plan.ended.items()):
        if len(code) == top:
            words = {"former": name_in(plan, code), "code": code, "later": name_in(plan, successor)}
            yield _("Split: {former}, {code}. It ends; {later} takes over what it held.").format(**words)
    for choice in plan.chosen:
        words = {"village": name_in(plan, choice.village), "into": name_in(plan, choice.into)}
        yield _("Chosen households of {village} go to {into}.").format(**words)


def _renamed_lines(plan: DivisionPlan) -> Iterator[str]:
    for before, after in plan.renamed.values():
        words = {
            "before": localised_name(before.name, before.name_en),
            "after": localised_name(after.name, after.name_en),
            "kind": after.kind,
        }
        yield _("{before} is called {after} ({kind}) from then on.").format(**words)


def _village_lines(plan: DivisionPlan, top: int) -> Iterator[str]:
    lower = [(code, later) for code, later in sorted(plan.follows.items()) if len(code) > top]
    names = [_("{name} {code} → {later}").format(name=name_in(plan, c), code=c, later=later) for c, later in lower]
    if names:
        yield _("Villages and their codes: {villages}.").format(villages=_("; ").join(names))
