"""Changes that wait for a second person in the demo province: acts of its clerks, done as in the panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from sqlalchemy import Engine, select, update

from seed.demo.toolkit.calibration import DEMO_COUNTY
from shared.access import SYSTEM, Actor, ScopedSession, open_session
from shared.access.account_actor import load_actor
from shared.access.actor import in_subtrees
from shared.clock import Period, now, today
from shared.models import (
    AssistanceStandard,
    ExitReason,
    Household,
    ProposedChange,
    Spell,
    StandardKind,
    Tier,
)
from shared.models.region import prefix_of
from shared.services import commit, monthly_amounts, records
from shared.services.confirmation.proposing import NotYetConfirmedError
from shared.services.doubts import EveryDoubt
from shared.services.service_errors import ValidationError

COUNTY_CLERK, CITY, CITY_CLERK = "kunshan-clerk", "320500", "suzhou-clerk"
REASONS = (ExitReason.INCOME, ExitReason.ASSETS, ExitReason.WITHDRAWN, ExitReason.INCOME)
RAISED, RECOGNISED = 3, 2
RAISE_FEN, STANDARD_RAISE_FEN = 15_000, 4_000  # a month: the first above the sum that one person decides
Act = Callable[[ScopedSession], object]


def create_waiting_proposals(engine: Engine) -> int:
    """Propose what waits for the approvers of the demo county and city; how many. What cannot be done is left out."""
    acts = list(_acts(engine))
    return sum(_propose(engine, *act, days=len(acts) - place) for place, act in enumerate(acts))


def _acts(engine: Engine) -> Iterator[tuple[str, Act, str]]:
    """Login, act and reason: recognitions begin and end, families get another amount, a city sets a standard."""
    with open_session(SYSTEM, engine) as session:
        of_county = Spell.retired_on.is_(None), in_subtrees(Spell.region_code, (prefix_of(DEMO_COUNTY),))
        in_force = select(Spell).where(Spell.tier == Tier.DIBAO, Spell.is_in_force(today()), *of_county)
        spells = _one_a_household(session.scalars(in_force.order_by(Spell.id)))
        again = (Spell.exit_reason == ExitReason.INCOME, Spell.end_on <= today(), *of_county)
        ended = session.scalars(select(Spell).where(*again).order_by(Spell.end_on.desc()).limit(RECOGNISED)).all()
    for spell, why in zip(spells, REASONS, strict=False):
        yield COUNTY_CLERK, _ending(spell.id, why), "年度复核"
    for spell in spells[len(REASONS) :][:RAISED]:
        yield COUNTY_CLERK, _raising(spell.household_id), "家庭收入减少，复核后调整"
    for spell in ended:
        yield COUNTY_CLERK, _beginning(spell.id), "收入下降，重新申请"
    yield CITY_CLERK, _standard, "按年度调整低保标准"


def _one_a_household(spells: Iterable[Spell]) -> list[Spell]:
    return list({spell.household_id: spell for spell in spells}.values())


def _propose(engine: Engine, login: str, act: Act, reason: str, *, days: int) -> bool:
    """Do the act as this person, whatever is doubted confirmed; it waits since some days ago."""
    with open_session(SYSTEM, engine) as session:
        actor = load_actor(session, login)
    key = _waiting_key(engine, actor, act, reason) if actor else None
    if key is None:
        return False
    with engine.execution_options(writing=True).begin() as connection:
        since = update(ProposedChange).where(ProposedChange.id == key).values(proposed_at=now() - timedelta(days=days))
        connection.execute(since)
    return True


def _waiting_key(engine: Engine, actor: Actor, act: Act, reason: str) -> int | None:
    """The proposal that comes of the act; None where it is refused."""
    with open_session(actor, engine, writing=True, reason=reason) as session:
        session.confirmed = EveryDoubt()
        try:
            act(session)
            commit(session)
        except NotYetConfirmedError as waiting:
            return waiting.key
        except ValidationError:
            return None
    return None


def _ending(key: int, why: ExitReason) -> Act:
    def act(session: ScopedSession) -> None:
        spell = session.get_one(Spell, key)
        end = Period.month_of(today()).shifted(-1).start
        records.update(session, spell, {"end_on": end, "exit_reason": why}, spell.version)

    return act


def _raising(key: int) -> Act:
    def act(session: ScopedSession) -> None:
        household, month = session.get_one(Household, key), monthly_amounts.month_after(today())
        spells = [spell.id for spell in monthly_amounts.paid_spells(session, household, month)]
        due = monthly_amounts.load_amounts(session, spells, month)
        amounts = {spell: amount + RAISE_FEN for spell, amount in due.items()}
        monthly_amounts.change_amounts(session, household, month, amounts, session.reason)

    return act


def _beginning(key: int) -> Act:
    """Somebody who left is recognised again."""

    def act(session: ScopedSession) -> None:
        before = session.get_one(Spell, key)
        same = ("person_id", "household_id", "tier", "support_place", "care_level", "region_code")
        start, month = Period.month_of(today()).shifted(-1).start, Period.month_of(before.end_on or today())
        last = {"monthly_fen": monthly_amounts.load_amounts(session, [key], month.key)[key]}
        records.create(session, Spell, {name: getattr(before, name) for name in same} | last | {"start_on": start})

    return act


def _standard(session: ScopedSession) -> None:
    """The dibao standard of the city for the year after the last known one."""
    own = AssistanceStandard.region_code == CITY, AssistanceStandard.kind == StandardKind.DIBAO
    latest = session.scalars(select(AssistanceStandard).where(*own).order_by(AssistanceStandard.valid_from.desc()))
    last = latest.first()
    if last is None or last.valid_to is None:
        raise ValidationError({})
    values = {"monthly_fen": last.monthly_fen + STANDARD_RAISE_FEN, "valid_from": last.valid_to}
    about = {"region_code": CITY, "kind": last.kind, "coverage": last.coverage, "status": "proposed", "source": "demo"}
    records.create(session, AssistanceStandard, values | about)
