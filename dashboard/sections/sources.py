"""Reference data: where it comes from, and how far it can be relied on."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup
from sqlalchemy import func, select

from dashboard.parts.section import head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.visit import Visit
from shared.locale import _
from shared.models import (
    AssistanceStandard,
    CodeListItem,
    DataStatus,
    LegalParameter,
    ParameterKind,
    PublishedCount,
    ResidentPopulation,
    ResidentStatistic,
)
from shared.models.choices import label_of
from shared.models.labels import nouns
from shared.models.published_count import reference_period

RECORDS: tuple[type[Record], ...] = (
    ResidentPopulation,
    ResidentStatistic,
    AssistanceStandard,
    LegalParameter,
    PublishedCount,
    CodeListItem,
)

Record = ResidentPopulation | ResidentStatistic | AssistanceStandard | LegalParameter | PublishedCount | CodeListItem

STATUSES = {status.value: status.label for status in DataStatus}
UNSURE = {status.value for status in DataStatus if status.needs_mark}


def sources(visit: Visit) -> None:
    """How many rows of each reference table have which status."""
    counts = {record: _by_status(visit, record) for record in RECORDS}
    unsure = sum(n for found in counts.values() for status, n in found.items() if status in UNSURE)
    head(
        _("{n} reference values are not confirmed and stay marked").format(n=f"{unsure:,}"),
        _("Rows of reference data by how far they can be relied on"),
    )
    present = [status for status in DataStatus if any(found[status] for found in counts.values())]
    rows = [Row(str(nouns(record)), [f"{found[status]:,}" for status in present]) for record, found in counts.items()]
    columns = [Column(str(status.label)) for status in present]
    draw("plain", content=table(_("Reference data"), _("Data"), columns, rows))


def _by_status(visit: Visit, record: type[Record]) -> Counter[str]:
    status = record.status
    return Counter(dict(visit.session.execute(select(status, func.count()).group_by(status)).all()))


def parameters(visit: Visit) -> None:
    """Numbers of the law that rules and figures use, each with its document and status."""
    rows = visit.session.scalars(select(LegalParameter).order_by(LegalParameter.key, LegalParameter.valid_from))
    lines = [
        Row(p.key, [_kind(p.kind), f"{p.value} {p.unit}", str(p.valid_from), p.document, str(STATUSES[p.status])])
        for p in rows
    ]
    head(_("Legal parameters"), _("dated, with document and status"))
    names = (_("Kind of value"), _("Value"), _("Valid from"), _("Document"), _("Status"))
    _fold(table(_("Legal parameters"), _("Parameter"), [Column(name) for name in names], lines), len(lines))


def _kind(kind: str) -> str:
    return str(label_of(ParameterKind, kind))


def published(visit: Visit) -> None:
    """Counts that offices published: what our own figures are compared with."""
    rows = visit.session.scalars(select(PublishedCount).order_by(PublishedCount.region_code, PublishedCount.id))
    lines = [
        Row(c.indicator, [f"{c.value} {c.unit}", reference_period(c.dated), c.source, str(STATUSES[c.status])])
        for c in rows
    ]
    head(_("Published counts"), _("what our own figures are compared with"))
    names = (_("Value"), _("Date"), _("Source"), _("Status"))
    _fold(table(_("Published counts"), _("Figure"), [Column(name) for name in names], lines), len(lines))


def _fold(content: Markup, lines: int) -> None:
    draw("fold", content=content, lines=lines)
