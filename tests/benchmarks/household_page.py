"""The page of a household and of its head: an ordinary family, and the one with the most members."""

from __future__ import annotations

from collections.abc import Iterator

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.app import create_app
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import Deployment, deployment
from shared.models import HouseholdMember
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DATABASES, REAL, SMALL, Province, Provinces, on_both
from tests.benchmarks.timing import Row, Work, in_turns

CLERK, HERE = "province-clerk", "127.0.0.1"
LONGEST, TO_SMALL = 0.1, 2.0


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases: the real size, and beside it the small size."""
    yield from on_both("household page", lambda dialect: _on(provinces, dialect))


def _on(provinces: Provinces, dialect: str) -> Iterator[Row]:
    real, small = (_pages(provinces.get(dialect, scale)) for scale in (REAL, SMALL))
    for name, work in real.items():
        taken = in_turns({"ours": work, "small": small[name]})
        yield Row(f"{name}, {DATABASES[dialect]}", taken["ours"], LONGEST)
        yield Row(f"{name}, {DATABASES[dialect]}", taken["ours"], TO_SMALL, "with 17 k persons", taken["small"])


def _pages(province: Province) -> dict[str, Work]:
    """The deployment outlives its block: only its pool of connections is emptied."""
    with province.opened():
        opened = deployment()
        (ordinary, head), (largest, _) = _family(opened, 4), _family(opened, None)
    client = _signed_in(opened)
    addresses = {
        "household page": f"/admin/household/details/?id={ordinary}",
        "household page, largest family": f"/admin/household/details/?id={largest}",
        "person page": f"/admin/person/details/?id={head}",
    }
    return {name: _opening(client, address) for name, address in addresses.items()}


def _family(opened: Deployment, members: int | None) -> tuple[int, int]:
    """A household with so many members, or the most of all, and one of them."""
    count = func.count(HouseholdMember.id)
    sizes = select(HouseholdMember.household_id, func.min(HouseholdMember.person_id))
    sizes = sizes.group_by(HouseholdMember.household_id)
    chosen = sizes.order_by(count.desc()) if members is None else sizes.having(count == members)
    with Session(opened.engine) as session:
        household, person = session.execute(chosen.limit(1)).one()
        return household, person


def _signed_in(opened: Deployment) -> FlaskClient:
    client = create_app(opened).test_client()
    client.set_cookie(COOKIE, sign_in(opened.engine, CLERK, PASSWORD, HERE), domain=HERE)
    return client


def _opening(client: FlaskClient, address: str) -> Work:
    def look() -> None:
        answer = client.get(address, base_url=f"http://{HERE}")
        if answer.status_code != 200:
            raise RuntimeError(f"{address} {answer.status}")

    return look
