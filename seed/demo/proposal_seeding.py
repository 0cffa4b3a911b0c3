"""Changes that wait for a second person in the demo province: acts of its clerks, done as in the panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sqlalchemy import Engine, func, select

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

COUNTY, COUNTY_CLERK, CITY, CITY_CLERK = "320583", "kunshan-clerk", "320500", "suzhou-clerk"
REASONS, RAISED = (ExitReason.INCOME, ExitReason.ASSETS, ExitReason.WITHDRAWN, ExitReason.INCOME), 3
RAISE_FEN = 15_000  # a month: above the sum that one person decides
Act = Callable[[ScopedSession], object]


def create_waiting_proposals(engine: Engine) -> int:
    """Propose what waits for the approvers of the demo county and city; how many. What cannot be done is left out."""
    return sum(_propose(engine, *act, days) for days, act in enumerate(_acts(engine), 1))


def _acts(engine: Engine) -> Iterator[tuple[str, Act, str]]:
    """Login, act and reason: recognitions end, families get another amount, a city sets a standard."""
    with open_session(SYSTEM, engine) as session:
        of_county = in_subtrees(Spell.region_code, (prefix_of(COUNTY),))
        in_force = select(Spell).where(Spell.tier == Tier.DIBAO, Spell.is_in_force(today()), of_county)
        ending = list(session.scalars(in_force.order_by(Spell.id).limit(len(REASONS))))
        raised = list(session.scalars(in_force.order_by(Spell.id.desc()).limit(RAISED)))
    for spell, why in zip(ending, REASONS, strict=False):
        yield COUNTY_CLERK, _ending(spell.id, why), "年度复核"
    for spell in raised:
        yield COUNTY_CLERK, _raising(spell.household_id), "家庭收入减少，复核后调整"
    yield CITY_CLERK, _standard, "按年度调整低保标准"


def _propose(engine: Engine, login: str, act: Act, reason: str, days: int) -> bool:
    """Do the act as this person, whatever is doubted confirmed; it waits since some days ago."""
    with open_session(SYSTEM, engine) as session:
        actor = load_actor(session, login)
    key = _waiting_key(engine, actor, act, reason) if actor else None
    if key is None:
        return False
    with open_session(SYSTEM, engine, writing=True) as session:
        session.get_one(ProposedChange, key).proposed_at = now() - timedelta(days=days)
        commit(session)
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


def _standard(session: ScopedSession) -> None:
    latest = select(func.max(AssistanceStandard.monthly_fen)).where(AssistanceStandard.kind == StandardKind.DIBAO)
    values = {
        "region_code": CITY,
        "kind": StandardKind.DIBAO,
        "coverage": "全市",
        "monthly_fen": (session.scalar(latest) or 0) + 4_000,
        "valid_from": date(today().year + 1, 7, 1),
        "status": "proposed",
        "source": "demo",
    }
    records.create(session, AssistanceStandard, values)
