"""The records as native DuckDB tables, for the same GROUP BY statements on a column store."""

from __future__ import annotations

import duckdb
import pandas as pd
from sqlalchemy import Connection

TABLES = {
    "spell": "id, region_code, person_id, household_id, tier, start_on, end_on, retired_on",
    "person": "id, sex, born_on, disability_level",
    "warning": "id, region_code, person_id, risk, issued_on, due_on, retired_on",
    "outcome": "warning_id, result, decided_on, retired_on",
    "response": "warning_id, kind, started_on, retired_on",
    "temporary_assistance": "region_code, granted_on, retired_on",
    "delivery": "id, region_code, cycle_id, household_id, person_id, delivered_on, value_fen, retired_on",
    "receipt": "id, delivery_id, signed_on, retired_on",
    "quota": "region_code, cycle_id, units, retired_on",
    "run": "id, programme_id, starts_on",
    "programme_tier": "programme_id, tier",
    "solar_installation": "region_code, capacity_watt, connected_on, retired_on",
}


def load(records: Connection) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory with the columns the pages need; dates as dates. Its start-up is not measured."""
    store = duckdb.connect()
    for table, columns in TABLES.items():
        frame = pd.read_sql(f"SELECT {columns} FROM {table}", records)
        dated = ", ".join(f"CAST({c} AS DATE) AS {c}" if c.endswith("_on") else c for c in columns.split(", "))
        store.register("frame", frame)
        store.execute(f"CREATE TABLE {table} AS SELECT {dated} FROM frame")
        store.unregister("frame")
    return store
