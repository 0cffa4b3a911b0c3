"""Tiers over the months: who is in assistance, and which tier moved most."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.parts.chart import show
from dashboard.parts.courses import stacked
from dashboard.parts.download import csv
from dashboard.parts.numbers import difference, period_name
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.visit import Figures, Visit
from shared.indicators import dimensions
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

KEY, HOUSEHOLDS = "recipients_by_tier", "households_by_tier"


def tiers(visit: Visit) -> None:
    """Stacked areas of the four tiers, then persons and households of each in the period."""
    months, here = visit.as_of.months, visit.here.code
    figures = visit.read(KEY, periods=months, split="tier")
    names = {tier: name for tier, name in dimensions.values("tier").items() if tier in figures.values(KEY)}
    if not names:
        return
    head(_finding(visit, figures, names), str(indicator(KEY).name), str(Unit.PERSONS.label), visit.here.name)
    series = {name: [float(figures.number(KEY, here, m, tier)) for m in months] for tier, name in names.items()}
    show(stacked(months, series, visit.period, visit.colours), "tiers", _("Persons in assistance by tier, by month"))
    rows = [Row(m.key, [figures.part(KEY, here, m, tier) for tier in names]) for m in reversed(months)]
    columns = [Column(name, Unit.PERSONS) for name in names.values()]
    by_month = table(_("Persons in assistance by tier, by month"), _("Month"), columns, rows)
    draw("plain", content=_now(visit, names))
    files = visit.files(
        csv(KEY, visit.here, *months, split="tier", name=_("{figure}, by month").format(figure=indicator(KEY).name)),
        *(csv(key, visit.here, visit.period, split="tier") for key in (KEY, HOUSEHOLDS)),
    )
    foot([KEY, HOUSEHOLDS], visit.as_of, files, by_month)


def _now(visit: Visit, names: dict[str, str]) -> Markup:
    """A line a tier: persons and households of the period, and how the persons moved on the year."""
    here, year_ago = visit.here.code, visit.basis(KEY, visit.period.year_ago)
    figures = visit.read(KEY, HOUSEHOLDS, periods=[visit.period, *([year_ago] if year_ago else [])], split="tier")

    def row(tier: str, name: str) -> Row:
        persons, households = (figures.part(key, here, visit.period, tier) for key in (KEY, HOUSEHOLDS))
        before = figures.part(KEY, here, year_ago, tier) if year_ago else None
        return Row(name, [persons, households, *([difference(persons, before)] if before else [])])

    columns = [Column(str(indicator(key).name), indicator(key).unit) for key in (KEY, HOUSEHOLDS)]
    if year_ago:
        columns.append(Column(_("On the year")))
    rows = [row(tier, name) for tier, name in names.items()]
    return table(_("Persons and households by tier"), _("Tier"), columns, rows)


def _finding(visit: Visit, figures: Figures, names: dict[str, str]) -> str:
    """Which tier changed most in the year up to the period, or since the first month there is."""
    months = visit.as_of.months
    last = next(month for month in reversed(months) if month.start <= visit.period.end)
    first = last.year_ago if visit.as_of.holds(last.year_ago) else months[0]

    def moved(tier: str) -> float:
        then, now = (figures.number(KEY, visit.here.code, month, tier) for month in (first, last))
        return abs(float(now - then))

    most = max(names, key=moved)
    then, now = (figures.part(KEY, visit.here.code, month, most) for month in (first, last))
    words = _("{tier} changed most, against {month}: {change}")
    return words.format(tier=names[most], month=period_name(first), change=difference(now, then))
