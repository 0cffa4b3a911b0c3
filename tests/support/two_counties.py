"""A county with a family, another with another, and clerks at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.clock import freeze
from shared.indicators import cube
from shared.locale import ENGLISH, set_language
from shared.models.base import Base
from shared.services.doubts import doubt_key
from shared.services.service_errors import ValidationError
from tests.factories.family import family
from tests.factories.parameters import law
from tests.factories.regions import KUNSHAN, PROVINCE, VILLAGES, tree
from tests.support.databases import Filled

Keys = dict[type[Base], int]
HERE, THERE = VILLAGES[0], VILLAGES[3]
CLERK = Actor("clerk", "李强", (Grant(Role.CLERK, KUNSHAN),), account_id=1)
PROVINCIAL = Actor("provincial", "陈静", (Grant(Role.CLERK, PROVINCE),), account_id=2)


@dataclass
class TwoCounties:
    """What the county keeps: keys of its family's records, and of the other county's."""

    engine: Engine
    here: dict[type[Base], int]
    there: dict[type[Base], int]

    def session(self, actor: Actor = CLERK) -> ScopedSession:
        """A writing session of a clerk."""
        return open_session(actor, self.engine, writing=True)


Prepare = Callable[..., object]


class Everything(frozenset[str]):
    """What somebody confirms who confirms whatever is asked."""

    def __contains__(self, _key: object) -> bool:
        return True


def confirming(session: ScopedSession, reason: str = "it is so") -> ScopedSession:
    """The session of somebody who confirms whatever is asked, such as that figures of the past change."""
    session.confirmed, session.reason = Everything(), reason
    return session


def insisted(session: ScopedSession, act: Callable[..., Any], *arguments: Any) -> Any:
    """The act, with what is doubted confirmed and a reason given."""
    try:
        return act(session, *arguments)
    except ValidationError as doubt:
        if doubt.fields:
            raise
        session.confirmed, session.reason = frozenset(doubt_key(*one) for one in doubt.doubts), "it is so"
        return act(session, *arguments)


def open_counties(filled: Filled[list[Keys]], prepare: Prepare = lambda _: None, *words: Any) -> TwoCounties:
    """Both counties on 2023-12-31, after `prepare(counties, *words)`, which is done once a worker."""
    freeze(date(2023, 12, 31))
    set_language(ENGLISH)
    engine, (here, there) = filled(prepared_families, prepare, *words)
    return TwoCounties(engine, dict(here), dict(there))


def prepared_families(engine: Engine, prepare: Prepare, *words: Any) -> list[Keys]:
    here, there = two_families(engine)
    prepare(TwoCounties(engine, here, there), *words)
    return [here, there]


def with_figures(counties: TwoCounties) -> None:
    """All figures are counted."""
    with counties.session(SYSTEM) as session:
        cube.build(session)
        session.commit()


def two_families(engine: Engine) -> list[Keys]:
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        session.add_all(law())
        session.flush()
        found = [{cls: record.id for cls, record in family(session, place).items()} for place in (HERE, THERE)]
        session.commit()
    return found
