"""A family that met everything the admin keeps: one record of each kind in one village."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.models.base import Base
from tests.factories import records as make

Family = dict[type[Base], Base]


def family(session: Session, village: str, name: str = "王芳") -> Family:
    """Add the family; its records by class."""
    person, household = make.person(village, name=name), make.household(village)
    programme = make.programme()
    cycle = make.cycle(programme)
    warning, delivery = make.warning(person), make.delivery(cycle, household)
    installation = make.installation(delivery)
    spell = make.spell(person, household)
    found = [
        person,
        household,
        make.membership(person, household),
        spell,
        make.amount_change(spell),
        make.payment(household),
        make.former_place(household),
        make.former_registration(person),
        make.former_disability(person),
        make.special(person, household),
        make.temporary(person, household),
        warning,
        make.visit(warning),
        make.outcome(warning),
        make.response(warning),
        make.mechanism(village),
        programme,
        cycle,
        make.pledge(cycle),
        make.quota(cycle, village[:6]),
        delivery,
        make.receipt(delivery),
        installation,
        make.solar_yield(installation),
    ]
    session.add_all(found)
    session.flush()
    return {type(record): record for record in found}
