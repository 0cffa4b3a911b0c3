"""The sheet of a new family takes in who is registered already, or says in a sentence why not."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdMember, Person, Spell
from tests.admin.test_family_registration import PATH, sent, sheet_of
from tests.support.admin_site import AdminSite
from tests.support.household_pages import change_family, grow_family

TODAY = date(2023, 12, 31)


def sheet_with(person: int, **more: Any) -> dict[str, Any]:
    """A new family whose head is registered already."""
    return sheet_of([("王芳", "head", "")], **{"person_id-1": str(person)} | more)


def register(site: AdminSite, typed: dict[str, Any]) -> Any:
    browser = site.browser()
    return browser.insisted_post(PATH, sent(browser, typed))


def stop(site: AdminSite, person: int) -> None:
    def end(session: Session, _household: Household) -> None:
        spell = session.scalars(select(Spell).where(Spell.person_id == person)).one()
        spell.end_on, spell.exit_reason = date(2023, 12, 1), "income"

    change_family(site, end)


def memberships(site: AdminSite, person: int) -> list[tuple[int, date, date | None]]:
    with Session(site.engine) as session:
        own = select(HouseholdMember).where(HouseholdMember.person_id == person, HouseholdMember.retired_on.is_(None))
        found = session.scalars(own.order_by(HouseholdMember.start_on))
        return [(one.household_id, one.start_on, one.end_on) for one in found]


def persons(site: AdminSite) -> int:
    with Session(site.engine) as session:
        return len(session.scalars(select(Person.id)).all())


def test_it_is_asked_once_and_the_old_membership_ends_by_date(site: AdminSite):
    person, count, browser = site.here[Person], persons(site), site.browser()
    before = site.everything()
    asked = browser.post(PATH, sent(browser, sheet_with(person, check="y")))
    assert asked.status_code == 422
    assert "this membership ends on 2023-12-31" in asked.text
    assert "Registered: 王芳" in asked.text
    assert 'error-summary" role' not in asked.text  # a question, no error
    assert site.everything() == before
    answer = register(site, sheet_with(person))
    assert answer.status_code == 302, answer.text
    household = int(answer.location.rpartition("=")[2])
    old, new = memberships(site, person)
    assert (old[0], old[2], new) == (site.here[Household], TODAY, (household, TODAY, None))
    assert persons(site) == count
    with Session(site.engine) as session:
        lasting = select(Spell).where(Spell.person_id == person, Spell.end_on.is_(None))
        assert session.scalars(lasting).one().household_id == household


def test_who_receives_benefits_is_not_recognised_twice(site: AdminSite):
    typed = sheet_with(site.here[Person], tier="dibao", **{"monthly_fen-1": "300"})
    before, answer = site.everything(), register(site, typed)
    assert (answer.status_code, "receives benefits already" in answer.text) == (422, True)
    assert 'id="is_recognised-1' in answer.text
    assert site.everything() == before


def test_who_no_longer_does_is_recognised_with_the_family(site: AdminSite):
    stop(site, site.here[Person])
    answer = register(site, sheet_with(site.here[Person], tier="dibao", **{"monthly_fen-1": "300"}))
    assert answer.status_code == 302, answer.text
    household = int(answer.location.rpartition("=")[2])
    with Session(site.engine) as session:
        spell = session.scalars(select(Spell).where(Spell.household_id == household)).one()
        assert (spell.person_id, spell.monthly_fen, spell.start_on) == (site.here[Person], 30_000, date(2024, 1, 1))


def test_a_head_whom_others_would_lose_is_split_off_instead(site: AdminSite):
    grow_family(site, 1)
    before, answer = site.everything(), register(site, sheet_with(site.here[Person]))
    assert (answer.status_code, "Use “Split” on its page" in answer.text) == (422, True)
    assert site.everything() == before


def test_who_joined_today_only_has_no_past_to_keep(site: AdminSite):
    def late(session: Session, _household: Household) -> None:
        session.scalars(
            select(HouseholdMember).where(HouseholdMember.person_id == site.here[Person])
        ).one().start_on = TODAY

    change_family(site, late)
    answer = register(site, sheet_with(site.here[Person]))
    assert (answer.status_code, "only since 2023-12-31" in answer.text) == (422, True)


def test_the_same_person_twice_or_one_of_another_county_is_refused(site: AdminSite):
    twice = sheet_of([("王芳", "head", ""), ("王芳", "spouse", "")])
    twice |= {f"person_id-{place}": str(site.here[Person]) for place in (1, 2)}
    answer = register(site, twice)
    assert (answer.status_code, "王芳 is on this sheet already" in answer.text) == (422, True)
    for key in (str(site.there[Person]), "9" * 30, "x"):
        before, answer = site.everything(), register(site, sheet_with(1) | {"person_id-1": key})
        assert answer.status_code == 422, key
        assert site.everything() == before


def test_the_undo_of_the_registration_puts_the_person_back(site: AdminSite):
    person, before = site.here[Person], memberships(site, site.here[Person])
    answer = register(site, sheet_with(person))
    household = int(answer.location.rpartition("=")[2])
    undone = site.browser().insisted("household/undo/", {"reason": "录入有误"}, id=household)
    assert undone.status_code == 302, undone.text
    assert memberships(site, person) == before
