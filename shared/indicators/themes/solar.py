"""Rooftop solar: households connected, capacity, generation and income (G8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Expression, Measure, Source, Timing
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Delivery, ProgrammeCycle, SolarInstallation, SolarYield

from .charity_sources import FULL_YEAR_END, NEXT_YEAR_END, YEAR_END, YEAR_ON_GRID, solar, yields
from .legal_sources import SOLAR


def _of_full_year(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return YEAR_ON_GRID <= SolarYield.year


def _since(key: str, source: Source, start: Expression, **options: object) -> Measure:
    """Households or an amount from the day they count."""
    return Measure(key, source, Timing.CUMULATIVE, start, dimensions={"cycle": ProgrammeCycle.id}, **options)  # type: ignore[arg-type]


MEASURES = [
    _since("solar_households", solar, SolarInstallation.connected_on, subject=Delivery.household_id),
    _since("solar_mature_households", solar, FULL_YEAR_END, subject=Delivery.household_id),
    _since(
        "solar_watt", solar, SolarInstallation.connected_on, amount=SolarInstallation.capacity_watt, amount_in=Unit.WATT
    ),
    _since("solar_energy", yields, YEAR_END, amount=SolarYield.energy_kwh, amount_in=Unit.KWH),
    _since("solar_reports", yields, YEAR_END),
    _since("solar_income_total", yields, YEAR_END, amount=SolarYield.income_fen, amount_in=Unit.YUAN),
    Measure(
        "solar_income_year",
        yields,
        Timing.STOCK,
        YEAR_END,
        NEXT_YEAR_END,
        amount=SolarYield.income_fen,
        amount_in=Unit.YUAN,
        where=_of_full_year,
        dimensions={"cycle": ProgrammeCycle.id},
    ),
    Measure(
        "solar_reports_year",
        yields,
        Timing.STOCK,
        YEAR_END,
        NEXT_YEAR_END,
        where=_of_full_year,
        dimensions={"cycle": ProgrammeCycle.id},
    ),
]

REPORTED = ("solar_reports", "solar_households")

INDICATORS = [
    Indicator(
        "G8",
        "solar_connected",
        _l("Solar households connected"),
        Unit.HOUSEHOLDS,
        "solar_households",
        _l("Households whose rooftop panels were connected to the grid by the end of the period."),
        SOLAR,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_capacity",
        _l("Solar capacity connected"),
        Unit.WATT,
        "solar_watt",
        _l("Capacity of the panels connected by the end of the period."),
        SOLAR,
    ),
    Indicator(
        "G8",
        "solar_energy",
        _l("Solar generation"),
        Unit.KWH,
        "solar_energy",
        _l(
            "Electricity generated up to the end of the latest year for which yields were entered; “not "
            "reported” if none was entered for the connected households."
        ),
        SOLAR,
        reports=REPORTED,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_income_total",
        _l("Solar income"),
        Unit.YUAN,
        "solar_income_total",
        _l(
            "Income of the households from their panels up to the end of the latest year for which yields were "
            "entered; “not reported” if none was entered for the connected households."
        ),
        SOLAR,
        reports=REPORTED,
        better=1,
    ),
    Indicator(
        "G8",
        "solar_income",
        _l("Solar income per household and year"),
        Unit.YUAN_PER_HOUSEHOLD_YEAR,
        "solar_income_year",
        _l(
            "Income in the latest full year per household that had been connected for twelve months at the end "
            "of that year."
        ),
        SOLAR,
        denominator="solar_mature_households",
        reports=("solar_reports_year", "solar_mature_households"),
        better=1,
    ),
]
