"""Why the region assists a smaller or larger share of those flagged than the whole: by which steps and risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.components.html.bar_table import OUTLINE, PLAIN, SPACE, Bar, Slice, render_bars
from dashboard.components.html.download_links import csv_link
from dashboard.components.html.figure_list_links import figure_url, figure_url_of
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.components.text.number_format import format_rate, format_signed, format_thousands
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.hidden_section import draw_if_hidden
from shared.indicators import dimensions
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.rounding import format_column_unit
from shared.indicators.share_decomposition import Counts, decompose
from shared.locale import _

SHARE = "warning_to_assistance"
VERIFIED, ELIGIBLE, EVER = "mature_verification_rate", "eligible_assisted_rate", "mature_assisted_share"
KEYS = (SHARE, VERIFIED, ELIGIBLE, EVER)
FIGURES_OF_STEPS = (SHARE, VERIFIED, ELIGIBLE, EVER, SHARE, SHARE)  # what stands behind each step, in order
NOTABLE = 0.05  # percentage points that a sentence names


def draw_why_different(context: PageContext) -> None:
    """A sentence and steps from the share of the whole to that of the region; nothing where there is no whole.

    Of too few people only the sentence that they are too few.
    """
    whole, region = context.navigation.breadcrumb[0], context.region
    if region == whole:
        return
    totals = context.load_values(SHARE, regions=[whole, region])
    own, mean = (totals.total(SHARE, one.code, context.period) for one in (region, whole))
    if own.is_small:
        template = _("{region}: fewer than {n} flagged, too few to compare with {whole}")
        text = template.format(region=region.name, n=MIN_DENOMINATOR, whole=whole.name)
        draw_section_header(text, str(own.indicator.name), context.region_and_period)
    if not (own.is_rankable and mean.is_rankable) or own.value is None or mean.value is None:
        return
    values = context.load_values(*KEYS, regions=[whole, region], dimension="risk")
    if values.hides(whole.code) or draw_if_hidden(context, KEYS, values):
        return
    parts = _find_parts(context, values, region, whole, float(own.value - mean.value))
    draw_section_header(
        _describe(region, whole, own.value - mean.value, parts),
        str(own.indicator.name),
        format_column_unit(own.indicator.unit),
        context.region_and_period,
    )
    emit_html(render_bars({"": _build_steps(parts, (whole.name, mean), (region.name, own))}))
    emit_template("paragraph", text=_("Each step is exchanged in turn, in every order; its mean effect is shown."))
    files = (csv_link(key, context.region, context.period, dimension="risk") for key in KEYS)
    draw_section_footer(KEYS, context.as_of, context.allowed_downloads(*files))


def _find_parts(
    context: PageContext, values: IndicatorValues, region: RegionRef, whole: RegionRef, difference: float
) -> dict[str, float]:
    """What each step contributes, in percentage points, in order; people with several risks make up the rest."""
    found = decompose(*(_counts(values, one, context) for one in (region, whole)))
    names = (_("other risks"), _("verification"), _("eligibility"), _("assistance"), _("speed"))
    return dict(zip(names, found, strict=True)) | {_("people with several risks"): difference - sum(found)}


def _counts(values: IndicatorValues, region: RegionRef, context: PageContext) -> Counts:
    """By risk: people whose time is up, verified, eligible, assisted, assisted in time."""

    def count(risk: str) -> tuple[int, ...]:
        at = region.code, context.period, risk
        share, verified, eligible, ever = (values.category_value(key, *at) for key in KEYS)
        return tuple(n or 0 for n in (
            share.denominator, verified.numerator, eligible.denominator, ever.numerator, share.numerator,
        ))  # fmt: skip

    return {risk: count(risk) for risk in dimensions.values("risk")}


def _describe(region: RegionRef, whole: RegionRef, difference: Decimal, parts: Mapping[str, float]) -> str:
    """The difference and the steps that explain most of it, the largest first; and the largest to the other side."""
    sign = -1 if difference < 0 else 1
    causes = sorted((part for part in parts.items() if sign * part[1] >= NOTABLE), key=lambda part: -sign * part[1])
    higher = _("{region}: {much} points higher than {whole}: {causes}")
    template = higher if sign > 0 else _("{region}: {much} points lower than {whole}: {causes}")
    if not causes:
        template = _("{region}: as {whole}")
    texts = {"region": region.name, "whole": whole.name, "causes": _name_steps(causes[:3])}
    text = template.format(much=format_thousands(abs(difference), 1), **texts)
    opposed = min(parts.items(), key=lambda part: sign * part[1])
    if causes and sign * opposed[1] <= -NOTABLE:
        text = _("{sentence}; on the other side {causes}").format(sentence=text, causes=_name_steps([opposed]))
    return text


def _name_steps(steps: Sequence[tuple[str, float]]) -> str:
    return _(", ").join(f"{name} {format_signed(Decimal(points), 1)}" for name, points in steps)


def _build_steps(
    parts: Mapping[str, float], start: tuple[str, IndicatorValue], end: tuple[str, IndicatorValue]
) -> Sequence[Bar]:
    """The share of the whole, each step from where the one before ended, the share of the region."""
    bars, level = [_build_end(*start)], float(start[1].value or 0)
    own = end[1]
    for (name, points), key in zip(parts.items(), FIGURES_OF_STEPS, strict=True):
        if abs(points) >= NOTABLE:
            low = max(min(level, level + points), 0.0)
            piece = Slice(abs(points), style=OUTLINE if points < 0 else PLAIN)
            link = figure_url(key, own.region_code, own.period)
            bars.append(Bar(name, [Slice(low, style=SPACE), piece], format_signed(Decimal(points), 1), link))
        level += points
    return [*bars, _build_end(*end)]


def _build_end(name: str, value: IndicatorValue) -> Bar:
    return Bar(name, [Slice(value.value or 0)], format_rate(value.value or Decimal(0)), figure_url_of(value))
