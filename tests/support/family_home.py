"""A family of three in dibao and somebody who lives alone, in two townships of one county."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import Household
from tests.factories import records as make
from tests.factories.regions import VILLAGES
from tests.support.two_counties import HERE, TwoCounties

DAY = date(2023, 12, 10)


class Home:
    """A family of three in dibao, and another of one, in the clerk's county."""

    def __init__(self, session: Session, counties: TwoCounties) -> None:
        self.household = session.get_one(Household, counties.here[Household])
        child, spouse = make.person(HERE, name="张明", born_on=date(1990, 5, 1)), make.person(HERE, name="张强")
        self.other = make.household(VILLAGES[1])
        alone = make.person(VILLAGES[1], name="孙梅", born_on=date(1992, 2, 2))
        own = [make.membership(one, self.household, relation="child") for one in (child, spouse)]
        session.add_all([*own, make.spell(child, self.household), make.membership(alone, self.other)])
        session.add(make.spell(alone, self.other, monthly_fen=50_000))
        session.flush()
        self.child, self.alone, self.memberships = child, alone, own
        self.keys = [membership.id for membership in own]
