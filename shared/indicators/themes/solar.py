"""Rooftop solar: households connected, capacity, generation and income (G8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Run, SolarInstallation, SolarYield

from .charity_rows import YEAR_END, YEAR_ON_GRID, solar, yields

SOURCE = "江苏省民政厅: 慈善光伏照万家"


def _whole_year(as_of: date) -> ColumnElement[bool]:
    return YEAR_ON_GRID <= as_of


def _sum(key: str, source: Source, start: object, amount: object) -> Measure:
    """An amount added up from the day it counts."""
    return Measure(key, source, Timing.CUMULATIVE, start, amount=amount, dimensions={"run": Run.id})


MEASURES = [
    Measure(
        "solar_households",
        solar,
        Timing.CUMULATIVE,
        SolarInstallation.connected_on,
        dimensions={"run": Run.id},
    ),
    Measure("solar_mature_households", solar, Timing.CUMULATIVE, YEAR_ON_GRID, dimensions={"run": Run.id}),
    _sum("solar_watt", solar, SolarInstallation.connected_on, SolarInstallation.capacity_watt),
    _sum("solar_energy", yields, YEAR_END, SolarYield.energy_kwh),
    _sum("solar_income_total", yields, YEAR_END, SolarYield.income_fen),
    Measure(
        "solar_income_mature",
        yields,
        Timing.FLOW,
        YEAR_END,
        amount=SolarYield.income_fen,
        where=_whole_year,
        dimensions={"run": Run.id},
    ),
]

INDICATORS = [
    Indicator(
        "G8",
        "solar_connected",
        _l("Solar households connected"),
        Unit.HOUSEHOLDS,
        "solar_households",
        _l("Households whose rooftop panels were connected to the grid by the end of the period."),
        SOURCE,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_capacity",
        _l("Solar capacity connected"),
        Unit.WATT,
        "solar_watt",
        _l("Capacity of the panels connected by the end of the period."),
        SOURCE,
    ),
    Indicator(
        "G8",
        "solar_energy",
        _l("Solar generation"),
        Unit.KWH,
        "solar_energy",
        _l("Energy generated up to the end of the last year entered."),
        SOURCE,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_income_total",
        _l("Solar income"),
        Unit.YUAN,
        "solar_income_total",
        _l("Income of the households from their panels up to the end of the last year entered."),
        SOURCE,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_income",
        _l("Solar income per household and year"),
        Unit.YUAN_PER_HOUSEHOLD_YEAR,
        "solar_income_mature",
        _l("Income of the year of households connected for at least twelve months, per such household."),
        SOURCE,
        denominator="solar_mature_households",
        better=1,
    ),
]
