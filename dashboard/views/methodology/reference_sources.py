"""Reference data: where it comes from, and how far it can be relied on."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup
from sqlalchemy import func, select

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_header
from dashboard.page_context import PageContext
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
from shared.models.labelled_enum import label_of
from shared.models.labels import nouns
from shared.models.published_count import format_reference_period

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
UNCONFIRMED = {status.value for status in DataStatus if status.needs_mark}


def draw_reference_data(context: PageContext) -> None:
    """The number of rows of each reference table by status."""
    counts = {record: _count_by_status(context, record) for record in RECORDS}
    unsure = sum(n for by_status in counts.values() for status, n in by_status.items() if status in UNCONFIRMED)
    draw_section_header(
        _("{n} reference values are unverified and marked as such").format(n=f"{unsure:,}"),
        _("Reference values by reliability"),
    )
    present = [status for status in DataStatus if any(by_status[status] for by_status in counts.values())]
    rows = [
        Row(str(nouns(record)), [f"{by_status[status]:,}" for status in present])
        for record, by_status in counts.items()
    ]
    columns = [Column(str(status.label)) for status in present]
    emit_html(render_table(_("Reference data"), _("Data"), columns, rows))


def _count_by_status(context: PageContext, record: type[Record]) -> Counter[str]:
    status = record.status
    return Counter(dict(context.session.execute(select(status, func.count()).group_by(status)).all()))


def draw_legal_parameters(context: PageContext) -> None:
    """Parameters of the law that rules and indicators use, each with document and status."""
    rows = context.session.scalars(select(LegalParameter).order_by(LegalParameter.key, LegalParameter.valid_from))
    lines = [
        Row(
            p.key, [_format_kind(p.kind), f"{p.value} {p.unit}", str(p.valid_from), p.document, str(STATUSES[p.status])]
        )
        for p in rows
    ]
    draw_section_header(_("Legal parameters"), _("dated, with document and status"))
    names = (_("Type of value"), _("Value"), _("Valid from"), _("Document"), _("Status"))
    _emit_folded(
        render_table(_("Legal parameters"), _("Parameter"), [Column(name) for name in names], lines), len(lines)
    )


def _format_kind(kind: str) -> str:
    return str(label_of(ParameterKind, kind))


def draw_published_counts(context: PageContext) -> None:
    """Published counts, which indicators are compared with."""
    rows = context.session.scalars(select(PublishedCount).order_by(PublishedCount.region_code, PublishedCount.id))
    lines = [
        Row(
            c.indicator,
            [f"{c.value} {c.unit}", format_reference_period(c.reference_period), c.source, str(STATUSES[c.status])],
        )
        for c in rows
    ]
    draw_section_header(_("Published counts"), _("used to check the statistics of this system"))
    names = (_("Value"), _("Date"), _("Source"), _("Status"))
    _emit_folded(
        render_table(_("Published counts"), _("Indicator"), [Column(name) for name in names], lines), len(lines)
    )


def _emit_folded(content: Markup, lines: int) -> None:
    emit_template("folded", content=content, lines=lines)
