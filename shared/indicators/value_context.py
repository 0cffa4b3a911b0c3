"""What figures must know beside the cube: whose residents divide, whom a programme is for, what the law asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from shared.clock import Period
from shared.models import Base, Programme, ProgrammeCycle, ResidentPopulation
from shared.models.region import level_of
from shared.rules.parameters import ParameterTable, load_parameters

from .catalogue import MEASURES, UNDIMENSIONED_MEASURES, counted_measures, summands_of
from .counted_rows import record_of
from .cube import CellKey
from .cube_reader import fetch_revised_cells
from .indicator import Indicator
from .indicator_value import Band
from .keys_in_cube import revised_keys
from .locked_months import MonthLock
from .residents_of_parts import ResidentsOfParts

BOTH_ENDS = ("least", "most")
NO_LIMIT = Decimal("Infinity")
LOADED = "loaded_records"  # where a session keeps the kinds of records of which there are any
OF_PROGRAMMES = {"cycle": ProgrammeCycle.id, "kind": Programme.kind}


class About:
    """Read only as far as figures ask for it, and when the first of them does."""

    def __init__(
        self,
        session: Session,
        indicators: Collection[Indicator],
        regions: list[str],
        dimension: str,
        times: Collection[Period],
        residents: ResidentsOfParts | None = None,
    ) -> None:
        """About these figures, regions, periods and categories of a dimension."""
        self._session, self._indicators, self._regions, self._times = session, indicators, regions, times
        self._dimension, self._residents = dimension, residents

    @cached_property
    def _years(self) -> dict[str, list[tuple[int, date, date | None]]]:
        per_head = any(one.denominator in UNDIMENSIONED_MEASURES for one in self._indicators)
        return _population_years(self._session, self._regions) if per_head else {}

    @cached_property
    def _beneficiaries(self) -> dict[str, set[str]]:
        for_some = self._dimension in OF_PROGRAMMES and any(one.only_for for one in self._indicators)
        return _beneficiaries(self._session, self._dimension) if for_some else {}

    @cached_property
    def _law(self) -> ParameterTable:
        bands = {key for one in self._indicators for key in one.band or () if key}
        return load_parameters(self._session, bands) if bands else ParameterTable([])

    @cached_property
    def _revised(self) -> dict[CellKey, datetime]:
        measures = {measure for one in self._indicators for measure in counted_measures(one.key)}
        return fetch_revised_cells(self._session, measures, self._regions, self._times)

    def attributes(
        self, one: Indicator, region: str, time: Period, dimension: str, day: date, lock: MonthLock | None
    ) -> dict[str, Any]:
        """What a value of a figure carries beside its two sides; `day`: the last that the period counts to."""
        found: dict[str, Any] = {}
        if one.denominator in UNDIMENSIONED_MEASURES:
            found["base_year"] = self.population_year(one, region, day)
            found["residents_of"] = self.residents_of(one, region, day)
        if one.band:
            found["band"] = self.band(one, region, day)
        if self._revised:
            found["is_revised"] = self.is_revised(one, region, time, dimension, lock)
        return found

    def is_loaded(self, one: Indicator) -> bool:
        """Whether there is any record of all that a figure is counted from, wherever it stands."""
        loaded: set[type[Base]] = self._session.info.setdefault(LOADED, set())
        needed = _records_of(one.measures)
        for record in needed - loaded:
            if self._session.connection().execute(select(exists(select(record)))).scalar():
                loaded.add(record)
        return needed <= loaded

    def is_revised(
        self, one: Indicator, region: str, time: Period, dimension: str, lock: MonthLock | None = None
    ) -> bool:
        """Whether a measure of a figure moved after the period was over, or after that was locked."""
        if not self._revised:
            return False
        cells = (
            (m, region, key, part)
            for _sign, m, part in summands_of(one, dimension)
            for key in revised_keys(time, MEASURES[m], level_of(region))
        )
        moments = map(self._revised.get, cells)
        return any(at is not None and (lock is None or at > lock.locked_at) for at in moments)

    def residents_of(self, one: Indicator, region: str, day: date) -> tuple[str, ...] | None:
        """The names of the townships whose residents together divide a figure; empty where its own do."""
        if self._residents is None or one.denominator not in UNDIMENSIONED_MEASURES:
            return ()
        parts = self._residents.parts(region, day)
        return () if parts == (region,) else parts and self._residents.names(parts)

    def population_year(self, one: Indicator, region: str, day: date) -> int | None:
        """The year whose residents divide a figure of a place on a day: the latest known of the place itself."""
        years = self._years.get(region, ()) if one.denominator in UNDIMENSIONED_MEASURES else ()
        years_in_force = [
            (since, year) for year, since, until in years if since <= day and (until is None or until > day)
        ]
        return max(years_in_force)[1] if years_in_force else None

    def band(self, one: Indicator, region: str, day: date) -> Band | None:
        """The range that the law asked for in a place on a day, in the unit of the figure; None without one."""
        if not one.band:
            return None
        limits = [self._law.value(key, region, day) if key else NO_LIMIT for key in one.band]
        numbers = [limit * one.factor for limit in limits if isinstance(limit, Decimal)]
        return (numbers[0], numbers[1]) if len(numbers) == len(BOTH_ENDS) else None

    def applies(self, one: Indicator, dimension: str) -> bool:
        """Whether a figure of households (or of persons) speaks of this programme or cycle."""
        return not one.only_for or one.only_for in self._beneficiaries.get(dimension, {one.only_for})


@cache
def _records_of(measures: tuple[str, ...]) -> frozenset[type[Base]]:
    """The kinds of records that some measures count."""
    return frozenset(record_of(MEASURES[key]) for key in measures)


def _population_years(session: Session, regions: list[str]) -> dict[str, list[tuple[int, date, date | None]]]:
    columns = (
        ResidentPopulation.region_code,
        ResidentPopulation.year,
        ResidentPopulation.valid_from,
        ResidentPopulation.valid_to,
    )
    query = select(*columns).where(ResidentPopulation.retired_on.is_(None), ResidentPopulation.region_code.in_(regions))
    years_by_region = defaultdict(list)
    for region, year, since, until in session.connection().execute(query):
        years_by_region[region].append((year, since, until))
    return years_by_region


def _beneficiaries(session: Session, dimension: str) -> dict[str, set[str]]:
    query = select(OF_PROGRAMMES[dimension], Programme.beneficiary).select_from(Programme).outerjoin(ProgrammeCycle)
    beneficiaries = defaultdict(set)
    for value, beneficiary in session.connection().execute(query):
        beneficiaries[f"{dimension}={value}"].add(beneficiary)
    return beneficiaries
