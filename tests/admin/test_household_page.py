"""The page of a household: everybody in it, what they get, and one story; the person's page is the same story."""

from __future__ import annotations

import re

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from shared.models import AuditEvent, Household, HouseholdPlace, Person, SignInSession, Spell, TemporaryAssistance
from shared.models.audit_event import audit_subject
from tests.factories import records as make
from tests.support.admin_site import HERE, THERE, AdminSite
from tests.support.databases import ONE_DATABASE
from tests.support.household_pages import DETAILS, change_family, grow_family, household_page, links_to, timeline_text
from tests.support.html_pages import Page


@ONE_DATABASE
def test_all_members_stand_there_and_lead_to_the_persons(site: AdminSite):
    persons = grow_family(site, 60, ended=8)
    shown = household_page(site)
    for key in (*persons, site.here[Person]):
        assert f"/admin/person/details/?id={key}" in shown.links
    assert "Ended: 8" in shown.text
    assert '<small class="muted">61</small>' in shown.text


@ONE_DATABASE
def test_a_member_has_age_relation_tier_and_amount(site: AdminSite):
    row = re.search(r"<tbody>\s*<tr>.*?</tr>", household_page(site).text, re.DOTALL)[0]
    words = re.sub(r"(<[^>]+>|\s)+", " ", row)
    assert "王芳 Head 73 (1950)" in words
    assert "Minimum living guarantee (dibao) 630.00" in words
    assert f"/admin/spell/details/?id={site.here[Spell]}" in row


def test_who_is_recognised_here_without_belonging_to_it_is_shown_too(site: AdminSite):
    change_family(site, lambda session, household: session.add(make.spell(make.person(HERE, name="李四"), household)))
    assert re.search(r"李四</a>.*?not a member", household_page(site).text, re.DOTALL)


def test_the_story_can_be_narrowed_to_a_kind_and_to_a_member(site: AdminSite):
    (other,) = grow_family(site, 1)
    assert "Education assistance" in timeline_text(household_page(site).text)
    only_visits = timeline_text(household_page(site, kind="visit").text)
    assert "Visited by 李强" in only_visits
    assert "Education assistance" not in only_visits
    assert "Joined the household: Child" in timeline_text(household_page(site, member=other).text)
    assert "Education assistance" not in timeline_text(household_page(site, member=other).text)
    assert f"kind=visit&amp;member={other}" in household_page(site, member=other).text
    assert "Education assistance" in timeline_text(household_page(site, kind="nothing", member="x", after="never").text)


def test_a_long_story_goes_on_on_the_next_page(site: AdminSite):
    def pay(session: Session, household: Household) -> None:
        session.add_all(make.payment(household, month=f"{2010 + n // 12}-{n % 12 + 1:02}") for n in range(120))

    change_family(site, pay)
    shown = household_page(site)
    assert shown.text.count("<time datetime=") == 100
    older = next(link for link in shown.links if "after=" in link)
    rest = site.browser().client.get(older)
    assert "On the payment list of 2010-01" in timeline_text(rest.text)
    assert "Joined the household" not in timeline_text(rest.text)
    assert "after=" not in "".join(Page(rest.text).links)
    assert f"/admin/household/details/?id={site.here[Household]}#timeline" in Page(rest.text).links


def test_a_change_is_told_from_what_to_what_by_whom_and_why(site: AdminSite):
    browser, key = site.browser(), site.here[Household]
    browser.filled("household/edit/", {"address": "解放路9号", "reason": "misread"}, id=key)
    told = timeline_text(household_page(site, kind="correction").text)
    assert "Household: Address: 人民路1号 → 解放路9号 经办clerk misread" in told
    sent = {"reason": "entered twice", "version": "1"}
    assert browser.post("temporary-assistance/retire/", sent, id=site.here[TemporaryAssistance]).status_code == 302
    told = timeline_text(household_page(site, kind="correction").text)
    assert "王芳 Temporary assistance: voided 经办clerk entered twice" in told
    assert "Temporary assistance, Emergency" not in timeline_text(household_page(site).text)


