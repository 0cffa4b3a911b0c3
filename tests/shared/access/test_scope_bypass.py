"""Statements that would pass the scope by: text, tables without their class, bulk."""

from __future__ import annotations

import pytest
from sqlalchemy import (
    Engine,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    orm,
    select,
    table,
    text,
    true,
    union_all,
    update,
)

from shared.access import SYSTEM, open_session
from shared.access.permission_denied import PermissionDenied
from shared.models import Person, Region
from tests.factories.regions import PROVINCE
from tests.shared.access.scope_matrix import census, everything

P, T, ALIAS = Person, Person.__table__, orm.aliased(Person)
PAST_THE_SCOPE = {
    "text": lambda: text("SELECT name FROM person"),
    "text with columns": lambda: text("SELECT name FROM person").columns(column("name")),
    "text in columns": lambda: select(text("name FROM person")),
    "text in where": lambda: select(P.name).where(text("1 = 1")),
    "from statement": lambda: select(P).from_statement(text("SELECT * FROM person")),
    "core": lambda: select(T.c.name),
    "core count": lambda: select(func.count()).select_from(T),
    "core in a subquery": lambda: select(P.name, select(func.max(T.c.name)).scalar_subquery()),
    "core in a cte": lambda: select(select(T.c.name).cte().c.name),
    "core in a union": lambda: union_all(select(P.name), select(T.c.name)),
    "core in an exists": lambda: select(Region.code).where(exists().where(T.c.name == "王芳")),
    "core beside a class": lambda: select(T.c.name, Region.code).join(T, true()),
    "core in where": lambda: select(Region.code).where(T.c.region_code == Region.code),
    "core joined": lambda: select(Region.code).join(T, T.c.region_code == Region.code),
    "core from": lambda: select(Region.code).select_from(T),
    "columns of the mapper": lambda: select(*P.__mapper__.columns),
    "named table": lambda: select(table("person", column("name")).c.name),
    "literal column": lambda: select(P.id, literal_column("(SELECT max(name) FROM person)")),
    "window only": lambda: select(func.row_number().over(order_by=P.id)),
    "alias of the class, joined by a condition": lambda: select(P.id).join(ALIAS, ALIAS.name == P.name),
    "alias of another class, joined by a condition": lambda: select(Region.code).join(ALIAS, ALIAS.name == Region.name),
    "alias joined outside": lambda: select(P.id).outerjoin(ALIAS, ALIAS.name == P.name),
    "alias joined inside": lambda: select(P.id).where(select(P.id).join(ALIAS, ALIAS.name == P.name).exists()),
    "alias joined from": lambda: select(ALIAS.id).select_from(orm.join(P, ALIAS, ALIAS.name == P.name)),
    "bulk insert": lambda: insert(P).values(name="x"),
    "bulk update": lambda: update(P).values(name="x"),
    "bulk delete": lambda: delete(P),
}


def test_statements_past_the_scope_are_refused(grid: Engine):
    before, passed = census(grid), []
    for name, shape in PAST_THE_SCOPE.items():
        with open_session(everything(PROVINCE), grid, writing=True) as session:
            try:
                session.execute(shape())
            except PermissionDenied:
                continue
            passed.append(name)
    assert passed == []
    assert census(grid) == before


def test_bulk_methods_are_refused(engine: Engine):
    for act in ("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"):
        with open_session(SYSTEM, engine, writing=True) as session, pytest.raises(PermissionDenied):
            getattr(session, act)([])
