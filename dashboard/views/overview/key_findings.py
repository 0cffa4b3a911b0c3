"""Key findings: sentences computed from the cube, each with a number, a comparison and a link."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dashboard.components.html.figure_list_links import figure_url, figure_url_of
from dashboard.components.html.finding_list import Finding
from dashboard.components.text.band_text import format_bands
from dashboard.components.text.number_format import (
    describe_change,
    format_headline_value,
    format_period,
    format_thousands,
    format_with_status,
)
from dashboard.components.text.ranking_text import find_extremes, format_each, join_names
from dashboard.components.text.small_numbers import MIN_NOTABLE_COUNT
from dashboard.indicator_values import IndicatorValues, count_failed
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.charity_checks import DUPLICATES, describe_delivery_errors
from dashboard.sections.submitted_months import find_late_submissions
from dashboard.sections.unusual_changes import describe_unusual_change, find_unusual_changes, latest_month
from shared.indicators.catalogue import indicator
from shared.indicators.control_limits import WARNING, derive_limits
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.locale import _

LATE = ("overdue_16_30", "overdue_31_up")  # bands of days past due that are more than 15
BY_REGION = ("warning_to_assistance", "undelivered_overdue", "standard_to_consumption")
IDENTITIES = "valid_identity_rate"
POPULATION = "low_income_population"
MOVING = (POPULATION, "persons_warned", "overdue_warnings", "temporary_assistance")


def list_key_findings(context: PageContext) -> list[Finding]:
    """At most one sentence for each question, the most urgent first."""
    values = context.load_values(*BY_REGION, regions=[context.region, *context.navigation.children])
    findings = [
        _find_overdue(context),
        _find_lowest_conversion(context, values),
        _find_undelivered(context, values),
        _find_growth(context),
        _find_standards_outside_band(context, values),
        _find_unusual_change(context),
        find_late_submissions(context),
        *_find_data_errors(context),
    ]
    return [finding for finding in findings if finding]


def _find_overdue(context: PageContext) -> Finding | None:
    regions = context.navigation.children or (context.region,)
    values = context.load_values(
        "overdue_warnings", regions=[context.region, *regions], dimension="overdue", categories=LATE
    )

    def late(region: RegionRef) -> Decimal:
        return sum(
            (values.value_or_zero("overdue_warnings", region.code, context.period, band) for band in LATE), Decimal(0)
        )

    worst = find_extremes(regions, late)
    if not late(context.region):
        return None
    template = _("{region}: {n} warnings overdue by more than 15 days, the most; {whole}: {total}.")
    if len(worst) == len(regions) or late(worst[0]) < MIN_NOTABLE_COUNT:  # all alike, or chance: only the whole is said
        template, worst = _("{whole}: {total} warnings overdue by more than 15 days."), list(regions)
    totals = {"whole": context.region.name, "total": format_thousands(late(context.region))}
    amount = template.format(
        region=_join_region_names(worst), n=format_each(format_thousands(late(worst[0])), worst), **totals
    )
    return Finding(amount, _link_to(context, "warnings", worst), _figure_of(context, "overdue_warnings", worst))


def _find_lowest_conversion(context: PageContext, values: IndicatorValues) -> Finding | None:
    template = _("{region}: {value} of those flagged assisted within {days} days, the lowest; {whole} {total}.")
    return _find_extreme_region(context, values, "warning_to_assistance", template, "warnings")


def _find_undelivered(context: PageContext, values: IndicatorValues) -> Finding | None:
    template = _("{region}: {value} of the charity quota undelivered past the deadline, the most; {whole} {total}.")
    finding = _find_extreme_region(context, values, "undelivered_overdue", template, "charity")
    late = values.total("undelivered_overdue", context.region.code, context.period)
    if finding or not late.value:
        return finding
    template = _("{whole}: {total} of the charity quota undelivered past the deadline.")
    message = template.format(whole=context.region.name, total=format_with_status(late))
    return Finding(message, context.url.link("charity"), figure_url_of(late))


def _find_extreme_region(
    context: PageContext, values: IndicatorValues, key: str, template: str, page: str
) -> Finding | None:
    """The child region on the worst side of a figure, compared with the selected region."""
    choose: Callable[..., RegionRef] = min if indicator(key).better_region > 0 else max

    def indicator_value(region: RegionRef) -> IndicatorValue:
        return values.total(key, region.code, context.period)

    ranked = [region for region in context.navigation.children if indicator_value(region).is_rankable]
    extremes = find_extremes(ranked, lambda region: indicator_value(region).value, choose)
    if len(extremes) == len(ranked) or (
        choose is max and (indicator_value(extremes[0]).value or 0) < MIN_NOTABLE_COUNT
    ):
        return None  # none known, all alike, or chance: nobody stands out
    limits = derive_limits(indicator_value(context.region))
    if limits and all(abs(limits.distance(indicator_value(region))) < WARNING for region in extremes):
        return None  # no farther from the whole than chance goes
    texts = {
        "value": format_each(format_with_status(indicator_value(extremes[0])), extremes),
        "total": format_headline_value(indicator_value(context.region)),
        "days": str(indicator_value(context.region).window),
    }
    return Finding(
        template.format(region=_join_region_names(extremes), whole=context.region.name, **texts),
        _link_to(context, page, extremes),
        _figure_of(context, key, extremes),
    )


def _join_region_names(regions: list[RegionRef]) -> str:
    return join_names([region.name for region in regions])


def _link_to(context: PageContext, page: str, regions: list[RegionRef]) -> str:
    """The link to the one region of a finding; to the selected region when there are several."""
    return context.url.link(page, region=_region_of(context, regions))


def _figure_of(context: PageContext, key: str, regions: list[RegionRef]) -> str:
    """The page of the figure of that region."""
    return figure_url(key, _region_of(context, regions), context.period)


def _region_of(context: PageContext, regions: list[RegionRef]) -> str:
    return (regions[0] if len(regions) == 1 else context.region).code


def _find_growth(context: PageContext) -> Finding | None:
    year_ago = context.find_basis(POPULATION, context.period.year_ago)
    children = context.comparable_regions(context.navigation.children, context.period.year_ago)
    if not (children and year_ago):
        return None
    values = context.load_values(POPULATION, regions=[context.region, *children], periods=[context.period, year_ago])

    def rise(region: RegionRef) -> Decimal:
        now, earlier = (values.value_or_zero(POPULATION, region.code, period) for period in (context.period, year_ago))
        return (now - earlier) / earlier if earlier >= MIN_DENOMINATOR else Decimal(0)

    def change(region: RegionRef) -> str:
        now, earlier = (values.total(POPULATION, region.code, period) for period in (context.period, year_ago))
        return describe_change(now, earlier)

    fastest = find_extremes(children, rise)
    if (
        len(fastest) > 1
        or values.value_or_zero(POPULATION, fastest[0].code, context.period)
        - values.value_or_zero(POPULATION, fastest[0].code, year_ago)
        < MIN_NOTABLE_COUNT
    ):
        return None  # several alike, or chance
    region = fastest[0]
    template = _("{region}: low-income population {change} on a year earlier, the fastest rise; {whole} {total}.")
    texts = {
        "region": region.name,
        "whole": context.region.name,
        "change": change(region),
        "total": change(context.region),
    }
    link = context.url.link("coverage", region=region.code)
    return Finding(template.format(**texts), link, _figure_of(context, POPULATION, [region]))


def _find_unusual_change(context: PageContext) -> Finding | None:
    """The change on the month that is farthest from what is usual."""
    month = latest_month(context)
    movers = find_unusual_changes(context, month, MOVING)
    if not movers:
        return None
    message = _("{month}: {change}.").format(
        month=format_period(month), change=describe_unusual_change(context, movers[0])
    )
    return Finding(message, context.url.link("changes", period=month.key), figure_url_of(movers[0].now))


def _find_standards_outside_band(context: PageContext, values: IndicatorValues) -> Finding | None:
    key = "standard_to_consumption"
    values_by_region = [
        (p, values.total(key, p.code, context.period)) for p in (context.region, *context.navigation.children)
    ]
    outside = [(p, f) for p, f in values_by_region if f.value is not None and f.is_outside_band]
    if not outside:
        return None
    template = _("Dibao standard outside {band} of last year's consumption: {regions}.")
    regions = _(", ").join(
        f"{region.name} {format_with_status(indicator_value)}" for region, indicator_value in outside
    )
    band = format_bands(f for _region, f in outside)
    message = template.format(band=band, regions=regions)
    return Finding(message, context.url.link("coverage"), figure_url_of(outside[0][1]))


def _find_data_errors(context: PageContext) -> list[Finding]:
    """Records to check: deliveries, and identity numbers, each with a link to its page."""
    numbers = count_failed(context.load_values(IDENTITIES).total(IDENTITIES, context.region.code, context.period))
    message = _("{n} identity numbers with a wrong check digit").format(n=format_thousands(numbers))
    pages = {
        ("charity", DUPLICATES): describe_delivery_errors(context),
        ("methodology", IDENTITIES): [message] if numbers else [],
    }
    return [
        Finding(
            _("Records to check: {faults}.").format(faults=_("; ").join(faults)),
            context.url.link(page),
            _figure_of(context, key, [context.region]),
        )
        for (page, key), faults in pages.items()
        if faults
    ]