@ONE_DATABASE
def test_the_page_speaks_both_languages(site: AdminSite):
    english = household_page(site).text
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(SignInSession).values(language="zh_CN"))
        session.commit()
    chinese = household_page(site).text
    for one, other in (
        ("Open and due", "待办事项"),
        ("What can be done", "可办事项"),
        ("Timeline", "办理记录"),
        ("Recognised: Minimum living guarantee (dibao), 600 yuan a month", "认定为最低生活保障，每月 600 元"),
        ("Signed for by 王芳: Appliance packs 2023", "王芳签收“让善汇流、为家充电 2023”"),
    ):
        assert (one in english, other in english) == (True, False), one
        assert (one in chinese, other in chinese) == (False, True), other


def test_a_family_of_another_county_does_not_exist(site: AdminSite):
    assert site.browser().get(DETAILS, id=site.there[Household]).status_code == 404
    assert site.browser("official").get(DETAILS, id=site.here[Household]).status_code == 403


def test_of_a_family_that_moved_away_the_old_office_sees_its_own_months(site: AdminSite):
    """It lived in Xuanwu: one payment was made there."""

    def move(session: Session, household: Household) -> None:
        place = session.get_one(HouseholdPlace, site.here[HouseholdPlace])
        place.region_code = THERE
        session.add(make.payment(household, month="2020-05", region_code=THERE[:9]))

    change_family(site, move)
    shown = household_page(site, "other")
    told = timeline_text(shown.text)
    assert "2020-05" in told
    assert "Moved away from" in told
    assert "Education assistance" not in told
    assert not [link for link in shown.links if "/new/" in link or "/edit/" in link]


def test_everybody_shown_is_audited(site: AdminSite):
    (member,) = grow_family(site, 1)

    def warn(session: Session, household: Household) -> None:
        session.add(make.spell(make.person(HERE, name="李四"), household))

    change_family(site, warn)
    household_page(site, kind="visit")
    with Session(site.engine) as session:
        read = select(AuditEvent.id).where(AuditEvent.action == "read").order_by(AuditEvent.id.desc()).limit(1)
        subjects = set(session.scalars(select(audit_subject.c.person_id).where(audit_subject.c.event_id.in_(read))))
        names = set(session.scalars(select(Person.name).where(Person.id.in_(subjects))))
    assert member in subjects
    assert names == {"王芳", "成员0", "李四"}


def statements(site: AdminSite) -> int:
    counted = []

    def count(*_arguments: object) -> None:
        counted.append(1)

    event.listen(site.engine, "before_cursor_execute", count)
    household_page(site)
    event.remove(site.engine, "before_cursor_execute", count)
    return len(counted)


def test_a_large_family_costs_no_more_queries(site: AdminSite):
    grow_family(site, 1)
    household_page(site)
    small = statements(site)
    persons = grow_family(site, 40, ended=10)

    def fill(session: Session, household: Household) -> None:
        for key in persons:
            person = session.get_one(Person, key)
            session.add_all([make.spell(person, household), make.warning(person), make.temporary(person, household)])
        session.add_all(make.payment(household, month=f"{year}-06") for year in range(1990, 2020))
        household.region_code = HERE

    change_family(site, fill)
    assert statements(site) <= small + 2
    assert small <= 70


def test_the_person_s_page_tells_the_same_from_the_person_s_side(site: AdminSite):
    (other,) = grow_family(site, 1)
    browser = site.browser()
    head = browser.page("person/details/", id=site.here[Person])
    told = timeline_text(head.text)
    for words in (
        "Education assistance",
        "On the payment list of 2023-12",
        "Delivered: Appliance packs",
        "Red warning",
    ):
        assert words in told
    number = site.stored(Household, site.here[Household])["number"]
    assert f"Joined the household: Head · {number}" in told
    assert f"/admin/household/details/?id={site.here[Household]}" in head.links
    assert links_to(head, "special-assistance/new/")[0]["household_id"] == [str(site.here[Household])]
    assert links_to(head, "spell/new/") == []  # stands in a tier
    child = timeline_text(browser.get("person/details/", id=other).text)
    assert "On the payment list of 2023-12" in child
    assert "Education assistance" not in child
    assert links_to(browser.page("person/details/", id=other), "spell/new/")
