"""All declared measures and indicators, by key."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache

from shared.errors import UserError, suggest
from shared.locale import _
from shared.rules.parameter_keys import PARAMETER_KEYS, ParameterKey

from .dimensions import values
from .indicator import Indicator
from .law_values import LawValues, law_values_used, to_text
from .measure import EXACTLY, INNER_DIMENSIONS, TWO_DAYS, Measure, Summand
from .queries import canonical_sql, categorical_expressions, integer_expressions
from .themes import (
    assistance,
    benefits,
    charity,
    coverage,
    deadlines,
    discovery,
    entrants,
    exits,
    medical_charity,
    monitored,
    movements,
    outcomes,
    pledges,
    solar,
    standards,
    submissions,
    suspects,
    transitions,
    waiting_times,
    warnings,
)
from .unit_checks import check_units

THEMES = (
    coverage,
    movements,
    transitions,
    warnings,
    outcomes,
    waiting_times,
    deadlines,
    discovery,
    assistance,
    charity,
    solar,
    medical_charity,
    standards,
    monitored,
    exits,
    entrants,
    benefits,
    pledges,
    submissions,
    suspects,
)
MEASURES: dict[str, Measure] = {m.key: m for theme in THEMES for m in theme.MEASURES}
COUNTED_MEASURES = {key: measure for key, measure in MEASURES.items() if measure.sum_of is None}
"""Those that have cells of their own."""


def _place(one: Indicator) -> tuple[str, int, str]:
    """Where a figure stands in the catalogue: A2 before A10, C5a behind C5."""
    number = one.code[1:].rstrip("abc")
    return one.code[0], int(number), one.code


INDICATORS: dict[str, Indicator] = {
    i.key: i for i in sorted((i for theme in THEMES for i in theme.INDICATORS), key=_place)
}
for declared in INDICATORS.values():
    check_units(declared, MEASURES)


def indicator(key: str) -> Indicator:
    """The declared indicator. UserError names the nearest keys when there is none."""
    if key not in INDICATORS:
        template = _('There is no indicator "{key}". Did you mean: {nearest}?')
        raise UserError(template.format(key=key, nearest=suggest(key, list(INDICATORS))))
    return INDICATORS[key]


def dimensions_of(key: str) -> list[str]:
    """Names of the dimensions of a figure: those that all its measures know."""
    dimensions = [set(MEASURES[m].dimensions) for m in INDICATORS[key].measures if m not in UNDIMENSIONED_MEASURES]
    if not dimensions or INDICATORS[key].percentile:
        return []
    return sorted(set.intersection(*dimensions) - INNER_DIMENSIONS)


@lru_cache(maxsize=4096)
def summands(key: str, dimension: str) -> tuple[Summand, ...]:
    """The cells whose sum a measure comes to, in all (`dimension` "") or in a category (`tier=dibao`)."""
    sum_of = MEASURES[key].sum_of
    if sum_of is not None:
        return sum_of(dimension)
    return (Summand(1, key, "" if key in UNDIMENSIONED_MEASURES else dimension),)


def summands_of(one: Indicator, dimension: str) -> list[Summand]:
    """The cells that all sides of a figure are read from."""
    return [each for key in one.measures for each in summands(key, dimension)]


@cache
def counted_measures(key: str) -> frozenset[str]:
    """Keys of the measures with cells of their own that a figure rests on, in all or in its categories."""
    one = INDICATORS[key]
    return frozenset(each.measure for part in ("", *_sample_categories(one)) for each in summands_of(one, part))


@lru_cache(maxsize=4096)
def cells_behind(key: str, dimension: str) -> frozenset[tuple[str, str]]:
    """Which cells a figure is read from, in all or in a category (`tier=dibao`): measures, each with a dimension."""
    one = INDICATORS[key]
    found = {(measure, part.partition("=")[0]) for _sign, measure, part in summands_of(one, dimension)}
    return frozenset(found | ({(one.numerator, EXACTLY)} if one.percentile else set()))


@cache
def inner_dimensions(key: str) -> dict[str, frozenset[str]]:
    """The dimensions that the categories of a figure are read from where they are sums, each with the measures."""
    one, found = INDICATORS[key], dict[str, frozenset[str]]()
    for part in _sample_categories(one):
        for _sign, measure, dimension in summands_of(one, part):
            name = dimension.partition("=")[0]
            found[name] = found.get(name, frozenset()) | {measure}
    return found


def _sample_categories(one: Indicator) -> list[str]:
    """All categories of the measures of a figure that are sums."""
    sums = [MEASURES[key] for key in one.measures if MEASURES[key].sum_of is not None]
    return [f"{name}={category}" for measure in sums for name in measure.dimensions for category in values(name)]


def law_of_measure(measure: Measure) -> set[ParameterKey]:
    """The legal parameters that a measure counts with."""
    expressions = [*categorical_expressions(measure), *integer_expressions(measure)]
    if measure.where is not None:
        expressions.append(measure.where(TWO_DAYS[0]))
    return {key for expression in expressions for key in law_values_used(expression)}


@cache
def parameters_of(key: str) -> tuple[ParameterKey, ...]:
    """The legal parameters that a figure rests on: those its measures count with, its window, its band."""
    one = INDICATORS[key]
    counted_with = {parameter for measure in one.measures for parameter in law_of_measure(MEASURES[measure])}
    rests_on = counted_with | {parameter for parameter in (one.matures_by, *(one.band or ())) if parameter}
    return tuple(parameter for parameter in PARAMETER_KEYS.values() if parameter in rests_on)


@cache
def settles(key: str) -> bool:
    """Whether a past number of a figure stands still once its time is over, unless somebody corrects it.

    Not what has no history, nor what counts every later outcome of a cohort, however late.
    """
    measures = [MEASURES[measure] for measure in INDICATORS[key].measures]
    return not any(one.current_only or (one.is_cut and not INDICATORS[key].is_ripe) for one in measures)


UNDIMENSIONED_MEASURES = {"residents"}  # a denominator that stays whole when the numerator has a dimension


def definitions_hash(law: LawValues) -> str:
    """A hash over all declarations and the numbers of the law: a cube built from others must be built again."""
    lines = (_declaration(measure) for measure in MEASURES.values())
    return hashlib.sha256("\n".join([*lines, to_text(law)]).encode()).hexdigest()


def _declaration(m: Measure) -> str:
    """What a measure means."""
    periods = "" if m.adds_up else "quarters"  # has cells of longer periods than months
    return f"{m.key} {m.timing} {m.stays_in} {sorted(m.dimensions)} {m.deepest} {periods} {canonical_sql(m)}"
