"""The dimension of a file, its categories, and what those are called."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import UserError, suggest
from shared.indicators.catalogue import INDICATORS, MEASURES, dimensions_of
from shared.indicators.dimensions import LABELS, values
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.measure import Measure
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import ProgrammeCycle


@dataclass(frozen=True)
class DimensionFilter:
    """A dimension; `only` are the categories in the query, `categories` those with rows: all when none is named.

    Without a dimension: the total.
    """

    dimension: str = ""
    only: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.dimension}={','.join(self.only)}" if self.only else self.dimension


def parse_dimension(session: Session, text: str, key: str) -> DimensionFilter:
    """Read `cycle` or `cycle=1,2`. UserError names the dimensions of the figure, or the categories of the dimension."""
    dimension, _is, listed = text.partition("=")
    dimensions = dimensions_of(key)
    if dimension and dimension not in dimensions:
        template = _('"{key}" has no dimension "{dimension}". It has: {known}.')
        raise UserError(
            template.format(key=key, dimension=dimension, known=suggest(dimension, dimensions, LABELS) or "—")
        )
    names = category_labels(session, dimension, MEASURES[INDICATORS[key].numerator])
    only = tuple(dict.fromkeys(listed.split(","))) if listed else ()
    for category in only:
        if category not in names:
            template = _('There is no "{category}" in {dimension}. Choose from: {known}.')
            raise UserError(
                template.format(
                    category=category,
                    dimension=LABELS.get(dimension, dimension),
                    known=suggest(category, list(names), names) or "—",
                )
            )
    return DimensionFilter(dimension, only, only or tuple(names))


def category_labels(session: Session, dimension: str, of: Measure) -> dict[str, str]:
    """Category → label for a dimension of a measure, in order; cycles of charity programmes have their own names."""
    if dimension == "cycle":
        return {
            str(cycle.id): _cycle_name(cycle)
            for cycle in session.scalars(select(ProgrammeCycle).order_by(ProgrammeCycle.id))
        }
    return values(dimension, of) if dimension else {}


def name_category(session: Session, of: IndicatorValue) -> str:
    """`By tier: dibao` of a value of a category; empty for a total."""
    dimension, _is, category = of.dimension.partition("=")
    if not dimension:
        return ""
    labels = category_labels(session, dimension, MEASURES[of.indicator.numerator])
    return f"{LABELS.get(dimension, dimension)}{_(': ')}{labels.get(category, category)}"


def _cycle_name(cycle: ProgrammeCycle) -> str:
    return f"{localised_name(cycle.programme.name, cycle.programme.name_en)} {cycle.label}"
