"""What was not delivered by its deadline: in which runs, and in which regions."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.foremost import apiece, foremost, together
from dashboard.parts.numbers import said
from dashboard.parts.section import foot, head
from dashboard.parts.small import FEW
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.programmes import Plan, kinds_of
from dashboard.sections.all_programmes import LATE, columns_of, runs_incomplete
from dashboard.sections.offered import exists_at, why_missing
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

KEYS = (LATE, "quota", "deliveries", "delivery_rate")


def late_runs(visit: Visit, existing: list[Plan]) -> None:
    """The runs that missed their deadline, the most units first; nothing when none did."""
    here, figures = visit.here.code, visit.read(*KEYS, split="run", parts=[plan.key for plan in existing])
    late = [plan for plan in existing if figures.number(LATE, here, visit.period, plan.key)]
    if not late:
        return
    late.sort(key=lambda plan: -figures.number(LATE, here, visit.period, plan.key))

    def row(plan: Plan) -> Row:
        name = _("{programme} {run} (to {deadline})").format(
            programme=plan.name, run=plan.label, deadline=plan.deadline_on
        )
        cells = [figures.part(key, here, visit.period, plan.key) for key in KEYS]
        return Row(name, cells, visit.address.to(programme=plan.kind, run=plan.key))

    head(runs_incomplete(visit, existing), _("Runs with deliveries missing past their deadline"), visit.where_and_when)
    draw(
        "plain", content=table(_("Incomplete runs"), _("Run"), columns_of(KEYS, bar=LATE), [row(plan) for plan in late])
    )
    split = f"run={','.join(plan.key for plan in late)}"
    foot(KEYS, visit.as_of, visit.files(*(csv(key, visit.here, visit.period, split=split) for key in KEYS)))


def late_by_region(visit: Visit, existing: list[Plan]) -> None:
    """What is late in each region, all together and by programme."""
    level, kinds = visit.around.compared[0].level, kinds_of(existing)
    if not exists_at(LATE, level):
        draw("words", words=why_missing([LATE], level))
        return
    places = list(dict.fromkeys([visit.around.parent, *visit.around.compared]))
    totals = visit.read(LATE, places=places)
    parts = visit.read(LATE, places=places, split="kind", parts=list(kinds))
    behind = [kind for kind in kinds if any(parts.number(LATE, p.code, visit.period, kind) for p in places)]
    if not behind:
        return

    def late(place: Place) -> IndicatorValue:
        return totals.one(LATE, place.code, visit.period)

    def row(place: Place) -> Row:
        cells = [late(place), *(parts.part(LATE, place.code, visit.period, kind) for kind in behind)]
        is_whole = place == visit.around.parent
        link = "" if is_whole or place == visit.here else visit.address.to(region=place.code)
        return Row(place.name, cells, link, whole=is_whole, here=place == visit.here)

    whole, *others = places
    others.sort(key=lambda place: -(late(place).value or 0))
    head(_most_late(visit, whole, others, totals), str(indicator(LATE).name), visit.where_and_when)
    one = indicator(LATE)
    columns = [Column(_("All programmes"), one.unit, bar=True), *(Column(kinds[kind], one.unit) for kind in behind)]
    draw("plain", content=table(_("Undelivered by region"), _("Region"), columns, [row(p) for p in (whole, *others)]))
    by_programme = _("{figure} (by programme)").format(figure=one.name)
    files = [
        csv(LATE, whole, visit.period, level=level),
        csv(LATE, whole, visit.period, level=level, split=f"kind={','.join(behind)}", name=by_programme),
    ]
    foot([LATE], visit.as_of, visit.files(*files))


def _most_late(visit: Visit, whole: Place, others: list[Place], figures: Figures) -> str:
    most = foremost(others, lambda place: figures.number(LATE, place.code, visit.period))
    total, worst = (figures.one(LATE, place.code, visit.period) for place in (whole, most[0]))
    words = {"whole": whole.name, "total": said(total)}
    if len(most) == len(others) or (worst.value or 0) < FEW:
        return _("{whole}: {total} undelivered past the deadline").format(**words)
    sentence = _("{place}: {n} undelivered past the deadline, the most; {whole} {total}")
    return sentence.format(place=together([place.name for place in most]), n=apiece(said(worst), most), **words)
