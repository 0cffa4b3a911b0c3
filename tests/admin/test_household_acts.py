"""What is done from the page of a household begins with what is known, and leads back to it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import Household, Person
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite
from tests.support.databases import ONE_DATABASE
from tests.support.household_pages import DETAILS, change_family, household_page, links_to, timeline_text

pytestmark = ONE_DATABASE


def test_address_and_telephone_stand_on_top_and_the_telephone_can_be_called(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    assert browser.filled("household/edit/", {"telephone": "138 1234 5678"}, id=key).status_code == 302
    assert site.stored(Household, key)["telephone"] == "13812345678"
    for path, record in ((DETAILS, Household), ("person/details/", Person)):
        shown = browser.page(path, id=site.here[record])
        assert "tel:13812345678" in shown.links
        assert shown.text.index("人民路1号") < shown.text.index('id="timeline"')
    assert 'href="tel:13812345678"' in browser.get("household/").text


def test_a_telephone_that_is_none_is_refused_at_its_field(site: AdminSite):
    answer = site.browser().filled("household/edit/", {"telephone": "57301234"}, id=site.here[Household])
    assert (answer.status_code, "Write one mobile number of 11 digits" in answer.text) == (422, True)
    assert 'value="57301234"' in answer.text


def test_no_address_fills_in_a_telephone(site: AdminSite):
    assert site.browser().page("household/new/", telephone="13812345678").form().sent["telephone"] == [""]


def test_acts_begin_with_what_is_known(site: AdminSite):
    household, person = str(site.here[Household]), str(site.here[Person])
    shown = household_page(site)
    (payment,) = links_to(shown, "benefit-payment/new/")
    known = {"household_id": [household], "month": ["2023-12"], "tier": ["dibao"], "amount_fen": ["630"]}
    assert payment == known | {"from_household": [household]}
    (aid,) = links_to(shown, "temporary-assistance/new/")
    assert aid["person_id"] == [person]
    assert aid["granted_on"] == ["2023-12-31"]
    form = site.browser().page("benefit-payment/new/", **{name: values[0] for name, values in payment.items()}).form()
    assert form.sent["amount_fen"] == ["630"]
    assert form.sent["household_id"][0].endswith(f"#{household}")
    for name in ("household-member", "spell", "special-assistance", "delivery", "early-warning"):
        assert links_to(shown, f"{name}/new/"), name
    for path in ("household/amounts/", "household/transfer/"):
        assert links_to(shown, path) == [{"id": [household]}]
    assert {"id": [person], "from_household": [household]} in links_to(shown, "person/death/")


def test_an_amount_with_fen_is_known_too(site: AdminSite):
    change_family(site, lambda session, household: session.add(make.spell(make.person(HERE), household, monthly_fen=5)))
    (payment,) = links_to(household_page(site), "benefit-payment/new/")
    assert payment["amount_fen"] == ["630.05"]
    form = site.browser().page("benefit-payment/new/", amount_fen="630.05").form()
    assert form.sent["amount_fen"] == ["630.05"]


def test_saving_and_cancelling_lead_back_to_the_family(site: AdminSite):
    browser, household = site.browser(), site.here[Household]
    known = {"household_id": household, "person_id": site.here[Person], "from_household": household}
    form = browser.page("temporary-assistance/new/", **known)
    assert form.links.count(f"/admin/household/details/?id={household}") == 2
    values = {"kind": "emergency", "amount_fen": "100", "granted_on": "2023-12-01"}
    answer = browser.filled("temporary-assistance/new/", values, **known)
    assert answer.location == f"/admin/household/details/?id={household}"
    assert f"from_household={household}" in browser.get(DETAILS, id=household).text.split("Enter another one")[0]


def test_a_family_of_others_is_nowhere_to_go_back_to(site: AdminSite):
    form = site.browser().page("temporary-assistance/new/", from_household=site.there[Household])
    assert f"/admin/household/details/?id={site.there[Household]}" not in form.links


def test_the_way_from_the_warning_to_the_assistance_begins_here(site: AdminSite):
    browser, household = site.browser(), site.here[Household]

    def warn(session: Session, _household: Household) -> None:
        person = session.get_one(Person, site.here[Person])
        session.add(make.warning(person, rule_key="r/2", issued_on=date(2023, 12, 1), due_on=date(2023, 12, 29)))

    change_family(site, warn)
    steps = [
        ("home-visit/new/", {"visitor": "李强", "done_on": "2023-12-30"}),
        ("warning-outcome/new/", {"result": "eligible"}),
        ("warning-response/new/", {"kind": "referral", "department": "医保局"}),
    ]
    assert "2 days overdue" in household_page(site).text
    for path, entries in steps:
        (known,) = links_to(household_page(site), path)
        query = {name: values[0] for name, values in known.items()}
        answer = browser.insisted(path, entries, **query)
        assert answer.location == f"/admin/household/details/?id={household}", answer.text
    assert "Nothing is open." in household_page(site).text


def test_a_visit_that_is_planned_is_entered_where_it_stands(site: AdminSite):
    def plan(session: Session, _household: Household) -> None:
        warning = make.warning(session.get_one(Person, site.here[Person]), rule_key="r/2")
        session.add(make.visit(warning, planned_on=date(2024, 1, 5), done_on=None))

    change_family(site, plan)
    shown = household_page(site)
    assert links_to(shown, "home-visit/new/") == []
    assert len(links_to(shown, "home-visit/edit/")) == 1


def test_who_may_not_change_anything_is_offered_nothing(site: AdminSite):
    shown = household_page(site, "approver")
    assert not [link for link in shown.links if "/new/" in link or "/edit/" in link or "/amounts/" in link]
    assert "Education assistance" in timeline_text(shown.text)


def test_of_the_dead_nothing_is_begun(site: AdminSite):
    def die(session: Session, _household: Household) -> None:
        session.get_one(Person, site.here[Person]).died_on = date(2023, 12, 1)

    change_family(site, die)
    shown = site.browser().page("person/details/", id=site.here[Person])
    assert not [link for link in shown.links if "/new/" in link and "from_person" in link]
    assert "Died" in timeline_text(shown.text)
