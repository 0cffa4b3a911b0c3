"""Records are named as people know them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import audit
from shared.clock import LOCAL
from shared.models import AuditEvent, Household, Programme, SignInSession, SolarYield, Spell
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def test_a_programme_goes_by_its_name_in_the_language_spoken(site: AdminSite):
    stored = site.stored(Programme, site.here[Programme])
    text = site.browser().get("programme/").text
    assert stored["name_en"] in text
    assert stored["name"] not in text


def test_a_yield_names_the_household(site: AdminSite):
    number = site.stored(Household, site.here[Household])["number"]
    assert number in site.browser().page("solar-yield/details/", id=site.here[SolarYield]).headings[0]


def test_a_recognition_in_force_says_since_when(site: AdminSite):
    spell = site.stored(Spell, site.here[Spell])
    assert f"since {spell['start_on']}" in site.browser().page("spell/details/", id=site.here[Spell]).headings[0]


def test_a_demo_says_that_its_history_is_told_by_the_real_clock(site: AdminSite):
    site.browser().insisted("spell/edit/", {"monthly_fen": "500"}, id=site.here[Spell])
    pages = [("", {}), ("spell/details/", {"id": site.here[Spell]})]
    assert not any("Times are actual times" in site.browser().get(path, **params).text for path, params in pages)
    site.app.extensions["suzhu"] = replace(site.app.extensions["suzhu"], is_demo=True)
    assert all("Times are actual times" in site.browser().get(path, **params).text for path, params in pages)


def test_a_session_is_told_in_local_time(site: AdminSite):
    with Session(site.engine) as session:
        found = session.scalars(select(SignInSession)).first()
        started = f"{found.started_at.astimezone(LOCAL):%Y-%m-%d %H:%M}"
        heading = site.browser("security").page("sign-in-session/details/", id=found.id).headings[0]
    assert heading.endswith(started)


def test_the_audit_trail_names_what_it_tells(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        audit.append(
            session,
            actor="clerk",
            action="sign_in",
            record=SignInSession.__tablename__,
            record_id="1",
            region_code=None,
            changes={"address": [None, "127.0.0.1"]},
        )
        session.commit()
        key = session.scalars(select(AuditEvent.id).order_by(AuditEvent.id.desc())).first()
    assert "Network address" in site.browser("audit").get("audit-event/details/", id=key).text
