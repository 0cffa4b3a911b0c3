"""What the page of a figure says of it, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dashboard.components.text.band_text import format_bands
from dashboard.components.text.number_format import format_exact, format_thousands
from dashboard.figure_page.figure_request import RequestedFigure
from dashboard.figure_page.figure_sides import name_sides
from shared.indicators.fact_sheet import FactSheet, fact_sheet
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.intervals import explain_interval, interval_of
from shared.indicators.notes import notes
from shared.locale import _
from shared.services.figure_states import explain_state, find_restatement
from shared.services.future_changes import list_future_changes

Term = tuple[str, list[str]]  # a term and its lines; the first line is the answer


def list_terms(figure: RequestedFigure) -> Iterator[Term]:
    """Sides, interval, maturity, state, future changes, definition, law, source."""
    value, sheet = figure.value, fact_sheet(figure.value.indicator, figure.value.law)
    for term, name, number in name_sides(value):
        yield term, [f"{name}{_(': ')}{number}"]
    if value.base_year is not None:
        yield _("Population year"), [str(value.base_year)]
    if value.value is not None:
        yield _("95% interval"), _describe_interval(value)
    yield _("Maturity"), _describe_maturity(value, sheet)
    yield _("Status"), [str(value.state.label), *explain_state(figure.session, value, figure.snapshot)]
    yield from _restatement(figure)
    yield _("What would still change it"), _future_changes(figure)
    if further := [str(note) for note in notes(value)]:
        yield _("Notes"), further
    yield _("Direction"), [sheet.direction, *_describe_band(value)]
    yield _("Definition"), [f"{sheet.definition} ({sheet.code})", sheet.version]
    yield _("Why it matters"), [sheet.reason]
    yield _("Legal basis"), [sheet.basis]
    yield _("Source"), _describe_source(sheet)
    yield _("As of"), [str(figure.snapshot.day)]


def _describe_interval(value: IndicatorValue) -> list[str]:
    interval, unit = interval_of(value), value.indicator.unit
    if interval is None:
        return [explain_interval(value.indicator)]
    low, high = (format_exact(end, unit) for end in interval)
    template = _("{low} to {high} {unit}, n = {n}")
    n = value.denominator or 0
    lines = [template.format(low=low, high=high, unit=unit.label, n=format_thousands(n))]
    if value.is_small:
        lines.append(_("Fewer than {n}: shown in grey, not ranked.").format(n=MIN_DENOMINATOR))
    return [*lines, explain_interval(value.indicator)]


def _describe_maturity(value: IndicatorValue, sheet: FactSheet) -> list[str]:
    if value.indicator.is_current:
        return [_("Known of the as-of day alone.")]
    ripe = value.period.end + timedelta(days=value.window)
    template = _("{window}; complete since {day}") if ripe < value.day else _("{window}; complete on {day}")
    return [template.format(window=sheet.maturity, day=ripe)]


def _restatement(figure: RequestedFigure) -> Iterator[Term]:
    """The locked value beside the present one."""
    restated = find_restatement(figure.session, figure.value)
    if restated is None:
        return
    unit = figure.value.indicator.unit
    numbers = (one.value for one in (restated.original, restated.revised))
    original, revised = ("—" if number is None else format_exact(number, unit) for number in numbers)
    yield _("Restated"), [_("Locked as {original}, now {revised}").format(original=original, revised=revised)]


def _future_changes(figure: RequestedFigure) -> list[str]:
    changes = list(list_future_changes(figure.session, figure.value, figure.snapshot))
    return changes or [_("Nothing but a correction, which would be marked as a restatement.")]


def _describe_band(value: IndicatorValue) -> list[str]:
    if value.band is None:
        return [_("The law sets no band or target.")]
    template = _("Band of the law: {band}; the value lies in it.")
    if value.value is None:
        template = _("Band of the law: {band}.")
    elif value.is_outside_band:
        template = _("Band of the law: {band}; the value lies outside of it.")
    return [template.format(band=format_bands([value]))]


def _describe_source(sheet: FactSheet) -> list[str]:
    template = _("{records} (tables: {tables})")
    owner = _("Answers for the data: {owner}; rhythm: {rhythm}").format(owner=sheet.owner, rhythm=sheet.rhythm)
    records = template.format(records=sheet.records, tables=sheet.tables)
    return [f"{sheet.system}{_(': ')}{records}", _("Cut-off: {cut_off}").format(cut_off=sheet.cut_off), owner]
