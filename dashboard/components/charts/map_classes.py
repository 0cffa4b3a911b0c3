"""Classes of a map: at most five of equal width with round limits, their colours and their legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from markupsafe import Markup

from dashboard.components.charts.palette import Palette
from dashboard.components.html.rendering import render_template
from dashboard.region_navigation import RegionRef
from shared.locale import _

MAX_CLASSES = 5  # classes: more cannot be told apart
MIN_CLASSES = 4  # classes: fewer say little
ROUND_FACTORS = tuple(map(Decimal, ("1", "2", "2.5", "5")))  # tried first, then the less round
LESS_ROUND_FACTORS = tuple(map(Decimal, ("1.25", "1.5", "3", "4", "6", "8")))


@dataclass(frozen=True)
class RegionShare:
    """The share of a region: as text, and the name of what it is a share of. Ranked unless its denominator is small."""

    region: RegionRef
    value: Decimal | None
    text: str
    name: str
    is_ranked: bool


Class = tuple[Decimal, Decimal]  # from, to below


def build_classes(values: Sequence[Decimal | None], ceiling: Decimal | None = None) -> list[Class]:
    """At most five classes of equal width with round limits that hold all values; none without a value.

    `ceiling`: what no value exceeds, as 100 percent; the last class holds it too.
    """
    numbers = [value for value in values if value is not None]
    if not numbers:
        return []
    low, high = min(numbers), max(numbers)
    if low == high:
        return _divide(low, high, _list_widths(abs(high) or Decimal(1), ROUND_FACTORS)[0], ceiling)
    found = [
        _divide(low, high, width, ceiling)
        for factors in (ROUND_FACTORS, LESS_ROUND_FACTORS)
        for width in _list_widths(high - low, factors)
    ]
    return next((bands for bands in found if MIN_CLASSES <= len(bands) <= MAX_CLASSES), None) or next(
        bands for bands in found if len(bands) <= MAX_CLASSES
    )


def _divide(low: Decimal, high: Decimal, width: Decimal, ceiling: Decimal | None) -> list[Class]:
    """Classes of one width from the limit below `low` to the one above `high`, or to the ceiling."""
    start = (low / width).to_integral_value(ROUND_FLOOR) * width
    count = int((high - start) // width) + 1
    if high == ceiling and high == start + (count - 1) * width and count > 1:
        count -= 1
    return [(start + n * width, start + (n + 1) * width) for n in range(count)]


def _list_widths(span: Decimal, factors: Sequence[Decimal]) -> list[Decimal]:
    """Round widths in rising order from the first that `span` holds at most five times."""
    least = span / MAX_CLASSES
    size = Decimal(1).scaleb(least.adjusted())
    return [factor * scale for scale in (size, size * 10) for factor in factors if factor * scale >= least]


def find_class(value: Decimal, bands: Sequence[Class]) -> int:
    """The position of the class that holds `value`."""
    return next((n for n, (_low, high) in enumerate(bands) if value < high), len(bands) - 1)


def select_class_colours(bands: Sequence[Class], colours: Palette, better: int = 0) -> list[str]:
    """A colour for each class: the strongest steps, so that the weakest differs from the background.

    The strongest marks what needs attention: the lowest where more is `better`, else the highest.
    """
    steps = list(colours.steps[len(colours.steps) - len(bands) :])
    return steps[::-1] if better > 0 else steps


def render_map_legend(
    shades: Sequence[RegionShare], bands: Sequence[Class], colours: Palette, better: int = 0
) -> Markup:
    """The classes with their limits, and what other colours mean."""
    digits = max(0, *(-int(low.normalize().as_tuple().exponent) for low, _high in bands))
    is_closed = any(shade.is_ranked and shade.value == bands[-1][1] for shade in shades)
    keys = [
        (tone, _format_class(band, digits, is_closed=is_closed and band == bands[-1]))
        for tone, band in zip(select_class_colours(bands, colours, better), bands, strict=True)
    ]
    if better:
        keys.append(("", _("Darker: needs attention first")))
    if any(not shade.is_ranked and shade.value is not None for shade in shades):
        keys.append((colours.not_compared, _("small denominator")))
    if any(shade.region.is_zone for shade in shades):
        keys.append(("", _("Regions without a boundary are listed in the table only.")))
    return render_template("map_legend", title=shades[0].name, keys=keys, is_dark=colours.is_dark)


def _format_class(band: Class, digits: int, *, is_closed: bool) -> str:
    low, high = (f"{limit:,.{digits}f}" for limit in band)
    return (_("{low} to {high}") if is_closed else _("{low} to below {high}")).format(low=low, high=high)
