"""Figures as CSV: tidy, one observation a row, the same numbers as on screen (docs/csv.md)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.indicators.catalogue import MEASURES
from shared.indicators.dimensions import values
from shared.indicators.figure import Figure
from shared.indicators.reading import figures
from shared.locale import ENGLISH, language
from shared.models import Region, Run

from .csv_text import encoded
from .figures_request import FiguresRequest

COLUMNS = (
    "figure",
    "figure_name",
    "region_code",
    "region_name",
    "level",
    "period",
    "split",
    "split_value",
    "split_label",
    "value",
    "unit",
    "numerator",
    "denominator",
    "state",
    "as_of",
    "refreshed_at",
    "definition",
    "source",
)


def figures_csv(session: ScopedSession, request: FiguresRequest) -> Iterator[bytes]:
    """The file of a request, in pieces."""
    return encoded(COLUMNS, figure_rows(session, request))


def figure_rows(session: ScopedSession, request: FiguresRequest) -> Iterator[tuple[Any, ...]]:
    """The rows of a request, in order of region and split value."""
    labels = split_labels(session, request.split)
    for regions in request.places(session):
        named = {region.code: region for region in regions}
        found = figures(session, [request.indicator.key], list(named), [request.period], request.split)
        for figure in sorted(found, key=lambda f: (f.region_code, f.dimension)):
            yield _row(figure, named[figure.region_code], request, labels)


def split_labels(session: Session, split: str) -> dict[str, str]:
    """Value → name for a dimension; runs of charity programmes are named by their own rows."""
    if split == "run":
        return {str(run.id): _run_name(run) for run in session.scalars(select(Run))}
    return values(split) if split else {}


def _run_name(run: Run) -> str:
    return f"{run.programme.name_en if language() == ENGLISH else run.programme.name} {run.label}"


def _row(figure: Figure, region: Region, request: FiguresRequest, labels: dict[str, str]) -> tuple[Any, ...]:
    one, (split, _is, value) = figure.indicator, figure.dimension.partition("=")
    name = region.name_en if language() == ENGLISH and region.name_en else region.name
    return (
        one.key,
        str(one.name),
        figure.region_code,
        name,
        region.level,
        figure.period.key,
        split,
        value,
        labels.get(value, value),
        figure.value,
        str(one.unit.label),
        _side(figure, figure.numerator, one.numerator),
        _side(figure, figure.denominator, one.denominator),
        figure.state.value,
        request.as_of.day,
        request.as_of.refreshed_at,
        str(one.definition),
        one.source,
    )


def _side(figure: Figure, number: int | None, measure: str) -> Decimal | int | None:
    """One side of a figure, money in yuan; nothing for a blank."""
    if number is None or (figure.state.is_blank and figure.denominator is None):
        return None
    return Decimal(number) / 100 if MEASURES[measure].is_money else number
