"""Nobody can work out a small count from all that an official without access to the records is shown."""

from __future__ import annotations

from collections import Counter, OrderedDict
from random import Random

import pytest
from sqlalchemy import Engine, update

from shared import clock
from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.clock import Period, now
from shared.indicators import sibling_choices, suppression
from shared.indicators.catalogue import INDICATORS, counted_measures, dimensions_of
from shared.indicators.protected_measures import ProtectedGroup, group_of
from shared.indicators.values import load_values
from shared.models import CubeBuild, Observation
from tests.shared.indicators.suppression.attack import Attack, Terms
from tests.shared.indicators.suppression.random_counts import (
    AS_OF,
    MONTHS,
    PROVINCE,
    count_records,
    put_cells,
    random_records,
    random_regions,
)
from tests.shared.indicators.suppression.random_counts import PERIODS as NAMED

OFFICIAL = Actor("official", "official", (Grant(Role.OFFICIAL, PROVINCE),))
PERIODS = [Period.parse(key) for key in NAMED]


def see_everything(session, attack: Attack, groups: list[ProtectedGroup]) -> None:
    """All figures of the groups, with all their categories."""
    for key in INDICATORS:
        if any(counted_measures(key) & set(group.measures) for group in groups):
            for dimension in ("", *dimensions_of(key)):
                attack.see(load_values(session, [key], attack.regions, PERIODS, dimension))


def work_out(engine: Engine, measures: tuple[str, ...], seed: int) -> list[Terms]:
    """The small counts that the official knows exactly."""
    clock.freeze(AS_OF)
    random, groups = Random(seed), sorted({group_of(key) for key in measures}, key=lambda group: group.measures)  # noqa: S311 - to be repeatable
    regions, keys = random_regions(random), [key for group in groups for key in group.measures]
    cells = count_records(random_records(random, regions, keys), keys)
    put_cells(engine, regions, cells)
    attack = Attack(groups, regions, cells)
    with open_session(OFFICIAL, engine) as session:
        see_everything(session, attack, groups)
    return attack.known(cells)


@pytest.mark.parametrize(
    ("measures", "seed"),
    [
        (("temporary_events", "temporary_emergency", "temporary_nonresident"), 3),
        (("persons_warned", "persons_helped"), 3),
        (("persons_verified",), 2),
        (("warnings_due", "warnings_missed", "warnings_overdue"), 1),
        (("recipients", "arrivals", "entries"), 1),
        (("entries", "arrivals", "entrants_found"), 1),
        (("deliveries", "deliveries_confirmed", "units_delivered", "households_twice"), 1),
        (("exits_mature", "exits_returned"), 2),
        (("exits_watched", "exits_checked"), 2),
        (("suspects",), 4),
        (("education_persons",), 6),
        (("education_persons",), 9),
    ],
)
def test_no_small_count_can_be_worked_out(sqlite, measures, seed):
    assert work_out(sqlite.fresh("schema"), measures, seed) == []


def test_without_the_hidden_that_are_not_small_they_can(sqlite, monkeypatch):
    monkeypatch.setattr(suppression, "complete", lambda _margins, hidden, _size: hidden)
    monkeypatch.setattr(sibling_choices, "_choices", OrderedDict())  # what another test chose of the same counts
    assert work_out(sqlite.fresh("schema"), ("suspects",), 4)


def test_a_choice_is_remembered_for_the_same_counts_alone(sqlite):
    engine, regions = sqlite.fresh("schema"), [PROVINCE, "320100", "320101", "320102", "320103"]
    cell = {"measure": "suspects", "region_code": "320101", "dimension": "", "period": MONTHS[-1]}
    counts = {("suspects", code, "", MONTHS[-1]): 20 for code in regions[2:]}
    put_cells(engine, regions, Counter(counts))
    assert hidden_counties(engine, regions) == set()
    for value, hidden in ((3, {"320101", "320102"}), (20, set())):
        with open_session(SYSTEM, engine, writing=True) as session:
            session.execute(update(Observation).filter_by(**cell).values(value=value))
            session.execute(update(CubeBuild).values(refreshed_at=now()))
            session.commit()
        assert hidden_counties(engine, regions) == hidden


def hidden_counties(engine: Engine, regions: list[str]) -> set[str]:
    """Those of which a reader without access to the records is not shown how many are suspected."""
    figure = next(key for key, one in INDICATORS.items() if one.numerator == "suspects")
    with open_session(OFFICIAL, engine) as session:
        values = load_values(session, [figure], regions[2:], [Period.parse(MONTHS[-1])])
    return {value.region_code for value in values if value.is_suppressed}
