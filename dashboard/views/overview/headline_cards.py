"""The headline of the overview and its four cards: each value with its series and its changes."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.components.html.download_links import csv_link
from dashboard.components.html.indicator_cards import Card, draw_cards
from dashboard.components.html.section_layout import draw_page_headline
from dashboard.components.text.assistance_text import describe_warned_and_assisted
from dashboard.components.text.number_format import (
    format_compact,
    format_resident_rate,
    format_share,
    format_with_status,
)
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.sections.charity_checks import describe_incomplete_cycles
from dashboard.sections.charity_cycles import load_cycles
from dashboard.sections.low_income_text import format_low_income
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _
from shared.rules.parameter_keys import ASSISTANCE_DAYS

PERSONS, ASSISTED, LATE, GRANTS = CARDS = (
    "low_income_population",
    "assisted_after_warning",
    "undelivered_overdue",
    "temporary_assistance",
)
WARNED = "persons_warned"
NOTE_KEYS = ("coverage_rate", WARNED, "deliveries", "temporary_per_grant")
NOTE_OF_CARD = {
    PERSONS: "coverage_rate",
    ASSISTED: WARNED,
    GRANTS: "temporary_per_grant",
}  # what stands beside a card's figure


def draw_headline_and_cards(
    context: PageContext, urgent: str = "", before_cards: Callable[[PageContext], None] | None = None
) -> None:
    """A headline, then the cards; `urgent` takes the place of the headline; `before_cards` is drawn between."""
    values = context.load_values(*CARDS, *NOTE_KEYS, periods=[context.period, *context.basis_periods])
    warned, assisted = (_current_value(context, values, key) for key in (WARNED, ASSISTED))
    of_period = _describe_period(context, warned, assisted)
    question = _("{where}: what needs attention?").format(where=context.region_and_period)
    texts = (urgent, f"{context.region_and_period} · {of_period}") if urgent else (of_period, question)
    draw_page_headline(*texts, [_current_value(context, values, PERSONS), warned, assisted])
    if before_cards:
        before_cards(context)
    draw_cards(_build_cards(context, values), context.palette)


def format_period_headline(context: PageContext) -> str:
    """How many are in the tiers, and how many of those flagged were assisted: the answer of the page."""
    values = context.load_values(WARNED, ASSISTED)
    warned, assisted = (_current_value(context, values, key) for key in (WARNED, ASSISTED))
    return _describe_period(context, warned, assisted)


def _describe_period(context: PageContext, warned: IndicatorValue, assisted: IndicatorValue) -> str:
    return _("; ").join((format_low_income(context), describe_warned_and_assisted(warned, assisted)))


def _current_value(context: PageContext, values: IndicatorValues, key: str) -> IndicatorValue:
    return values.total(key, context.region.code, context.period)


def _build_cards(context: PageContext, values: IndicatorValues) -> list[Card]:
    charity = "deliveries" if _current_value(context, values, LATE).value is None else LATE
    series = context.load_values(PERSONS, ASSISTED, charity, GRANTS, periods=context.as_of.months)

    def card(key: str, aside: str, link: str, change: list[str]) -> Card:
        months = [series.total(key, context.region.code, month) for month in context.as_of.months]
        keys_in_file = [
            key_in_file
            for key_in_file in (key, NOTE_OF_CARD.get(key))
            if key_in_file and _current_value(context, values, key_in_file).value is not None
        ]
        series_file = csv_link(
            key, context.region, *context.as_of.months, name=_("{figure}, by month").format(figure=indicator(key).name)
        )
        files = context.allowed_downloads(
            *(csv_link(key_in_file, context.region, context.period) for key_in_file in keys_in_file), series_file
        )
        return Card(str(indicator(key).name), _current_value(context, values, key), aside, link, months, change, files)

    to, change = context.url.link, {key: context.change_texts(values, key) for key in (PERSONS, charity, GRANTS)}
    residents, grant = (
        _current_value(context, values, "coverage_rate"),
        _current_value(context, values, "temporary_per_grant"),
    )
    rate = format_resident_rate(residents) if residents.value is not None else ""
    per_grant = format_with_status(grant) if grant.value is not None else ""
    return [
        card(PERSONS, rate, to("coverage"), change[PERSONS]),
        card(ASSISTED, _format_warned_note(context, values), to("warnings"), _assisted_changes(context, values)),
        card(
            charity,
            _format_quota_note(context, _current_value(context, values, charity)),
            to("charity"),
            change[charity],
        ),
        card(GRANTS, per_grant, to(measure=GRANTS), change[GRANTS]),
    ]


def _format_warned_note(context: PageContext, values: IndicatorValues) -> str:
    assisted = _current_value(context, values, ASSISTED)
    if assisted.is_suppressed:
        return ""
    if not assisted.denominator:
        return _("No warning was issued in this period")
    warned = format_with_status(_current_value(context, values, WARNED))
    if assisted.state is ObservationStatus.IMMATURE:
        return _("of {warned} flagged, so far").format(warned=warned)
    if assisted.denominator < MIN_DENOMINATOR:
        return _("of {quota}").format(quota=warned)
    template = _("{share} of {warned} flagged")
    return template.format(share=format_share(assisted.numerator or 0, assisted.denominator), warned=warned)


def _assisted_changes(context: PageContext, values: IndicatorValues) -> list[str]:
    """Changes of the number assisted; none while warnings are immature, since more will still be assisted."""
    if context.may_compare(ASSISTED):
        return context.change_texts(values, ASSISTED)
    return [_("too recent to compare: less than {days} days old").format(days=context.as_of.days(ASSISTANCE_DAYS))]


def _format_quota_note(context: PageContext, late: IndicatorValue) -> str:
    """The quota beside what is late, and the number of incomplete cycles."""
    if late.indicator.key != LATE or not late.denominator:
        return ""
    texts = [_("of {quota}").format(quota=format_compact(late.denominator, indicator("quota").unit))]
    if late.value:
        texts.append(describe_incomplete_cycles(context, load_cycles(context)))
    return _("; ").join(texts)
