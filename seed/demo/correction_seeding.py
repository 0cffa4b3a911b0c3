"""Corrections of the demo province: records of months gone by that a clerk put right, so that figures say “revised”.

Done as in the panel, with its checks; none moves a published total.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from seed.demo.toolkit.calibration import DEMO_COUNTY
from shared.access import SYSTEM, Actor, open_session
from shared.access.account_actor import load_actor
from shared.access.actor import in_subtrees
from shared.models import Household, Person, SpecialAssistance, TemporaryAssistance
from shared.models.base import Editable
from shared.models.region import prefix_of
from shared.services import commit, records
from shared.services.doubts import EveryDoubt
from shared.services.service_errors import ValidationError

CLERK = "kunshan-clerk"
GRANTED_SINCE, GRANTED_BY = date(2023, 3, 1), date(2023, 10, 31)
MORE_FEN = 20_000
Correction = tuple[type[Editable], int, dict[str, Any], str]  # record, key, values, reason


def apply_corrections(engine: Engine) -> int:
    """Correct some records of the demo county; how many. What cannot be done is left out."""
    with open_session(SYSTEM, engine) as session:
        actor = load_actor(session, CLERK)
        corrections = list(_list_corrections(session))
    return sum(_correct(engine, actor, *correction) for correction in corrections) if actor else 0


def _list_corrections(session: Any) -> Iterator[Correction]:
    """An amount, a day, a grade of disability, an address: each of the first record that has one."""
    for record in _first(session, SpecialAssistance, SpecialAssistance.granted_on.between(GRANTED_SINCE, GRANTED_BY)):
        yield SpecialAssistance, record.id, {"amount_fen": record.amount_fen + MORE_FEN}, "金额录入有误，按审批表修改"
    for record in _first(session, TemporaryAssistance, TemporaryAssistance.granted_on > GRANTED_BY):
        yield TemporaryAssistance, record.id, {"granted_on": GRANTED_BY}, "发放日期录入有误，按领款单修改"
    for person in _first(session, Person, Person.disability_level == 3, Person.died_on.is_(None)):
        yield Person, person.id, {"disability_level": 2}, "残疾等级录入有误，按残疾人证修改"
    for household in _first(session, Household):
        yield Household, household.id, {"address": f"{household.address}（东侧）"}, "门牌号录入有误"


def _first(session: Any, record_class: Any, *conditions: Any) -> list[Any]:
    of_county = record_class.retired_on.is_(None), in_subtrees(record_class.region_code, (prefix_of(DEMO_COUNTY),))
    found = select(record_class).where(*of_county, *conditions).order_by(record_class.id)
    return list(session.scalars(found.limit(1)))


def _correct(
    engine: Engine, actor: Actor, record_class: type[Any], key: int, values: dict[str, Any], reason: str
) -> bool:
    with open_session(actor, engine, writing=True, reason=reason) as session:
        session.confirmed = EveryDoubt()
        try:
            record = session.get_one(record_class, key)
            records.update(session, record, values, record.version)
            commit(session)
        except ValidationError:
            return False
    return True
