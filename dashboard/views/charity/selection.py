"""Which programme the charity page is about: all of them, one kind, or one cycle of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import RegionRef
from dashboard.sections.charity_cycles import CycleSummary, kind_options
from shared.clock import Period
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

ALL = "all"


@dataclass(frozen=True)
class ProgrammeSelection:
    """A kind of programme, its cycles, and the selected cycle or ALL."""

    kind: str
    cycles: tuple[CycleSummary, ...]
    cycle: str

    @property
    def dimension(self) -> str:
        """The dimension of the selection."""
        return "kind" if self.cycle == ALL else "cycle"

    @property
    def category(self) -> str:
        """The category of that dimension."""
        return self.kind if self.cycle == ALL else self.cycle

    @property
    def filter_expression(self) -> str:
        """The selection as a parameter of file links: `kind=solar`."""
        return f"{self.dimension}={self.category}"

    @property
    def selected_cycles(self) -> tuple[CycleSummary, ...]:
        """The selected cycles."""
        return tuple(cycle for cycle in self.cycles if self.cycle in {ALL, cycle.key})

    def list_months(self, counted: tuple[Period, ...]) -> list[Period]:
        """The counted months since the first selected cycle began."""
        first_day = min(cycle.starts_on for cycle in self.selected_cycles)
        return [month for month in counted if month.end >= first_day] or list(counted)

    def load_values(
        self, context: PageContext, *keys: str, regions: Iterable[RegionRef] = (), periods: Iterable[Period] = ()
    ) -> IndicatorValues:
        """The values of the selection, for the regions and periods of `PageContext.load_values`."""
        selected = [self.category]
        return context.load_values(
            *keys, regions=regions, periods=periods, dimension=self.dimension, categories=selected
        )

    def value_from(self, values: IndicatorValues, key: str, region: str, period: Period) -> IndicatorValue:
        """The value of the selection."""
        return values.category_value(key, region, period, self.category)


def select_programme(context: PageContext, cycles: list[CycleSummary]) -> ProgrammeSelection | None:
    """The selection in the URL: a kind of programme with all its cycles or one; None for all programmes."""
    kind = context.query_option("programme", programme_options(cycles), ALL)
    cycles_of_kind = tuple(cycle for cycle in cycles if cycle.kind == kind)
    if kind == ALL:
        context.query_option("cycle", cycle_options(cycles_of_kind), ALL)
        return None
    return ProgrammeSelection(kind, cycles_of_kind, context.query_option("cycle", cycle_options(cycles_of_kind), ALL))


def programme_options(cycles: list[CycleSummary]) -> dict[str, str]:
    """All programmes together, or one kind."""
    return {ALL: _("All programmes")} | kind_options(cycles)


def cycle_options(cycles: tuple[CycleSummary, ...]) -> dict[str, str]:
    """The cycles to choose from, with their names."""
    return {ALL: _("All cycles")} | {cycle.key: cycle.label for cycle in cycles}
