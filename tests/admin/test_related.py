"""What belongs to a record stands on its page: all that holds, what ended folded, with the numbers."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import BenefitPayment, Household, HouseholdMember, Person, Relation
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite


def grown(site: AdminSite, members: int, *, ended: int) -> list[int]:
    """Further members of the family; some of them have left. The keys of those who have not."""
    with Session(site.engine.execution_options(writing=True)) as session:
        household = session.get_one(Household, site.here[Household])
        found = []
        for number in range(members + ended):
            member = make.membership(make.person(HERE, name=f"成员{number}"), household, relation=Relation.CHILD)
            member.end_on = date(2021, 1, 1) if number >= members else None
            found.append(member)
        session.add_all(found)
        session.commit()
        return [member.id for member in found[:members]]


def test_no_member_of_a_large_family_is_hidden(site: AdminSite):
    stay = [site.here[HouseholdMember], *grown(site, 9, ended=8)]
    page = site.browser().page("household/details/", id=site.here[Household])
    for key in stay:
        assert f"/admin/household-member/details/?id={key}" in page.links
    assert "Ended: 8" in page.text
    assert f"/admin/household-member/?household_id={site.here[Household]}" in page.links


def test_a_family_is_called_by_its_head(site: AdminSite):
    page = site.browser().page("household/details/", id=site.here[Household])
    number = site.stored(Household, site.here[Household])["number"]
    assert f"Household of 王芳 · {number}" in page.headings[0]


def test_what_the_band_says_is_not_said_again(site: AdminSite):
    text = site.browser().get("person/details/", id=site.here[Person]).text
    assert text.count("<dt>Date of birth</dt>") == 1


def test_many_of_a_kind_lead_to_their_list(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        household = session.get_one(Household, site.here[Household])
        session.add_all(make.payment(household, month=f"2022-{month:02}") for month in range(1, 11))
        session.commit()
    page = site.browser().page("household/details/", id=site.here[Household])
    assert len([link for link in page.links if link.startswith("/admin/benefit-payment/details/")]) == 6
    assert f"/admin/benefit-payment/?household_id={site.here[Household]}" in page.links
    assert '<small class="muted">11</small>' in page.text
    assert site.stored(BenefitPayment, site.here[BenefitPayment])["household_id"] == site.here[Household]
