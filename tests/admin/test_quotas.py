"""What is left of a county's quota is seen before a delivery is refused, by whoever hands out."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import clock
from shared.access import Role
from shared.models import Delivery, ProgrammeCycle, Quota, SignInSession
from tests.factories import records as make
from tests.factories.regions import TOWNSHIPS
from tests.support.admin_site import HERE, THERE, AdminSite

CODE, NAME = HERE[:6], "地区320583"


@pytest.fixture
def township(site: AdminSite) -> AdminSite:
    """A clerk of another township of the county; the quota is 7, and one was delivered where they see nothing."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.scalars(select(Quota).where(Quota.region_code == CODE)).one().units = 7
        account = make.account(TOWNSHIPS[1], "township", language="en")
        session.add(make.grant(account, Role.CLERK))
        token, now = hashlib.sha256(b"token of township").digest(), clock.now()
        session.add(SignInSession(token_hash=token, account=account, language="en", started_at=now, seen_at=now))
        session.commit()
    return site


def test_a_township_sees_what_its_county_has_left(township: AdminSite):
    browser, cycle = township.browser("township"), township.here[ProgrammeCycle]
    assert f"{cycle}" not in browser.get("delivery/").text.partition("<tbody>")[2]
    assert f"Quota of {NAME}: 7; delivered 1; left 6." in browser.get("programme-cycle/details/", id=cycle).text
    assert f"Quota of {NAME}: 7; delivered 1; left 6." in browser.get("delivery/", cycle_id=str(cycle)).text
    assert f"(6 left for {NAME})" in browser.get("delivery/new/").text
    assert (
        f"{NAME} has no quota in this cycle."
        in browser.get("programme-cycle/details/", id=township.there[ProgrammeCycle]).text
    )


def test_the_list_of_cycles_shows_what_was_given_and_what_is_left(township: AdminSite):
    page = township.browser("clerk").get("programme-cycle/").text
    assert f"Quota of {NAME}" in page
    assert '<td data-label="Quota left" class="number">6</td>' in page
    assert '<td data-label="Quota left" class="number">0</td>' in page


def test_what_went_out_of_use_counts_no_more(township: AdminSite):
    browser = township.browser("clerk")
    with Session(township.engine.execution_options(writing=True)) as session:
        delivery = session.get_one(Delivery, township.here[Delivery])
        delivery.retired_on, delivery.retired_reason = clock.today(), "entered twice"
        session.commit()
    assert "delivered 0; left 7." in browser.get("programme-cycle/details/", id=township.here[ProgrammeCycle]).text


def test_above_a_county_the_quotas_are_summed(township: AdminSite):
    with Session(township.engine) as session:
        total = sum(session.scalars(select(Quota.units).where(Quota.cycle_id == township.here[ProgrammeCycle])))
    text = township.browser("province").get("programme-cycle/details/", id=township.here[ProgrammeCycle]).text
    assert f"Quota of 地区320000: {total}; delivered 1; left {total - 1}." in text


def test_what_one_county_delivered_too_many_takes_nothing_from_another(township: AdminSite):
    cycle = township.here[ProgrammeCycle]
    with Session(township.engine.execution_options(writing=True)) as session:
        session.scalars(select(Quota).where(Quota.cycle_id == cycle, Quota.region_code == CODE)).one().units = 0
        elsewhere = Quota.cycle_id == cycle, Quota.region_code == THERE[:6]
        other_quota = session.scalars(select(Quota).where(*elsewhere)).one_or_none()
        if other_quota is None:
            other_quota = Quota(cycle_id=cycle, region_code=THERE[:6], units=0)
            session.add(other_quota)
        other_quota.units = 5
        session.commit()
    text = township.browser("province").get("programme-cycle/details/", id=cycle).text
    assert "Quota of 地区320000: 5; delivered 1; left 5." in text
