"""Acts are called what they are: a role is taken back, a session is over; after saving the next one is a click away."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import clock
from shared.models import Account, EarlyWarning, HomeVisit, RoleGrant, SignInSession, WarningOutcome
from tests.support.admin_site import Panel


def grant_of(panel: Panel, login: str) -> int:
    with Session(panel.engine) as session:
        found = select(RoleGrant.id).join(RoleGrant.account).where(Account.login == login)
        return session.scalars(found).one()


def test_a_role_is_taken_back_not_put_out_of_use(panel: Panel):
    browser, key = panel.browser("security"), grant_of(panel, "official")
    page = browser.get("role-grant/details/", id=key).text.partition("<main")[2]
    assert "Revoke" in page
    for word in ("Void", "no longer counted", "Restore"):
        assert word not in page
    said = browser.post("role-grant/retire/", {"reason": "left", "version": "1"}, id=key)
    assert "The role has been revoked." in browser.client.get(said.location).text
    assert "Revoked on 2023-12-31: left" in browser.get("role-grant/details/", id=key).text
    assert '<span class="mark-out">Revoked</span>' in browser.get("role-grant/", use="retired").text


def test_the_list_of_sessions_says_who_is_signed_in(panel: Panel):
    with Session(panel.engine.execution_options(writing=True)) as session:
        by_login = {found.account.login: found for found in session.scalars(select(SignInSession))}
        by_login["clerk"].seen_at = clock.now() - timedelta(hours=2)
        by_login["other"].ended_at = clock.now()
        session.commit()
    browser = panel.browser("security")

    def shown(**asked: str) -> dict[str, str]:
        text = browser.get("sign-in-session/", **asked).text.partition("<tbody>")[2]
        return dict(re.findall(r"\((\w+)\).*?data-label=\"Status\"[^>]*>([^<]+)</td>", text, re.DOTALL))

    everybody = shown()
    assert (everybody["clerk"], everybody["other"], everybody["security"]) == ("Timed out", "Ended", "Signed in")
    assert set(shown(state="expired")) == {"clerk"}
    assert set(shown(state="ended")) == {"other"}
    assert "security" in shown(state="open")


def test_after_a_new_record_the_next_is_a_click_away(panel: Panel):
    browser, key = panel.browser(), panel.here[EarlyWarning]
    entries = {"planned_on": "2023-12-01", "visitor": "李四"}
    said = browser.filled("visit/new/", entries, warning_id=str(key))
    page = browser.client.get(said.location)
    assert f'Saved. <a href="/admin/visit/new/?warning_id={key}">Add another</a>' in page.text
    said = browser.filled("visit/edit/", {"visitor": "王五"}, id=panel.here[HomeVisit])
    assert "Add another" not in browser.client.get(said.location).text


def test_what_can_be_once_only_is_not_begun_again_with_the_same(panel: Panel):
    browser = panel.browser()
    said = browser.post("outcome/retire/", {"reason": "wrong", "version": "1"}, id=panel.here[WarningOutcome])
    assert said.status_code == 302
    with Session(panel.engine) as session:
        person = session.get_one(EarlyWarning, panel.here[EarlyWarning]).person_id
    warned = browser.insisted(
        "warning/new/",
        {"rule_key": "only-income-lost/1", "risk": "income", "level": "red", "issued_on": "2023-12-01"}
        | {"due_on": "2023-12-20", "facts": "lost work"},
        person_id=str(person),
    )
    new = re.search(r"id=(\d+)", warned.location)[1]
    said = browser.filled("outcome/new/", {"result": "eligible", "decided_on": "2023-12-10"}, warning_id=new)
    assert 'href="/admin/outcome/new/">Add another' in browser.client.get(said.location).text
