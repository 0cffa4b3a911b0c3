"""How the figures of a file are split: by which dimension, into which of its values, and what those are called."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import UserError, suggest
from shared.indicators.catalogue import INDICATORS, MEASURES, dimensions_of
from shared.indicators.dimensions import LABELS, values
from shared.indicators.measure import Measure
from shared.locale import _
from shared.locale.localised import localised_name
from shared.models import ProgrammeCycle


@dataclass(frozen=True)
class DimensionFilter:
    """A dimension, which of its values are asked for, and all that have their rows: all it has when none is named.

    No dimension: a total.
    """

    dimension: str = ""
    only: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.dimension}={','.join(self.only)}" if self.only else self.dimension


def parse_dimension(session: Session, text: str, key: str) -> DimensionFilter:
    """Read `run` or `run=1,2`. UserError names the dimensions of the figure, or the values of the dimension."""
    dimension, _is, listed = text.partition("=")
    known = dimensions_of(key)
    if dimension and dimension not in known:
        sentence = _('"{key}" cannot be split by "{split}". It can be by: {known}.')
        raise UserError(sentence.format(key=key, split=dimension, known=suggest(dimension, known, LABELS) or "—"))
    names = category_labels(session, dimension, MEASURES[INDICATORS[key].numerator])
    only = tuple(dict.fromkeys(listed.split(","))) if listed else ()
    for value in only:
        if value not in names:
            sentence = _('There is no "{value}" in {split}. Choose from: {known}.')
            raise UserError(
                sentence.format(
                    value=value,
                    split=LABELS.get(dimension, dimension),
                    known=suggest(value, list(names), names) or "—",
                )
            )
    return DimensionFilter(dimension, only, only or tuple(names))


def category_labels(session: Session, dimension: str, of: Measure) -> dict[str, str]:
    """Value → name for a dimension of a measure, in order; runs of charity programmes are named by their own rows."""
    if dimension == "run":
        return {
            str(run.id): _run_name(run) for run in session.scalars(select(ProgrammeCycle).order_by(ProgrammeCycle.id))
        }
    return values(dimension, of) if dimension else {}


def _run_name(run: ProgrammeCycle) -> str:
    return f"{localised_name(run.programme.name, run.programme.name_en)} {run.label}"
