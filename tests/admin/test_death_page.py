"""A death is an act with a page of its own: what ends, who is head, what the others get, what comes back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AmountChange, Household, HouseholdMember, Person, Spell
from tests.admin.test_deaths import child_of
from tests.factories import records as make
from tests.support.admin_site import AdminSite
from tests.support.household_pages import change_family
from tests.support.html_pages import Page


def test_a_death_names_the_head_sets_the_amounts_and_says_what_was_paid_too_much(site: AdminSite):
    heir, key, home = child_of(site), site.here[Person], site.here[Household]

    def add(session: Session, household: Household) -> None:
        child = session.get_one(HouseholdMember, heir).person
        paid = make.payment(household, month="2023-12", amount_fen=123_000, paid_on=date(2023, 12, 9))
        session.add_all([make.spell(child, household), paid])

    change_family(site, add)
    browser, path = site.browser(), "person/death/"
    assert browser.post(path, browser.page(path, id=key).form().sent, id=key).status_code == 422  # no day
    sent = browser.page(path, id=key, from_household=home).form().sent | {"died_on": "2023-11-15"}
    asked = browser.post(path, sent, id=key, from_household=home)
    assert (asked.status_code, "Not saved yet" in asked.text) == (200, True)
    for words in ("benefits stop from 2023-12-01", "recover 630 yuan", "New head of household"):
        assert words in asked.text, words
    form = Page(asked.text).form().sent
    (amount,) = [name for name in form if name.startswith("amount-")]
    without = browser.post(path, form | {amount: "500"}, id=key)
    assert (without.status_code, "New head of household" in without.text) == (422, True)
    done = browser.insisted_post(path, form | {amount: "500", f"head-{home}": str(heir)}, id=key, from_household=home)
    assert (done.status_code, done.location) == (302, f"/admin/household/details/?id={home}"), done.text
    assert site.stored(Spell, site.here[Spell])["end_on"] == date(2023, 12, 1)
    with Session(site.engine) as session:
        change = session.scalars(select(AmountChange).order_by(AmountChange.id.desc())).first()
        assert (change.from_month, change.monthly_fen) == ("2024-01", 50_000)
