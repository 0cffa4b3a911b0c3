"""Nobody can work out a small count from all that an official without access to the records is shown."""

from __future__ import annotations

from random import Random

import pytest

from shared.access import Actor, Grant, Role, open_session
from shared.clock import Period
from shared.indicators import sibling_counts, suppression
from shared.indicators.catalogue import INDICATORS, dimensions_of
from shared.indicators.protected_measures import ProtectedGroup, group_of
from shared.indicators.values import load_values
from tests.shared.indicators.suppression.attack import Attack
from tests.shared.indicators.suppression.random_counts import (
    MONTHS,
    PROVINCE,
    YEARS,
    count_records,
    is_stored,
    put_cells,
    random_records,
    random_regions,
    with_flows,
)

OFFICIAL = Actor("official", "official", (Grant(Role.OFFICIAL, PROVINCE),))
PERIODS = [Period.parse(key) for key in (*MONTHS, *YEARS)]


def see_everything(session, attack: Attack, groups: list[ProtectedGroup]) -> int:
    """All figures of the groups, with all their categories; how many were not shown."""
    hidden = 0
    for key, one in INDICATORS.items():
        if not any(set(one.measures) & set(group.measures) for group in groups):
            continue
        for dimension in ("", *dimensions_of(key)):
            values = load_values(session, [key], attack.regions, PERIODS, dimension)
            attack.see(values)
            hidden += sum(value.is_suppressed for value in values)
    return hidden


def attack(engine, groups: list[ProtectedGroup], seed: int):
    """The small cells, and those of them that are exactly known to the official."""
    random = Random(seed)
    regions = random_regions(random)
    records = random_records(random, regions, groups[0])
    if len(groups) > 1:
        records = with_flows(records, groups[0])
    attack_ = Attack(groups, regions, cells := count_records(records, [m for g in groups for m in g.measures]))
    put_cells(engine, regions, cells)
    small = [key for key, value in cells.items() if 0 < value < 10 and is_stored(key) and key in attack_.unknown]
    with open_session(OFFICIAL, engine) as session:
        hidden = see_everything(session, attack_, groups)
    return small, attack_.exact(small, cells), hidden
