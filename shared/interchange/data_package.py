"""Figures as a data package: the CSV and, for machines, what its columns hold (Data Package 1, frictionless)."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from typing import IO, Any

from shared.access import ScopedSession
from shared.indicators.catalogue import INDICATORS
from shared.indicators.data_sources import data_source
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _, short_code
from shared.models import Level
from shared.version import VERSION

from .cover_sheet import figure_lines, title_of
from .csv_writer import BOM
from .extract_query import ExtractQuery
from .figures_csv import COLUMNS, figures_csv

FIGURES = "figures"  # the name of the resource
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # of the files in a package, so that the same figures are the same bytes
NUMBERS = {"value", "numerator", "denominator", "change"}
INTEGERS = {"rank", "population_year"}
REQUIRED = {"figure", "region_code", "level", "period", "state"}
CHOICES = {"level": [one.value for one in Level], "state": [one.value for one in ObservationStatus]}


def data_package(session: ScopedSession, requests: Sequence[ExtractQuery]) -> IO[bytes]:
    """The open temporary file, to be read from its beginning; it is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        description = json.dumps(describe(requests), ensure_ascii=False, indent=2)
        package.writestr(_entry("datapackage.json"), description)
        with package.open(_entry(f"{FIGURES}.csv"), "w", force_zip64=True) as data:
            for chunk in figures_csv(session, *requests):
                data.write(chunk.removeprefix(BOM))
    file.seek(0)
    return file


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def describe(requests: Sequence[ExtractQuery]) -> dict[str, Any]:
    """The content of `datapackage.json`: UTF-8 without a mark before it, columns with types, definitions, sources."""
    first = requests[0]
    definitions = [f"{code} {name} ({unit}): {text}" for code, name, unit, text, *_rest in figure_lines(requests)]
    sources = dict.fromkeys(data_source(request.indicator) for request in requests)
    return {
        "profile": "tabular-data-package",
        "name": f"suzhu-{FIGURES}",
        "title": title_of(requests),
        "description": "\n".join([str(first), *definitions]),
        "version": VERSION,
        "created": first.as_of.refreshed_at.isoformat(timespec="seconds"),
        "languages": [short_code()],
        "licenses": [{"name": "other-closed", "title": _("For official use; not published")}],
        "sources": [{"title": title} for title in sources],
        "resources": [_resource()],
    }


def _resource() -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": FIGURES,
        "path": f"{FIGURES}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": [_field(name) for name in COLUMNS], "missingValues": [""]},
    }


def _field(name: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if name in REQUIRED else {}
    if name in CHOICES:
        constraints["enum"] = CHOICES[name]
    if name == "figure":
        constraints["enum"] = list(INDICATORS)
    return {"name": name, "type": _type_of(name)} | ({"constraints": constraints} if constraints else {})


def _type_of(name: str) -> str:
    if name in NUMBERS:
        return "number"
    dates = {"as_of": "date", "refreshed_at": "datetime"}
    return "integer" if name in INTEGERS else dates.get(name, "string")
