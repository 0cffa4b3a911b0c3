"""Chart data the way a data analyst writes a page: read the records into frames, then group them.

Only the columns a chart needs are read, dates are parsed on the way in, and stock over time is deltas and a
running sum, as in the SQL peer. Facts have the shape of `grouped_sql.Fact`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
from sqlalchemy import Connection

from tests.benchmarks.baselines.grouped_sql import Fact

PROVINCE = "320000"
AGES = ("age_00_05", "age_06_15", "age_16_22", "age_23_44", "age_45_59", "age_60_79", "age_80_up")
AGE_EDGES = (0, 6, 16, 23, 45, 60, 80, 999)
FIRST_HELP = """
SELECT warning_id, min(started_on) AS helped_on FROM response
WHERE retired_on IS NULL AND kind <> 'referral' GROUP BY warning_id"""


class PandasPage:
    """The pages over one connection. Each is read and grouped anew every time, as a rerun does."""

    def __init__(self, connection: Connection, day: str) -> None:
        self.connection = connection
        self.day = pd.Timestamp(day)
        self.year = day[:4]
        pages: dict[str, Callable[[], Iterator[Fact]]] = {
            "overview": self.overview,
            "coverage": self.coverage,
            "warnings": self.warnings,
            "funnel of all counties": self.county_funnel,
            "charity": self.charity,
        }
        self.pages = pages

    def page(self, name: str) -> list[Fact]:
        """The facts of a page."""
        return list(self.pages[name]())

    def read(self, table: str, columns: str, where: str = "") -> pd.DataFrame:
        """Rows in use; columns that end in `_on` are dates."""
        query = f"SELECT {columns} FROM {table} WHERE {table.split(maxsplit=1)[0]}.retired_on IS NULL{where}"
        dates = [name for name in columns.replace(",", " ").split() if name.endswith("_on")]
        return pd.read_sql(query, self.connection, parse_dates=dates)

    # The pages

    def overview(self) -> Iterator[Fact]:
        """Stock, warnings, charity and temporary assistance, by month and by city."""
        spells = self.read("spell", "region_code, person_id, household_id, start_on, end_on")
        yield from self.stock(spells, "")
        yield from self.by_city(spells)
        warned = self.warned()
        yield from self.funnel(warned, PROVINCE, month_of(warned.issued_on), "")
        year = warned[warned.issued_on >= self.year]
        yield from self.funnel(year, city_of(year), self.year, "")
        yield from self.delivered(self.read("delivery", "cycle_id, delivered_on"), "")
        events = self.read("temporary_assistance", "region_code, granted_on")
        yield from sizes("temporary_assistance", events, PROVINCE, month_of(events.granted_on), "")
        events = events[events.granted_on >= self.year]
        yield from sizes("temporary_assistance", events, city_of(events), self.year, "")

    def coverage(self) -> Iterator[Fact]:
        """Tiers, moves and composition."""
        spells = self.read(
            "spell JOIN person ON person.id = spell.person_id",
            "spell.region_code, person_id, household_id, tier, start_on, end_on, sex, born_on, disability_level",
        )
        yield from self.stock(spells, "tier")
        yield from self.by_city(spells)
        started, ended = spells[spells.start_on <= self.day], spells[spells.end_on <= self.day]
        yield from sizes("entries", started, PROVINCE, month_of(started.start_on), "")
        yield from sizes("exits", ended, PROVINCE, month_of(ended.end_on), "")
        now = self.in_force(spells)
        birthday = now.born_on.dt.month * 100 + now.born_on.dt.day
        age = self.day.year - now.born_on.dt.year - (birthday > self.day.month * 100 + self.day.day)
        level = now.disability_level
        disability = level.le(2).map({True: "severe", False: "other"}).where(level.notna(), "none")
        for trait in (now.sex, disability, pd.cut(age, AGE_EDGES, right=False, labels=AGES).astype(str)):
            yield from sizes("recipients_by_trait", now, PROVINCE, self.year, trait)
        persons = now.groupby("household_id").size().clip(upper=5).astype(str)
        yield from sizes("households_by_tier", persons, PROVINCE, self.year, persons)

    def warnings(self) -> Iterator[Fact]:
        """The funnel by month, risk and city."""
        warned = self.warned()
        yield from self.funnel(warned, PROVINCE, month_of(warned.issued_on), "")
        year = warned[warned.issued_on >= self.year]
        yield from self.funnel(year, PROVINCE, self.year, "")
        yield from self.funnel(year, PROVINCE, self.year, year.risk)
        yield from self.funnel(year, city_of(year), self.year, "")

    def county_funnel(self) -> Iterator[Fact]:
        """The funnel of the year for each county."""
        year = self.warned(f" AND issued_on >= '{self.year}-01-01'")
        yield from self.funnel(year, year.region_code.str[:6], self.year, "")

    def charity(self) -> Iterator[Fact]:
        """Runs: quota, delivered, confirmed, eligible, value; households; solar; medical aid."""
        deliveries = self.read(
            "delivery", "id, region_code, cycle_id, household_id, person_id, delivered_on, value_fen"
        )
        deliveries = deliveries[deliveries.delivered_on <= self.day].assign(
            eligible=lambda f: f.id.isin(self.eligible(f))
        )
        signed = self.read("receipt", "delivery_id, signed_on")
        deliveries["signed"] = deliveries.id.isin(signed.delivery_id[signed.signed_on <= self.day])
        for place in (pd.Series(PROVINCE, deliveries.index), city_of(deliveries)):
            cycles = deliveries.groupby([place, deliveries.cycle_id.astype(str)])
            yield from self.facts_of("deliveries", cycles.size())
            yield from self.facts_of("delivery_rate", cycles.signed.sum())
            yield from self.facts_of("delivered_to_eligible", cycles.eligible.sum())
            yield from self.facts_of("value_delivered", cycles.value_fen.sum())
        yield from self.quotas()
        to_homes = deliveries[deliveries.person_id.isna()]
        times = to_homes.groupby(["cycle_id", "household_id"]).size().reset_index(name="times")
        cycle = times.cycle_id.astype(str)
        yield from sizes("charity_households", times, PROVINCE, self.year, cycle)
        yield from sizes("duplicate_delivery_rate", times[times.times > 1], PROVINCE, self.year, cycle)
        yield from self.delivered(deliveries, deliveries.cycle_id.astype(str))
        panels = self.read("solar_installation", "region_code, capacity_watt, connected_on")
        panels = panels[panels.connected_on <= self.day]
        yield from sizes("solar_connected", panels, city_of(panels), self.year, "")
        for place, watt in panels.groupby(city_of(panels)).capacity_watt.sum().items():
            yield "solar_capacity", place, self.year, "", int(watt)
        medical = deliveries[deliveries.person_id.notna() & (deliveries.delivered_on >= self.year)]
        yield "medical_charity", PROVINCE, self.year, "", medical.person_id.nunique()
        yield "medical_charity_amount", PROVINCE, self.year, "", int(medical.value_fen.sum())

    # What the pages share

    def stock(self, spells: pd.DataFrame, by: str) -> Iterator[Fact]:
        """Persons in force at the end of each month."""
        value = spells[by] if by else pd.Series("", spells.index)
        ended = spells.end_on <= self.day
        came = spells.groupby([value, month_of(spells.start_on)]).size()
        went = spells[ended].groupby([value[ended], month_of(spells.end_on[ended])]).size()
        net = came.sub(went, fill_value=0).sort_index()
        for (part, month), number in net.groupby(level=0).cumsum().items():
            yield "low_income_population", PROVINCE, str(month), part, int(number)

    def in_force(self, spells: pd.DataFrame) -> pd.DataFrame:
        """Spells in force on the day."""
        return spells[(spells.start_on <= self.day) & ~(spells.end_on <= self.day)]

    def by_city(self, spells: pd.DataFrame) -> Iterator[Fact]:
        """Persons and households in force in each city."""
        now = self.in_force(spells)
        cities = now.groupby(city_of(now))
        for key, numbers in {
            "low_income_population": cities.person_id.nunique(),
            "households_by_tier": cities.household_id.nunique(),
        }.items():
            for place, number in numbers.items():
                yield key, place, self.year, "", int(number)

    def warned(self, where: str = "") -> pd.DataFrame:
        """Warnings with their outcome and the first help that followed."""
        warned = self.read("warning", "id, region_code, person_id, risk, issued_on, due_on", where)
        outcomes = self.read("outcome", "warning_id, result, decided_on")
        helped = pd.read_sql(FIRST_HELP, self.connection, parse_dates=["helped_on"])
        warned = warned.merge(outcomes, how="left", left_on="id", right_on="warning_id")
        return warned.merge(helped, how="left", left_on="id", right_on="warning_id")

    def funnel(self, warned: pd.DataFrame, place: object, period: object, value: object) -> Iterator[Fact]:
        """Distinct persons at each step."""
        decided = warned.decided_on <= self.day
        steps = {
            "persons_warned": warned.issued_on <= self.day,
            "persons_verified": decided,
            "persons_eligible": decided & (warned.result == "eligible"),
            "assisted_after_warning": warned.helped_on <= self.day,
            "persons_not_due": (warned.due_on >= self.day) & ~decided,
        }
        for key, mask in steps.items():
            persons = warned.person_id[mask]
            for parts, number in persons.groupby(axes(warned, place, period, value)).nunique().items():
                yield key, *map(str, parts), int(number)

    def delivered(self, deliveries: pd.DataFrame, value: object) -> Iterator[Fact]:
        """Deliveries up to the end of each month."""
        deliveries = deliveries[deliveries.delivered_on <= self.day]
        value = value if isinstance(value, pd.Series) else pd.Series(value, deliveries.index)
        counts = deliveries.groupby([value, month_of(deliveries.delivered_on)]).size()
        for (part, month), number in counts.groupby(level=0).cumsum().items():
            yield "deliveries", PROVINCE, str(month), part, int(number)

    def eligible(self, deliveries: pd.DataFrame) -> pd.Series:
        """Deliveries whose household had a member in an allowed tier on that day."""
        spells = self.read("spell", "household_id, tier, start_on, end_on")
        allowed = pd.read_sql(
            "SELECT run.id AS cycle_id, tier FROM run JOIN programme_tier USING (programme_id)", self.connection
        )
        pairs = deliveries.merge(spells, on="household_id").merge(allowed, on=["cycle_id", "tier"])
        return pairs.id[(pairs.start_on <= pairs.delivered_on) & ~(pairs.end_on <= pairs.delivered_on)]

    def quotas(self) -> Iterator[Fact]:
        """Units the counties may hand out."""
        quotas = self.read("quota JOIN run ON run.id = quota.cycle_id", "region_code, cycle_id, units, starts_on")
        quotas = quotas[quotas.starts_on <= self.day]
        for place in (pd.Series(PROVINCE, quotas.index), city_of(quotas)):
            yield from self.facts_of("quota", quotas.groupby([place, quotas.cycle_id.astype(str)]).units.sum())

    def facts_of(self, key: str, numbers: pd.Series) -> Iterator[Fact]:
        """Numbers by place and value as facts of the year."""
        for (place, value), number in numbers.items():
            yield key, place, self.year, value, int(number)


def month_of(days: pd.Series) -> pd.Series:
    """The month of each date; written as `2023-12`."""
    return days.dt.to_period("M").rename("month")


def city_of(rows: pd.DataFrame) -> pd.Series:
    """The city of each row."""
    return rows.region_code.str[:4] + "00"


def axes(rows: pd.DataFrame | pd.Series, *parts: object) -> list[pd.Series]:
    """Columns to group by; a constant becomes one."""
    return [part if isinstance(part, pd.Series) else pd.Series(part, rows.index) for part in parts]


def sizes(key: str, rows: pd.DataFrame | pd.Series, place: object, period: object, value: object) -> Iterator[Fact]:
    """Rows counted by place, period and value."""
    for parts, number in rows.groupby(axes(rows, place, period, value)).size().items():
        yield key, *map(str, parts), int(number)
