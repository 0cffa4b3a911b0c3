"""A tree of 15 regions: a province, 2 cities, 4 counties, 4 townships, 4 villages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.models import Region
from shared.models.region import level_of, path_of
from tests.factories.parameters import law

PROVINCE, SUZHOU, NANJING = "320000", "320500", "320100"
KUNSHAN, CHANGSHU, XUANWU, QINHUAI = "320583", "320581", "320102", "320104"
TOWNSHIPS = ("320583100", "320583101", "320581100", "320102002")
VILLAGES = tuple(f"{township}001" for township in TOWNSHIPS)
TREE = (PROVINCE, SUZHOU, NANJING, KUNSHAN, CHANGSHU, XUANWU, QINHUAI, *TOWNSHIPS, *VILLAGES)


def region(code: str) -> Region:
    """One region; its level and parent follow from the code."""
    path = path_of(code)
    return Region(
        code=code,
        name=f"地区{code}",
        level=level_of(code),
        parent_code=path[-2] if len(path) > 1 else None,
        kind="区",
        valid_from=date(2020, 1, 1),
        source="test",
    )


def tree() -> list[Region]:
    """All 15, parents first."""
    return [region(code) for code in TREE]


def plant(engine: Engine) -> None:
    """Write the tree, and the numbers of the law of its province."""
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        session.add_all(law())
        session.commit()
