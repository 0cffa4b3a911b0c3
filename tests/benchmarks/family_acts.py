"""Acts on a family, each opened, saved and undone for other families, on a copy of the province of the real size."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from time import perf_counter
from typing import NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import deployment
from shared.models import ChangeState, Household, HouseholdMember, ProposedChange, Spell
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DATABASES, Province, Provinces, on_both
from tests.benchmarks.timing import Row
from tests.support.html_pages import Page

CLERK, APPROVER, COUNTY, HERE = "kunshan-clerk", "kunshan-approver", "320583", "127.0.0.1"
GOAL, ROUNDS, TRIES = 0.1, 5, 4
TODAY = date(2023, 12, 31)
AMOUNTS = "amounts"
Entries = dict[str, list[str]]


class Family(NamedTuple):
    """A household of three or more in benefits, its village, and a household of one with its person."""

    household: int
    village: str
    lone_household: int
    lone_person: int


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("family acts", lambda dialect: _on(provinces, provinces.get(dialect)))


def _on(provinces: Provinces, province: Province) -> Iterator[Row]:
    with provinces.copied(province) as copy, copy.opened() as engine:
        clerk, approver = (_signed_in(engine, login) for login in (CLERK, APPROVER))
        families, taken, confirmed = (
            iter(_families(engine)),
            defaultdict[str, list[float]](list),
            _newest_proposal(engine),
        )
        for _round in range(ROUNDS):
            for act, entries in ACTS.items():
                family = next(families)
                path = f"/admin/household/{act}/?id={family.household}"
                _carry_out(clerk, path, lambda sent: sent | entries(sent, family), taken, act)  # noqa: B023 - used at once
                if (proposed := _newest_proposal(engine)) > confirmed:
                    _confirm(approver, proposed, taken, act)
                    _require_confirmed(engine, proposed)
                    confirmed = proposed
                if act != AMOUNTS:
                    undo = f"/admin/household/undo/?id={family.household}"
                    _carry_out(clerk, undo, lambda sent: sent | REASON, taken, f"undo of {act}")
    for work, seconds in taken.items():
        yield Row(f"{work}, {DATABASES[province.dialect]}", median(seconds), GOAL)


def _carry_out(
    client: FlaskClient, path: str, fill: Callable[[Entries], Entries], taken: dict[str, list[float]], name: str
) -> None:
    """Open the page of an act, fill it in, and save it until nothing more is asked; opening and saving are timed."""
    page = _timed(taken[f"{name}, opened"], lambda: client.get(path, base_url=f"http://{HERE}"))
    sent = fill(Page(page.text).form().sent)
    for _try in range(TRIES):
        times: list[float] = []
        page = _timed(times, lambda: client.post(path, data=sent, base_url=f"http://{HERE}"))  # noqa: B023
        if page.status_code == 302:
            taken[f"{name}, saved"] += times
            return
        sent = fill(Page(page.text).form().sent | sent) | _confirmed(page.text)
    raise RuntimeError(f"{path} {page.status}: {re.findall(r'error-summary.*?</div>', page.text, re.DOTALL)}")


def _confirm(client: FlaskClient, proposed: int, taken: dict[str, list[float]], name: str) -> None:
    """What waits for a second person is opened and confirmed."""
    path, base = "/admin/proposed-change/{step}/?id={key}", f"http://{HERE}"
    details, confirm = (path.format(step=step, key=proposed) for step in ("details", "confirm"))
    page = _timed(taken[f"proposal of {name}, opened"], lambda: client.get(details, base_url=base))
    token = next(form.sent for form in Page(page.text).forms if "/confirm/" in form.action)
    answer = _timed(taken[f"proposal of {name}, confirmed"], lambda: client.post(confirm, data=token, base_url=base))
    if answer.status_code != 302:
        raise RuntimeError(f"{confirm} {answer.status}: {answer.text[-2000:]}")


def _require_confirmed(engine: Engine, proposed: int) -> None:
    with Session(engine) as session:
        proposal = session.get_one(ProposedChange, proposed)
        if proposal.state != ChangeState.CONFIRMED:
            raise RuntimeError(f"{proposal.kind}: {proposal.state} {proposal.decision_reason}")


def _newest_proposal(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.max(ProposedChange.id))) or 0


def _timed(times: list[float], request: Callable[[], TestResponse]) -> TestResponse:
    begin = perf_counter()
    answer = request()
    times.append(perf_counter() - begin)
    if answer.status_code not in (200, 302, 422):
        raise RuntimeError(f"{answer.request.path} {answer.status} {times}")
    return answer


def _confirmed(text: str) -> Entries:
    return {"confirmed": re.findall(r'name="confirmed" value="(\w+)"', text)}


REASON = {"reason": ["a benchmark"]}
DAY = {"day": ["2023-12-20"]}


def _move(_sent: Entries, family: Family) -> Entries:
    return REASON | {"region_code": [family.village], "address": ["新村5号"], "moves_on": ["2023-12-20"]}


def _birth(_sent: Entries, _family: Family) -> Entries:
    return REASON | {"name": ["王小宝"], "sex": ["1"], "born_on": ["2023-12-01"]}


def _marry(_sent: Entries, family: Family) -> Entries:
    return REASON | DAY | {"person_id": [f"#{family.lone_person}"]}


def _split(sent: Entries, _family: Family) -> Entries:
    last = max(int(name.removeprefix("relation-")) for name in sent if name.startswith("relation-"))
    return REASON | DAY | {"address": ["新村6号"], f"leaves-{last}": ["y"], f"relation-{last}": ["head"]}


def _merge(sent: Entries, family: Family) -> Entries:
    relations = {name: ["other"] for name in sent if name.startswith("relation-")}
    return REASON | DAY | relations | {"household_id": [f"#{family.lone_household}"]}


def _stop(_sent: Entries, _family: Family) -> Entries:
    return REASON | {"exit_reason": ["income"]}


def _change_amounts(sent: Entries, _family: Family) -> Entries:
    return REASON | {name: ["500"] for name in sent if name.startswith("amount-")}


ACTS: dict[str, Callable[[Entries, Family], Entries]] = {
    "move": _move,
    "birth": _birth,
    "marriage": _marry,
    "split": _split,
    "merge": _merge,
    "stop": _stop,
    AMOUNTS: _change_amounts,
}


def _families(engine: Engine) -> list[Family]:
    """Enough of them, the first of the county by place."""
    whole = select(HouseholdMember.household_id).group_by(HouseholdMember.household_id)
    supported = select(Spell.household_id).where(Spell.is_in_force(TODAY))
    own = select(Household.id, Household.region_code).where(
        Household.region_code.startswith(COUNTY), Household.id.in_(supported)
    )
    own, limit = own.order_by(Household.region_code, Household.id), ROUNDS * len(ACTS)
    with Session(engine) as session:
        large = session.execute(own.where(Household.id.in_(whole.having(func.count() >= 3))).limit(limit)).all()
        lone = select(HouseholdMember.household_id, func.min(HouseholdMember.person_id))
        lone = lone.where(HouseholdMember.region_code.startswith(COUNTY), HouseholdMember.household_id.in_(supported))
        alone = lone.group_by(HouseholdMember.household_id).having(func.count() == 1)
        singles = session.execute(alone.order_by(HouseholdMember.household_id).limit(limit)).all()
    return [Family(*home, *single) for home, single in zip(large, singles, strict=True)]


def _signed_in(engine: Engine, login: str) -> FlaskClient:
    client = create_app(deployment()).test_client()
    client.set_cookie(COOKIE, sign_in(engine, login, PASSWORD, HERE), domain=HERE)
    return client
