"""What colours a map: shares in four or five classes with round limits, and the legend that says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from markupsafe import Markup

from dashboard.places import Place
from shared.locale import _

from .colours import Palette
from .template import render

MOST = 5  # classes: more cannot be told apart
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True)
class Shade:
    """The share of a region: `text` as it is read, `name` of what it is a share. Ranked unless it rests on few."""

    place: Place
    value: Decimal | None
    text: str
    name: str
    is_ranked: bool


Class = tuple[Decimal, Decimal]  # from, to below


def classes(values: Sequence[Decimal | None]) -> list[Class]:
    """At most five classes of equal width with round limits that hold all values; none without a value."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    step = _step(high - low, high)
    while (low // step) * step + MOST * step <= high:
        step = _step(step * MOST, high)
    start = (low / step).to_integral_value(ROUND_FLOOR) * step
    count = int((high - start) // step) + 1
    return [(start + n * step, start + (n + 1) * step) for n in range(count)]


def _step(span: Decimal, high: Decimal) -> Decimal:
    """The smallest round width of which five are more than `span`."""
    wanted = span / MOST or abs(high) / MOST or Decimal(1)
    size = Decimal(1).scaleb(wanted.adjusted())
    steps = [factor * size for factor in (*ROUND, Decimal(10), Decimal(20))]
    return next(step for step in steps if step > wanted)


def class_of(value: Decimal, bands: Sequence[Class]) -> int:
    """The position of the class that holds `value`."""
    return next(n for n, (_low, high) in enumerate(bands) if value < high)


def tones(bands: Sequence[Class], colours: Palette) -> list[str]:
    """A colour a class, weak to strong: the strongest steps, so that the weakest is not the ground."""
    return list(colours.steps[len(colours.steps) - len(bands) :])


def map_legend(shades: Sequence[Shade], bands: Sequence[Class], colours: Palette) -> Markup:
    """The classes with their limits, and what the others are."""
    digits = max(0, *(-int(low.normalize().as_tuple().exponent) for low, _high in bands))
    keys = [(tone, _range(band, digits)) for tone, band in zip(tones(bands, colours), bands, strict=True)]
    if any(not shade.is_ranked and shade.value is not None for shade in shades):
        keys.append((colours.few, _("rests on few")))
    if any(shade.place.is_zone for shade in shades):
        keys.append(("", _("Regions without a boundary stand in the table only.")))
    return render("map_legend", title=shades[0].name, keys=keys)


def _range(band: Class, digits: int) -> str:
    low, high = band
    return _("{low} to below {high}").format(low=f"{low:,.{digits}f}", high=f"{high:,.{digits}f}")
