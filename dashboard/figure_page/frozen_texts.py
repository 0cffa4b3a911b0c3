"""What is said of a figure as it stood, and of what has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from dashboard.components.text.number_format import format_exact_with_unit, format_period, format_thousands
from dashboard.figure_page.figure_request import join_names, load_names
from dashboard.figure_page.frozen_figure import FrozenFigure, FrozenFigures, Trait
from shared.access import ScopedSession
from shared.clock import LOCAL, Period
from shared.indicators.catalogue import INDICATORS
from shared.indicators.notes import suppression_note
from shared.indicators.side_names import name_of_side
from shared.indicators.units import Unit
from shared.locale import _

Term = tuple[str, str]


class Difference(NamedTuple):
    """What is not as it was."""

    what: str
    then: str
    now: str


@dataclass(frozen=True)
class ShownFrozen:
    """A figure as it stood, in words. Where its reader may not see it, there is only `denial`."""

    title: str
    fixed: str
    value: str = ""
    state: str = ""
    state_name: str = ""
    terms: tuple[Term, ...] = ()
    denial: str = ""
    is_small: bool = False


def show_frozen(frozen: FrozenFigures, *, is_shown: bool) -> ShownFrozen:
    """The one figure of an address."""
    title = _("As it stood on {day}").format(day=frozen.day)
    if not is_shown:
        return ShownFrozen(title, "", denial=explain_denial())
    one = frozen.figures[0]
    fixed = format_fixed_at(frozen.fixed_at)
    about = title, fixed, show_value(one), one.state.value, str(one.state.label), tuple(_list_terms(frozen, one))
    return ShownFrozen(*about, is_small=one.is_small)


def explain_denial() -> str:
    """Why the number that stands in an address is not shown, and who sees it."""
    return _("The figure as it stood then is not shown. {reason}").format(reason=suppression_note())


def format_fixed_at(moment: datetime) -> str:
    """When an address was made."""
    return _("Fixed at {time}").format(time=f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}")


def show_value(one: FrozenFigure) -> str:
    """The number with all its digits and its unit; of a blank its state."""
    return str(one.state.label) if one.value is None else format_exact_with_unit(one.value, one.unit)


def show_sides(one: FrozenFigure) -> str:
    """`38 / 74` behind a quotient; empty for others."""
    if not one.factor or one.numerator is None or one.denominator is None:
        return ""
    return f"{_side(one, one.numerator, Trait.MONEY_ABOVE)} / {_side(one, one.denominator, Trait.MONEY_BELOW)}"


def name_frozen(one: FrozenFigure) -> str:
    """What a figure is called today; its key where it is declared no more."""
    return str(INDICATORS[one.key].name) if one.key in INDICATORS else one.key


def describe_place(session: ScopedSession, params: Mapping[str, str]) -> str:
    """Region, period and category of an address, also of those that are no more."""
    region, category = params["region"], params.get("category", "")
    period = format_period(Period.parse(params["period"]))
    return " · ".join(filter(None, (join_names(load_names(session, region), region), period, category)))


def _list_terms(frozen: FrozenFigures, one: FrozenFigure) -> Iterator[Term]:
    declared = INDICATORS.get(one.key)
    sides = (
        (_("Numerator"), declared and declared.numerator, one.numerator, Trait.MONEY_ABOVE),
        (_("Denominator"), declared and declared.denominator, one.denominator, Trait.MONEY_BELOW),
    )
    for term, measure, number, trait in sides:
        is_side = trait is Trait.MONEY_BELOW or Trait.PERCENTILE not in one.traits
        if number is not None and is_side:
            name = f"{name_of_side(declared, measure)}{_(': ')}" if declared and measure else ""
            yield term, f"{name}{_side(one, number, trait)}"
    yield _("Status"), str(one.state.label)
    yield _("As of"), frozen.day.isoformat()
    yield _("Definition"), describe_definition(one)
    yield _("Selection"), one.selection or "—"


def _side(one: FrozenFigure, number: int, trait: Trait) -> str:
    return format_exact_with_unit(round(number / 100), Unit.YUAN) if trait in one.traits else format_thousands(number)


def describe_definition(one: FrozenFigure) -> str:
    """`version 1 (7f0a…)`."""
    return _("version {number} ({definition})").format(number=one.version, definition=one.definition)


def find_differences(then: FrozenFigure, now: FrozenFigure) -> list[Difference]:
    """What of a figure is not as it was: value, state, definition, selection."""
    compared = [
        (_("Value"), show_with_sides(then), show_with_sides(now)),
        (_("Status"), str(then.state.label), str(now.state.label)),
        (_("Definition"), describe_definition(then), describe_definition(now)),
        (_("Selection"), then.selection or "—", now.selection or "—"),
    ]
    return [Difference(*one) for one in compared if one[1] != one[2]]


def describe_differences(then: FrozenFigure, now: FrozenFigure) -> list[str]:
    """The same in sentences."""
    template = _("{what}: then {then}, today {now}.")
    lines = [template.format(what=what, then=before, now=after) for what, before, after in find_differences(then, now)]
    return lines or [_("Nothing has changed since: value, status, definition and selection are the same.")]


def show_as_stood(one: FrozenFigure) -> list[str]:
    """The state, the definition and the selection of a figure, in lines."""
    state = [str(one.state.label)] if one.value is not None else []
    definition = f"{_('Definition')}{_(': ')}{describe_definition(one)}"
    selection = [f"{_('Selection')}{_(': ')}{one.selection}"] if one.selection else []
    return [*state, definition, *selection]


def show_with_sides(one: FrozenFigure) -> str:
    """The number, and what it was divided from."""
    sides = show_sides(one)
    return _("{text} ({detail})").format(text=show_value(one), detail=sides) if sides else show_value(one)
