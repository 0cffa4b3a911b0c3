"""Filters that find few records, or none, look them up: none of them walks along everybody (10 s at full size)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from shared.models import BenefitPayment, Delivery, Person
from shared.models.base import Base
from tests.support.admin_site import AdminSite, path_of

QUERIES = [
    (BenefitPayment, {"use": "retired"}, "ix_payment_out_of_use"),
    (BenefitPayment, {"month": "2030-01", "tier": "dibao"}, "ix_payment_place (region_code=? AND tier=? AND month=?)"),
    (BenefitPayment, {"month": "2030-01"}, "ix_payment_place (region_code=? AND tier=? AND month=?)"),
    (BenefitPayment, {"paid_on_from": "2030-01-01", "paid_on_to": "2030-01-01"}, "ix_payment_paid_on (paid_on=?"),
    (Person, {"born_on_from": "2030-01-01", "born_on_to": "2030-01-01"}, "ix_person_born_on (born_on=?"),
    (Delivery, {"state": "unreceipted", "cycle_id": "1"}, "ix_delivery_cycle_household (cycle_id=?"),
]


@contextmanager
def recorded_queries(engine: Engine, table: str) -> Iterator[list[tuple[str, object]]]:
    """The queries that look for rows of a table."""
    found: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, *_more) -> None:
        is_bound = "min(" in statement or "max(" in statement  # the first and the last day there are
        if re.search(rf"\bFROM {table} *\n", statement) and "WHERE" in statement and not is_bound:
            found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("filled", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("record", "filters", "index"), QUERIES)
def test_no_filter_walks_along_all_rows(site: AdminSite, record: type[Base], filters: dict[str, str], index: str):
    with recorded_queries(site.engine, record.__tablename__) as queries:
        assert site.browser("province").get(f"{path_of(record)}/", **filters).status_code == 200
    statement, parameters = queries[0]  # which rows there are; those of the page are then read by their keys
    with site.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert index in " ".join(step.detail for step in plan)
