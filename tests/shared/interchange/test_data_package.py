"""Figures as a data package: every cell is what its description says."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from frictionless import validate

from shared.access import SYSTEM, open_session
from shared.interchange.data_package import data_package
from shared.interchange.figures_csv import COLUMNS, figures_csv
from shared.interchange.many_figures import parse_queries

TYPES = {
    "number": Decimal,
    "integer": int,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "string": str,
}


def test_each_cell_is_what_the_description_says(counted_on_sqlite):
    with open_session(SYSTEM, counted_on_sqlite) as session:
        requests = parse_queries(session, ["all"], level="city,county", region="320500", period="2023")
        package = zipfile.ZipFile(io.BytesIO(data_package(session, requests).read()))
        again = data_package(session, requests).read()
        plain = b"".join(figures_csv(session, *requests))
    assert plain == b"\xef\xbb\xbf" + package.read("figures.csv")
    description = json.loads(package.read("datapackage.json"))
    (resource,) = description["resources"]
    fields = resource["schema"]["fields"]
    assert (resource["path"], resource["encoding"]) == ("figures.csv", "utf-8")
    assert [field["name"] for field in fields] == list(COLUMNS)
    rows = list(csv.DictReader(io.TextIOWrapper(package.open("figures.csv"), "utf-8", newline=""), strict=True))
    for row in rows:
        for field in fields:
            cell, limits = row[field["name"]], field.get("constraints", {})
            assert cell or not limits.get("required"), field
            if cell:
                TYPES[field["type"]](cell)
                assert cell in limits.get("enum", [cell]), field
    assert zipfile.ZipFile(io.BytesIO(again)).read("datapackage.json") == package.read("datapackage.json")
    assert {info.date_time[0] for info in package.infolist()} == {1980}


def test_frictionless_finds_it_valid(counted_on_sqlite, tmp_path):
    with open_session(SYSTEM, counted_on_sqlite) as session:
        requests = parse_queries(session, ["recipients_by_tier", "coverage_rate"], level="city", period="2023")
        zipfile.ZipFile(data_package(session, requests)).extractall(tmp_path)
    assert errors_in(tmp_path) == []
    file = tmp_path / "figures.csv"
    file.write_text(file.read_text("utf-8").replace(",city,", ",town,", 1), "utf-8")
    assert errors_in(tmp_path) != []


def errors_in(folder: Path) -> list[object]:
    """What `frictionless validate datapackage.json` says."""
    return validate(str(folder / "datapackage.json")).flatten(["type", "message"])
