"""Random families of two counties that move, part and die, with everything that can happen to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared import audit
from shared.audit import chain
from shared.models import HouseholdTransfer, OutcomeResult
from shared.models.base import Base
from tests.factories import records as make
from tests.factories.regions import VILLAGES, tree

FIRST, LAST = date(2019, 1, 1), date(2024, 6, 30)
HOUSEHOLDS, PERSONS = 3, 8


class Families:
    """Records made one after the other; `random` decides everything."""

    def __init__(self, random: Random) -> None:
        self.random, self.made = random, list[Any]()
        self.cycle = make.cycle(make.programme())
        self.households = [self.add(make.household, self.place()) for _ in range(HOUSEHOLDS)]
        self.persons = [self.add(make.person, self.place(), name=f"王{n}") for n in range(PERSONS)]

    def place(self) -> str:
        return self.random.choice([VILLAGES[0], VILLAGES[0], VILLAGES[1], VILLAGES[3]])

    def day(self, first: date = FIRST) -> date:
        """One of few days, so that several things happen on one."""
        return first + timedelta(days=50 * self.random.randrange(max((LAST - first).days // 50, 1)))

    def maybe(self, value: Any, chance: float = 0.5) -> Any:
        return value if self.random.random() < chance else None

    def happens(self) -> bool:
        return self.random.random() < 0.5

    def household(self) -> Any:
        return self.random.choice(self.households)

    def add(self, factory: Callable[..., Any], *words: Any, **more: Any) -> Any:
        """A record somewhere; some are out of use."""
        record = factory(*words, **more)
        record.region_code = self.place()
        record.retired_on = self.maybe(self.day(), 0.12)
        self.made.append(record)
        return record

    def times(self, most: int) -> range:
        return range(self.random.randrange(most + 1))

    def live(self, person: Any) -> None:
        """The lives of a person: households one after the other, recognitions likewise, and what happens meanwhile."""
        person.died_on = self.maybe(self.day(), 0.3)
        start = FIRST
        for _ in range(1 + self.random.randrange(3)):
            end = self.maybe(self.day(start) + timedelta(days=1), 0.7)
            household = self.household()
            relation = self.random.choice(["head", "child", "other"])
            self.add(make.membership, person, household, relation=relation, start_on=start, end_on=end)
            if end is None:
                break
            start = end + timedelta(days=self.random.choice([0, 0, 30]))
        self._recognise(person)
        for _ in self.times(2):
            self.add(make.special, person, self.household(), granted_on=self.day())
            self.add(make.temporary, person, self.household(), granted_on=self.day()).household = self.maybe(
                self.household()
            )
        for number in self.times(2):
            self._warn(person, number)

    def _recognise(self, person: Any) -> None:
        start = self.day()
        for _ in self.times(2):
            end = self.maybe(self.day(start) + timedelta(days=1), 0.7)
            spell = self.add(make.spell, person, self.household(), start_on=start, end_on=end)
            for month in self.random.sample(["2022-01", "2023-02", "2023-11"], self.random.randrange(3)):
                self.add(make.amount_change, spell, from_month=month)
            if end is None:
                return
            start = end

    def _warn(self, person: Any, number: int) -> None:
        issued = self.day()
        warning = self.add(
            make.warning, person, rule_key=f"rule/{number}", issued_on=issued, due_on=issued + timedelta(days=20)
        )
        for _ in self.times(2):
            self.add(make.visit, warning, planned_on=self.day(), done_on=self.maybe(self.day()))
        if self.happens():
            result = self.random.choice(list(OutcomeResult))
            self.add(make.outcome, warning, result=result, decided_on=self.day())
        for _ in self.times(1):
            self.add(make.response, warning, started_on=self.day())

    def receive(self, household: Any) -> None:
        """What a household gets, and where it stood."""
        for month in self.random.sample([f"2023-{n:02}" for n in range(1, 13)], self.random.randrange(5)):
            self.add(make.payment, household, month=month, paid_on=self.maybe(self.day()))
        for _ in self.times(3):
            self._deliver(household)
        for _ in self.times(2):
            start = self.day()
            end = self.day(start) + timedelta(days=1)
            self.add(make.former_place, household, start_on=start, end_on=end)
        for _ in self.times(2):
            state = self.random.choice(["accepted", "refused", "withdrawn"])
            transfer: HouseholdTransfer = make.transfer(household, self.place(), moves_on=self.day(), state=state)
            transfer.region_code = self.place()
            self.made.append(transfer)

    def _deliver(self, household: Any) -> None:
        delivery = self.add(make.delivery, self.cycle, household, delivered_on=self.day())
        delivery.person = self.maybe(self.random.choice(self.persons), 0.3)
        if self.happens():
            self.add(make.receipt, delivery, signed_on=self.day())
        if self.happens():
            installation = self.add(make.installation, delivery, connected_on=self.maybe(self.day()))
            for year in self.random.sample([2021, 2022, 2023], self.random.randrange(3)):
                self.add(make.solar_yield, installation, year=year)


def random_families(engine: Engine, seed: int) -> None:
    """Write the families of a seed, and changes of their records into the trail."""
    random = Random(seed)  # noqa: S311 - no secret
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        families = Families(random)
        for person in families.persons:
            families.live(person)
        for household in families.households:
            families.receive(household)
        session.add_all(families.made)
        session.flush()
        _change(session, random, families.made)
        session.commit()


def _change(session: Session, random: Random, made: list[Base]) -> None:
    """Events of the trail, about some records more than once; some happened where the record no longer stands."""
    for record in random.choices(made, k=60):
        at = datetime(2023, 1, 1, 15, 30, tzinfo=UTC) + timedelta(hours=random.randrange(24 * 60))
        region = random.choice([record.region_code, *VILLAGES])  # type: ignore[attr-defined]
        with patch.object(chain, "now", lambda at=at: at):
            audit.append_about(
                session,
                record,
                actor="clerk",
                action=random.choice(["update", "update", "insert", "read"]),
                region_code=region,
                changes={"version": [1, 2]},
            )
