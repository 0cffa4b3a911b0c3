"""The charts of a brief, as numbers with their texts: course, funnel, ranking, deliveries."""

from __future__ import annotations

from dashboard.brief.key_figures import (
    CONVERSION,
    COVERAGE,
    DELIVERED,
    DELIVERIES,
    FUNNEL,
    POPULATION,
    QUOTA,
    show,
)
from dashboard.components.text.number_format import (
    format_exact_with_unit,
    format_period,
    format_share,
    format_thousands,
    format_with_status,
)
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.league import RankedValue, rank_values
from shared.interchange.printed.document import BarChart, BarStyle, LineChart, PrintedBar
from shared.locale import _
from shared.models import ProgrammeKind

WAITING = "persons_not_due"
EACH_END = 5  # regions at the head and at the foot of the ranking


def chart_population(context: PageContext) -> LineChart:
    """The low-income population of all counted months, the chosen period marked."""
    months = context.as_of.months
    values = context.load_values(POPULATION, periods=months)
    series = [values.total(POPULATION, context.region.code, month) for month in months]
    known = [value.value for value in series if value.value is not None]
    unit, first, last = indicator(POPULATION).unit, months[0], months[-1]
    inside = [number for number, month in enumerate(months) if month in context.period.months]
    note = _("Grey: {period}. The scale does not begin at zero.").format(period=format_period(context.period))
    return LineChart(
        str(indicator(POPULATION).name),
        _("{n} months: {low} to {high}").format(n=len(months), low=format_period(first), high=format_period(last)),
        [None if value.value is None else float(value.value) for value in series],
        first.key,
        last.key,
        format_exact_with_unit(min(known), unit) if known else "",
        format_exact_with_unit(max(known), unit) if known else "",
        (inside[0], inside[-1]) if inside else None,
        note,
    )


def chart_funnel(context: PageContext) -> BarChart:
    """People flagged, verified, found eligible and assisted, each with its share of those flagged."""
    values = context.load_values(*FUNNEL, WAITING)
    steps = [values.total(key, context.region.code, context.period) for key in FUNNEL]
    names = (_("Flagged"), _("Verified"), _("Eligible"), _("Assisted"))
    waiting = values.total(WAITING, context.region.code, context.period)
    bars = [_bar(name, step, _step_text(step, steps[0])) for name, step in zip(names, steps, strict=True)]
    bars.append(_bar(_("Not yet due"), waiting, show_count(waiting), BarStyle.HATCHED))
    caption = _("People flagged in the period, and what became of them")
    return BarChart(_("From warning to assistance"), caption, bars, _("In brackets: share of those flagged."))


def _step_text(step: IndicatorValue, flagged: IndicatorValue) -> str:
    text = show_count(step)
    if step is flagged or step.value is None or flagged.value is None or flagged.value < MIN_DENOMINATOR:
        return text
    return _("{much} ({percent})").format(much=text, percent=format_share(step.value, flagged.value))


def show_count(value: IndicatorValue) -> str:
    """A count without its unit; of a blank the mark."""
    return show(value) if value.value is None else format_thousands(value.value)


def _bar(name: str, value: IndicatorValue, text: str, style: BarStyle = BarStyle.FILLED) -> PrintedBar:
    return PrintedBar(name, None if value.value is None else float(value.value), text, style)


def chart_ranking(context: PageContext) -> BarChart:
    """The regions ahead and behind, by the share assisted in time; by coverage where no such shares can be ranked."""
    regions = {region.code: region for region in context.navigation.compared_regions}
    for key in (CONVERSION, COVERAGE):
        values = context.load_values(key, regions=[context.navigation.parent, *regions.values()])
        ranked = [one for one in rank_values(values.total(key, code, context.period) for code in regions) if one.rank]
        if len(ranked) > 1:
            break
    whole = values.total(key, context.navigation.parent.code, context.period)
    shown = ranked if len(ranked) <= 2 * EACH_END else [*ranked[:EACH_END], *ranked[-EACH_END:]]
    bars = [_ranked_bar(regions[one.value.region_code].name, one) for one in shown]
    left_out = len(regions) - len(ranked)
    return BarChart(
        str(indicator(key).name),
        _describe_shown(len(shown), len(ranked), has_side=bool(indicator(key).better_region)),
        bars,
        " ".join(filter(None, (_describe_mean(context, whole) if bars else "", _describe_left_out(left_out)))),
        None if whole.value is None or not bars else float(whole.value),
    )


def _describe_shown(shown: int, ranked: int, *, has_side: bool) -> str:
    if not ranked:
        return _("No region can be ranked here")
    first = _("1 is the best") if has_side else _("1 is the highest")
    template = _("All {n} regions with their rank; {first}")
    if shown < ranked:
        template = _("Of {n} regions {few} at each end, with their rank; {first}")
    return template.format(few=EACH_END, n=ranked, first=first)


def _ranked_bar(name: str, one: RankedValue) -> PrintedBar:
    return _bar(f"{one.rank}. {name}", one.value, format_with_status(one.value))


def _describe_mean(context: PageContext, whole: IndicatorValue) -> str:
    if whole.value is None:
        return ""
    return _("Dashed: {whole}, {value}.").format(whole=context.navigation.parent.name, value=format_with_status(whole))


def _describe_left_out(number: int) -> str:
    """Why some regions have no rank."""
    template = _("Without a rank ({n}): no number, or fewer than {least}.") if number else ""
    return template.format(n=number, least=MIN_DENOMINATOR)


def chart_deliveries(context: PageContext) -> BarChart:
    """Charity delivered of the quota by kind of programme; deliveries alone where there are no quotas."""
    kinds = [kind.value for kind in ProgrammeKind]
    values = context.load_values(QUOTA, DELIVERIES, DELIVERED, dimension="kind", categories=kinds)
    named = {str(kind.label): _of_kind(context, values, kind.value) for kind in ProgrammeKind}
    planned = {name: sides for name, sides in named.items() if sides[0].value}
    if planned:
        bars = [_quota_bar(name, *sides) for name, sides in planned.items()]
        caption = _("Delivered / quota, and share of the quota delivered")
        return BarChart(_("Charity delivered of the quota"), caption, bars, _("Outline: the whole quota."))
    bars = [
        _bar(name, delivered, show_count(delivered))
        for name, (_quota, delivered, _rate) in named.items()
        if delivered.value or delivered.value is None
    ]
    return BarChart(_("Charity deliveries"), _("No quota is planned here: deliveries by kind"), bars)


def _of_kind(
    context: PageContext, values: IndicatorValues, kind: str
) -> tuple[IndicatorValue, IndicatorValue, IndicatorValue]:
    quota, delivered, rate = (
        values.category_value(key, context.region.code, context.period, kind) for key in (QUOTA, DELIVERIES, DELIVERED)
    )
    return quota, delivered, rate


def _quota_bar(name: str, quota: IndicatorValue, delivered: IndicatorValue, rate: IndicatorValue) -> PrintedBar:
    """A bar of percent, so that programmes of any size stand below each other."""
    text = f"{show_count(delivered)} / {show_count(quota)}"
    if rate.value is None:
        return PrintedBar(name, None, text, outline=100)
    share = _("{much} ({percent})").format(much=text, percent=format_with_status(rate))
    return PrintedBar(name, min(float(rate.value), 100), share, outline=100)
