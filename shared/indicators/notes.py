"""What must be said beside a figure so that nobody takes it for something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from babel.support import LazyProxy

from shared.access.protected_readers import opening_roles
from shared.access.roles import Role
from shared.locale import _
from shared.locale import lazy as _l
from shared.models.labelled_enum import label_of

from .catalogue import MEASURES
from .indicator import Indicator
from .indicator_value import MIN_DENOMINATOR, IndicatorValue
from .measure import Timing
from .sibling_counts import SMALLEST_SHOWN

PARTS_EXCEED = _l(
    "The parts may add up to more than the total: a person counted in two regions is counted once in the region above."
)
CARRIED_FORWARD = _l("Residents of the year shown, the latest known for the region.")
RESIDENTS_OF = _l("Residents: sum of {divisions}, which became one.")
RESIDENTS_UNKNOWN = _l("Villages came or went since the residents were counted: their number has to be entered anew.")
NOT_SHOWN = _l(
    "It counts {first} to {last} people, households or records, or such a number could be worked out from it. Who "
    "holds one of these roles for the region sees it: {roles}."
)
TOO_RECENT = _l("Too recent to be complete: outcomes take up to {days} days.")
TOO_FEW_TO_RANK = _l("Fewer than {n}: not suitable for ranking.")


def notes(figure: IndicatorValue) -> Iterator[LazyProxy | str]:
    """The notes of a cell, the general ones first."""
    if may_exceed(figure.indicator):
        yield PARTS_EXCEED
    if text := residents_note(figure):
        yield text
    if figure.is_suppressed:
        yield suppression_note()
    if figure.state.is_blank:
        return
    if figure.is_carried_forward:
        yield CARRIED_FORWARD
    if figure.is_immature:
        yield str(TOO_RECENT).format(days=figure.window)
    if figure.is_small:
        yield str(TOO_FEW_TO_RANK).format(n=MIN_DENOMINATOR)


def suppression_note() -> str:
    """Why a number is not shown, and who sees it."""
    roles = _(", ").join(str(label_of(Role, role)) for role in opening_roles())
    return str(NOT_SHOWN).format(first=1, last=SMALLEST_SHOWN - 1, roles=roles)


def residents_note(figure: IndicatorValue) -> str:
    """Whose residents divide where divisions changed since they were counted; empty where they did not."""
    if figure.residents_of is None:
        return str(RESIDENTS_UNKNOWN)
    template = str(RESIDENTS_OF) if figure.residents_of else ""
    return template.format(divisions=_(", ").join(figure.residents_of))


def defined(one: Indicator, law: Mapping[str, object]) -> str:
    """The definition as people read it: with what a reader who adds up the parts must know."""
    counts_once = may_exceed(one) and MEASURES[one.numerator].timing not in {Timing.CAME, Timing.LEFT}  # those say it
    return f"{one.define(law)} {PARTS_EXCEED}" if counts_once else one.define(law)


def may_exceed(one: Indicator) -> bool:
    """Whether regions, months or values may add up to more than their whole: a person in two of them is one person."""
    measure = MEASURES[one.numerator]
    return not one.needs_base and measure.subject is not None and measure.timing is not Timing.STOCK
