"""Lists on which many records are entered at once: the largest of each kind, shown and saved, at the real size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import deployment
from shared.models import (
    Beneficiary,
    Delivery,
    Household,
    Programme,
    ProgrammeCycle,
    Receipt,
    Region,
    SolarInstallation,
)
from tests.benchmarks.admin import CLERK, HERE, _got, _sent
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DATABASES, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns
from tests.support.html_pages import Page

Fields = dict[str, list[str]]
GOAL, TICKS, ROUNDS = 0.1, 20, 5
DELIVERIES, QUOTAS = "/admin/delivery/batch/", "/admin/quota/batch/"
MECHANISMS, YIELDS = "/admin/discovery-mechanism/batch/", "/admin/solar-yield/batch/"


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("lists of many", lambda dialect: _on(provinces, provinces.get(dialect)))


def _on(provinces: Provinces, province: Province) -> Iterator[Row]:
    """What is saved is taken out again, and the figures are counted anew."""
    with provinces.without_figures(province), province.opened() as engine:
        newest = _newest_delivery(engine)
        client = create_app(deployment()).test_client()
        client.set_cookie(COOKIE, sign_in(engine, CLERK, PASSWORD, HERE), domain=HERE)
        try:
            opened = in_turns(pages(client, engine))
            for name, seconds in (opened | saves(client, engine)).items():
                yield Row(f"{name}, {DATABASES[province.dialect]}", seconds, GOAL)
        finally:
            _remove_deliveries(engine, newest)


def pages(client: FlaskClient, engine: Engine) -> dict[str, Work]:
    """Each list as it is opened, where it is longest."""
    with Session(engine) as session:
        largest, villages, panels = (_largest(session, column) for column in (Household, Region, SolarInstallation))
        to_homes, to_persons = (_cycle(session, kind) for kind in (Beneficiary.HOUSEHOLD, Beneficiary.PERSON))
    return {
        "deliveries to households": lambda: _got(client, DELIVERIES, cycle_id=to_homes, region_code=largest),
        "deliveries to persons": lambda: _got(client, DELIVERIES, cycle_id=to_persons, region_code=largest),
        "quotas of all counties": lambda: _got(client, QUOTAS, cycle_id=to_homes),
        "mechanisms of a township": lambda: _got(client, MECHANISMS, region_code=villages),
        "yields of a township": lambda: _got(client, YIELDS, region_code=panels, year=2023),
    }


def saves(client: FlaskClient, engine: Engine) -> dict[str, float]:
    """Median seconds of saving what was opened and filled in: deliveries with receipts, the proposal of quotas."""
    with Session(engine) as session:
        largest, cycle = _largest(session, Household), _cycle(session, Beneficiary.HOUSEHOLD)
    deliveries = f"{DELIVERIES}?cycle_id={cycle}&region_code={largest}"
    quotas = f"{QUOTAS}?cycle_id={cycle}"

    def deliver(form: Fields) -> Work:
        names = [name.removeprefix("signed_by-") for name in form if name.startswith("signed_by-h")][:TICKS]
        reasons = {f"override_reason-{name}": ["a benchmark"] for name in names}  # whatever the quota is
        return lambda: _sent(client, deliveries, form | {f"signed-{name}": ["y"] for name in names} | reasons)

    def propose(form: Fields) -> Work:
        return lambda: client.post(quotas, data=form | {"fill": ["proposal"]}, base_url=f"http://{HERE}")

    return {
        f"{TICKS} deliveries with receipts, saved": _median_of_saving(client, deliveries, deliver),
        "quotas, proposed": _median_of_saving(client, quotas, propose),
    }


def _median_of_saving(client: FlaskClient, address: str, fill: Callable[[Fields], Work]) -> float:
    """Each time of a list that is opened anew, because what is saved is no longer on it."""
    taken = []
    for _round in range(ROUNDS):
        save = fill(Page(_got(client, address)).form("record batch").sent)
        begin = perf_counter()
        save()
        taken.append(perf_counter() - begin)
    return median(taken)


def _largest(session: Session, kind: Any) -> str:
    """The township with most records of a kind; of regions, with most villages."""
    code = func.substr(kind.code if kind is Region else kind.region_code, 1, 9)
    whole = select(code).where(func.length(code) == 9).group_by(code)
    return session.scalars(whole.order_by(func.count().desc(), code).limit(1)).one()


def _cycle(session: Session, beneficiary: Beneficiary) -> int:
    """The cycle under way, or the newest, of programmes that give to households or to persons."""
    of_kind = select(ProgrammeCycle.id).join(Programme).where(Programme.beneficiary == beneficiary)
    return session.scalars(of_kind.order_by(ProgrammeCycle.deadline_on.desc(), ProgrammeCycle.id).limit(1)).one()


def _newest_delivery(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.max(Delivery.id))) or 0


def _remove_deliveries(engine: Engine, newest: int) -> None:
    with Session(engine.execution_options(writing=True)) as session:
        session.execute(delete(Receipt).where(Receipt.delivery_id > newest))
        session.execute(delete(Delivery).where(Delivery.id > newest))
        session.commit()
