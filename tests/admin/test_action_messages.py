"""Acts are called what they are: a role is taken back, a session is over; after saving the next one is a click away."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import clock
from shared.models import Account, EarlyWarning, HomeVisit, RoleGrant, SignInSession, WarningOutcome
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def grant_of(site: AdminSite, login: str) -> int:
    with Session(site.engine) as session:
        found = select(RoleGrant.id).join(RoleGrant.account).where(Account.login == login)
        return session.scalars(found).one()


def test_a_role_is_taken_back_not_put_out_of_use(site: AdminSite):
    browser, key = site.browser("security"), grant_of(site, "official")
    page = browser.get("role-grant/details/", id=key).text.partition("<main")[2]
    assert "Revoke" in page
    for word in ("Void", "no longer counted", "Restore"):
        assert word not in page
    answer = browser.post("role-grant/retire/", {"reason": "left", "version": "1"}, id=key)
    assert "The role has been revoked." in browser.client.get(answer.location).text
    assert "Revoked on 2023-12-31: left" in browser.get("role-grant/details/", id=key).text
    assert '<span class="retired-label">Revoked</span>' in browser.get("role-grant/", use="retired").text


def test_the_list_of_sessions_says_who_is_signed_in(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        by_login = {found.account.login: found for found in session.scalars(select(SignInSession))}
        by_login["clerk"].seen_at = clock.now() - timedelta(hours=2)
        by_login["other"].ended_at = clock.now()
        session.commit()
    browser = site.browser("security")

    def shown(**params: str) -> dict[str, str]:
        text = browser.get("sign-in-session/", **params).text.partition("<tbody>")[2]
        return dict(re.findall(r"\((\w+)\).*?data-label=\"Status\"[^>]*>([^<]+)</td>", text, re.DOTALL))

    everybody = shown()
    assert (everybody["clerk"], everybody["other"], everybody["security"]) == ("Timed out", "Ended", "Signed in")
    assert set(shown(state="expired")) == {"clerk"}
    assert set(shown(state="ended")) == {"other"}
    assert "security" in shown(state="open")


def test_after_a_new_record_the_next_is_a_click_away(site: AdminSite):
    browser, key = site.browser(), site.here[EarlyWarning]
    entries = {"planned_on": "2023-12-01", "visitor": "李四"}
    answer = browser.filled("home-visit/new/", entries, warning_id=str(key))
    page = browser.client.get(answer.location)
    assert f'Saved. <a href="/admin/home-visit/new/?warning_id={key}">Add another</a>' in page.text
    answer = browser.filled("home-visit/edit/", {"visitor": "王五"}, id=site.here[HomeVisit])
    assert "Add another" not in browser.client.get(answer.location).text


def test_what_can_be_once_only_is_not_begun_again_with_the_same(site: AdminSite):
    browser = site.browser()
    answer = browser.post("warning-outcome/retire/", {"reason": "wrong", "version": "1"}, id=site.here[WarningOutcome])
    assert answer.status_code == 302
    with Session(site.engine) as session:
        person = session.get_one(EarlyWarning, site.here[EarlyWarning]).person_id
    warned = browser.insisted(
        "early-warning/new/",
        {"rule_key": "only-income-lost/1", "risk": "income", "level": "red", "issued_on": "2023-12-01"}
        | {"due_on": "2023-12-20", "facts": "lost work"},
        person_id=str(person),
    )
    new = re.search(r"id=(\d+)", warned.location)[1]
    answer = browser.filled("warning-outcome/new/", {"result": "eligible", "decided_on": "2023-12-10"}, warning_id=new)
    assert 'href="/admin/warning-outcome/new/">Add another' in browser.client.get(answer.location).text
