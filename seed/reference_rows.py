"""The rows of the reference tables, read from the CSV files of `reference/` (README.md there: source and rules)."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from shared.models import DataStatus, Level
from shared.parsing.amounts import FEN_PER_YUAN

from .population_estimate import estimate_below_city, weigh_townships

FOLDER = Path(__file__).parent / "reference"
Row = dict[str, Any]


def read_csv(name: str) -> list[dict[str, str]]:
    """The records of one file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_regions() -> list[Row]:
    """All regions, parents before children."""
    levels = list(Level)
    rows = [_region(record) for record in read_csv("regions") + read_csv("villages")]
    return sorted(rows, key=lambda row: levels.index(row["level"]))


def _region(record: dict[str, str]) -> Row:
    return record | {
        "parent_code": record["parent_code"] or None,
        "successor_code": record["successor_code"] or None,
        "is_zone": record["is_zone"] == "1",
        "valid_from": date.fromisoformat(record["valid_from"]),
        "valid_to": date.fromisoformat(record["valid_to"]) if record["valid_to"] else None,
    }


def read_code_entries() -> list[Row]:
    """Entries of national code lists."""
    return [dict(record) for record in read_csv("code_entries")]


def read_published_counts() -> list[Row]:
    """Figures that offices published, and those they did not (`not_found`)."""
    return [record | {"region_code": record["region_code"] or None} for record in read_csv("published_counts")]


def read_legal_parameters() -> list[Row]:
    """Numbers and limits of the law."""
    rows = [
        record | {"valid_from": date.fromisoformat(record["valid_from"])} for record in read_csv("legal_parameters")
    ]
    return _set_valid_to(rows, "key", "region_code")


def read_confirmation_rules() -> list[Row]:
    """Which changes of records need a second person until a region decides otherwise."""
    return [
        {
            "kind": record["kind"],
            "region_code": record["region_code"],
            "valid_from": date.fromisoformat(record["valid_from"]),
            "valid_to": None,
            "is_required": record["is_required"] == "1",
            "limit_fen": int(Decimal(record["yuan"]) * FEN_PER_YUAN) if record["yuan"] else None,
            "reason": record["reason"],
            "source": record["source"],
        }
        for record in read_csv("confirmation_rules")
    ]


def read_working_days() -> list[Row]:
    """Days off, and weekend days worked in exchange, of the years whose notices are known."""
    return [record | {"day": date.fromisoformat(record["day"])} for record in read_csv("working_days")]


def read_standards() -> list[Row]:
    """Standards of assistance. Each city sets its own every year: a known one is not carried past its year."""
    rows = [_convert_to_fen(record, "monthly_fen") for record in read_csv("standards")]
    rows = [row | {"valid_from": date.fromisoformat(row["valid_from"])} for row in rows]
    rows = _set_valid_to(rows, "region_code", "kind", "coverage")
    return [row | {"valid_to": min(row["valid_to"] or date.max, _year_later(row["valid_from"]))} for row in rows]


def read_resident_statistics() -> list[Row]:
    """Income and consumption per head; what a later year and its growth tell of the year before is derived."""
    rows = [
        _convert_to_fen(record, "amount_fen") | {"year": int(record["year"])}
        for record in read_csv("resident_statistics")
    ]
    existing = {_series(row, row["year"]) for row in rows}
    rows += [
        _derive_year_before(row)
        for row in rows
        if row["change_percent"] and _series(row, row["year"] - 1) not in existing
    ]
    for row in rows:
        row.pop("change_percent")
    return rows


def _series(row: Row, year: int) -> tuple[str, str, str, int]:
    return row["region_code"], row["measure"], row["population_group"], year


def _derive_year_before(row: Row) -> Row:
    """In whole yuan: the year's amount divided by one and its growth."""
    yuan, change = row["amount_fen"] // FEN_PER_YUAN, row["change_percent"]
    return row | {
        "year": row["year"] - 1,
        "amount_fen": round(yuan / (1 + Decimal(change) / 100)) * FEN_PER_YUAN,
        "status": str(DataStatus.DERIVED),
        "source": f"derived from {row['year']}: {yuan} yuan, {change} % more than the year before; {row['source']}",
    }


def read_populations() -> list[Row]:
    """Published residents of the province and its cities, and estimates for every county and township."""
    published = [record for record in read_csv("population") if record["series"] == "resident"]
    rows = [
        _population(r["region_code"], int(r["year"]), int(r["persons"]), r["status"], f"{r['source']}; {r['note']}")
        for r in published
    ]
    weights = _township_weights_by_city()
    for row in [row for row in rows if row["region_code"] in weights]:
        source = f"estimated from {row['region_code']}, {row['year']} (seed/reference/README.md)"
        rows += [
            _population(code, row["year"], persons, DataStatus.ESTIMATED, source)
            for code, persons in estimate_below_city(row["persons"], weights[row["region_code"]])
        ]
    return _set_valid_to(rows, "region_code")


def _population(code: str, year: int, persons: int, status: str, source: str) -> Row:
    """A year's residents divide the figures from its first day on."""
    return {
        "region_code": code,
        "year": year,
        "persons": persons,
        "valid_from": date(year, 1, 1),
        "status": str(status),
        "source": source,
    }


def _township_weights_by_city() -> dict[str, dict[str, Fraction]]:
    """The weights of the townships of each city."""
    people = {(r["region_code"], r["series"], r["year"]): int(r["persons"]) for r in read_csv("population")}
    villages: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in read_csv("villages"):
        villages[record["code"][:4] + "00"].append((record["code"], record["kind"]))
    return {
        city: weigh_townships(
            villages_of_city,
            Fraction(people[city, "urban_before_census", "2018"], people[city, "resident_before_census", "2018"]),
        )
        for city, villages_of_city in villages.items()
    }


def _convert_to_fen(record: dict[str, str], column: str) -> Row:
    """Yuan of the file as fen of the table."""
    row: Row = dict(record)
    row[column] = int(Decimal(row.pop("yuan")) * FEN_PER_YUAN)
    return row


def _set_valid_to(rows: list[Row], *series: str) -> list[Row]:
    """Each row of a dated series is valid until the next one begins."""
    ordered = sorted(rows, key=lambda row: (*(row[name] for name in series), row["valid_from"]))
    for row in ordered:
        row["valid_to"] = None
    for row, following in pairwise(ordered):
        if all(row[name] == following[name] for name in series):
            row["valid_to"] = following["valid_from"]
    return ordered


def _year_later(day: date) -> date:
    return day.replace(year=day.year + 1)
