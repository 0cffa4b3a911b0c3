"""Who came and who left, and apart from them who only changed the tier, by month."""

from __future__ import annotations

from dashboard.parts.chart import show
from dashboard.parts.courses import flows as flow_chart
from dashboard.parts.download import csv
from dashboard.parts.numbers import said
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.indicators.units import Unit
from shared.locale import _

ENTRIES, EXITS, NET, MOVES = KEYS = ("entries", "exits", "net_change", "moves")


def flows(visit: Visit) -> None:
    """Diverging bars with a line."""
    months, here = visit.as_of.months, visit.here.code
    figures = visit.read(*KEYS, periods=dict.fromkeys([*months, visit.period]))
    entries, exits, net, moves = (said(figures.one(key, here, visit.period)) for key in KEYS)
    sentence = _("{entries} newly in, {exits} no longer in: {net} net; {moves} moved between tiers")
    name = _("Persons newly in, no longer in, and moved between tiers, by month")
    head(
        sentence.format(entries=entries, exits=exits, net=net, moves=moves),
        name,
        str(Unit.PERSONS.label),
        visit.where_and_when,
    )
    drawn = {str(indicator(key).name): [float(figures.number(key, here, month)) for month in months] for key in KEYS}
    show(flow_chart(months, drawn, visit.period, visit.colours), "flows", name)
    rows = [Row(m.key, [figures.one(key, here, m) for key in KEYS]) for m in reversed(months)]
    columns = [Column(str(indicator(key).name), Unit.PERSONS) for key in KEYS]
    by_month = table(name, _("Month"), columns, rows)
    foot(KEYS, visit.as_of, visit.files(*(csv(key, visit.here, *months) for key in KEYS)), by_month)
