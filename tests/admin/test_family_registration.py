"""The sheet on which a family is registered: checked and filled in first, saved at once, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AssistanceStandard, AuditEvent, Household, HouseholdMember, Person, Spell
from tests.factories.identity_numbers import identity_number
from tests.factories.regions import SUZHOU
from tests.support.admin_site import HERE, THERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE
from tests.support.household_pages import change_family

PATH = "household/register/"
FOUR = [
    ("赵强", "head", identity_number(date(1980, 3, 4), 11)),
    ("钱芳", "spouse", identity_number(date(1982, 5, 6), 22)),
    ("赵小明", "child", identity_number(date(2012, 1, 2), 33)),
    ("赵小红", "child", identity_number(date(2015, 7, 8), 44)),
]


def sheet_of(members: list[tuple[str, str, str]] = FOUR, **more: Any) -> dict[str, Any]:
    """What is typed for some members; whoever is on the sheet stays ticked as it opened."""
    typed = {"region_code": HERE, "address": "人民路7号", "residence": "rural", "reason": "民〔2023〕9号"}
    for place, (name, relation, number) in enumerate(members, 1):
        typed |= {f"name-{place}": name, f"relation-{place}": relation, f"identity_number-{place}": number}
    return typed | more


def standard(site: AdminSite) -> None:
    """The dibao standard of the city: 1,000 yuan."""

    def add(session: Session, _household: Household) -> None:
        values = {"kind": "dibao", "coverage": "全市", "monthly_fen": 100_000, "valid_from": date(2023, 7, 1)}
        session.add(AssistanceStandard(region_code=SUZHOU, status="confirmed", source="test", **values))

    change_family(site, add)


def sent(browser: Browser, typed: dict[str, Any]) -> dict[str, Any]:
    return browser.page(PATH).form("record batch").sent | typed


@ONE_DATABASE
def test_check_fills_in_the_amounts_of_the_standard_and_saves_nothing(site: AdminSite):
    standard(site)
    before, browser = site.everything(), site.browser()
    answer = browser.post(PATH, sent(browser, sheet_of(tier="dibao", check="y")))
    assert answer.status_code == 200, answer.text
    assert answer.text.count('value="1,000"') == 8  # each amount, and what it was proposed as
    assert (
        "4 members, 4 of them in Minimum living guarantee (dibao) from 2024-01-01, together 4,000 yuan" in answer.text
    )
    assert site.everything() == before


def test_a_family_amount_is_divided_evenly_and_a_typed_one_is_kept(site: AdminSite):
    browser = site.browser()
    typed = sheet_of(tier="dibao", family_fen="1,501", check="y", **{"monthly_fen-4": "7"})
    answer = browser.post(PATH, sent(browser, typed))
    fields = [f'name="monthly_fen-{place}" value="{yuan}"' for place, yuan in enumerate((376, 375, 375, 7), 1)]
    assert [text in answer.text for text in fields] == [True] * 4


def test_the_family_is_saved_and_its_page_opens(site: AdminSite):
    browser = site.browser()
    amounts = {f"monthly_fen-{place}": "300" for place in range(1, 5)}
    answer = browser.post(PATH, sent(browser, sheet_of(tier="dibao", **amounts)))
    assert answer.status_code == 302, answer.text
    assert answer.location.startswith("/admin/household/details/?id=")
    key = int(answer.location.rpartition("=")[2])
    with Session(site.engine) as session:
        members = select(HouseholdMember).where(HouseholdMember.household_id == key).order_by(HouseholdMember.id)
        assert [(m.person.name, m.person.sex, m.relation) for m in session.scalars(members)] == [
            ("赵强", "1", "head"),
            ("钱芳", "2", "spouse"),
            ("赵小明", "1", "child"),
            ("赵小红", "2", "child"),
        ]
        spells = session.scalars(select(Spell).where(Spell.household_id == key))
        assert {(spell.tier, spell.monthly_fen) for spell in spells} == {("dibao", 30_000)}
    assert "The family has been registered" in browser.get("household/details/", id=key).text


def test_without_a_tier_it_is_only_registered(site: AdminSite):
    browser = site.browser()
    assert browser.post(PATH, sent(browser, sheet_of(reason=""))).status_code == 302
    with Session(site.engine) as session:
        person = session.scalars(select(Person).where(Person.name == "赵强")).one()
        assert session.scalars(select(Spell).where(Spell.person_id == person.id)).all() == []


@ONE_DATABASE
def test_everything_that_is_wrong_is_said_at_its_field_and_at_the_top(site: AdminSite):
    browser = site.browser()
    typed = sheet_of(
        [("赵3", "head", FOUR[0][2][:-1] + "Y"), ("", "", FOUR[1][2])],
        address="",
        telephone="12",
        tier="dibao",
        reason="",
        check="y",
        **{"born_on-3": "32.13.2020", "monthly_fen-1": "x"},
    )
    answer = browser.post(PATH, sent(browser, typed))
    assert answer.status_code == 422
    summary = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    for anchor in ("address", "telephone", "reason", "row-1", "row-2", "row-3"):
        assert f'href="#{anchor}"' in summary, anchor
    for field in ("identity_number-1", "name-1", "relation-2", "name-2", "born_on-3", "monthly_fen-1", "telephone"):
        assert f'id="{field}-error"' in answer.text, field
    assert 'value="32.13.2020"' in answer.text


def test_a_number_that_is_printed_wrong_can_be_kept(site: AdminSite):
    browser, wrong = site.browser(), FOUR[0][2][:-1] + ("0" if FOUR[0][2][-1] != "0" else "1")
    typed = sheet_of([("赵强", "head", wrong)], reason="")
    assert 'name="is_as_written-1"' in browser.post(PATH, sent(browser, typed | {"check": "y"})).text
    typed |= {"is_as_written-1": "y", "sex-1": "1", "born_on-1": "1980-03-04"}
    assert browser.post(PATH, sent(browser, typed)).status_code == 302
    with Session(site.engine) as session:
        assert session.scalars(select(Person).where(Person.name == "赵强")).one().identity_valid is False


def test_a_namesake_is_asked_about_and_confirmed_with_the_reason(site: AdminSite):
    browser = site.browser()
    typed = sheet_of([("王芳", "head", "")], **{"sex-1": "2", "born_on-1": "1950-01-01"})
    asked = browser.post(PATH, sent(browser, typed | {"check": "y"}))
    assert (asked.status_code, "Is it the same person?" in asked.text) == (422, True)
    assert browser.insisted_post(PATH, sent(browser, typed)).status_code == 302


def test_a_start_in_months_gone_by_announces_the_figures_it_moves(site: AdminSite):
    browser = site.browser()
    typed = sheet_of(tier="dibao", start_on="2023-06-01", **{f"monthly_fen-{n}": "300" for n in range(1, 5)})
    assert browser.insisted_post(PATH, sent(browser, typed)).status_code == 302


@ONE_DATABASE
def test_more_rows_keep_what_was_typed(site: AdminSite):
    browser = site.browser()
    answer = browser.post(PATH, sent(browser, sheet_of(fill="rows")))
    assert (answer.status_code, 'id="row-10"' in answer.text, 'id="row-11"' in answer.text) == (200, True, False)
    assert 'value="赵小红"' in answer.text


@ONE_DATABASE
@pytest.mark.parametrize("field", ["identity_kind", "relation", "sex"])
def test_a_choice_that_is_not_on_the_list_is_refused_at_its_field(site: AdminSite, field: str):
    browser, before = site.browser(), site.everything()
    answer = browser.post(PATH, sent(browser, sheet_of(reason="", **{f"{field}-1": "zzz"})))
    assert answer.status_code == 422
    assert f'id="{field}-1-error"' in answer.text
    assert site.everything() == before


@ONE_DATABASE
def test_the_sheet_is_one_click_away(site: AdminSite):
    for path in ("", "household/", "person/"):
        assert "/admin/household/register/" in site.browser().page(path).links, path
        assert "/admin/household/register/" not in site.browser("approver").page(path).links, path
    assert site.browser("approver").get(PATH).status_code == 403


def test_the_same_sheet_sent_twice_makes_one_family(site: AdminSite):
    browser = site.browser()
    typed = sent(browser, sheet_of())
    assert browser.post(PATH, typed).status_code == browser.post(PATH, typed).status_code == 302
    with Session(site.engine) as session:
        assert len(session.scalars(select(Household).where(Household.address == "人民路7号")).all()) == 1


def test_a_village_of_another_county_is_not_to_be_chosen(site: AdminSite):
    browser = site.browser()
    for place in (THERE, ""):
        answer = browser.post(PATH, sent(browser, sheet_of(region_code=place, residence="", check="y")))
        assert (answer.status_code, 'id="region_code-error"' in answer.text) == (422, True)
        assert 'id="residence-error"' in answer.text


def duplicates(site: AdminSite, login: str = "clerk", **typed: str) -> list[dict[str, str]]:
    answer = site.browser(login).post("person/duplicates/", typed)
    assert answer.status_code == 200, answer.text
    return answer.json["persons"]


def test_who_may_be_the_same_person_is_shown_to_whoever_may_see_them(site: AdminSite):
    key = site.here[Person]
    (found,) = duplicates(site, name=" 王芳 ", born_on="1950-01-01")
    assert (found["href"], "王芳" in found["text"]) == (f"/admin/person/details/?id={key}", True)
    assert duplicates(site, name="王芳", born_on="1950-01-02") == duplicates(site, name="王芳") == []
    assert duplicates(site, "other", name="王芳", born_on="1950-01-01") == []
    browser = site.browser()
    browser.post(PATH, sent(browser, sheet_of()))
    assert [one["text"][:2] for one in duplicates(site, identity_number=FOUR[0][2])] == ["赵强"]
    assert duplicates(site, "other", identity_number=FOUR[0][2]) == []
    with Session(site.engine) as session:
        reads = session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
        assert any(event.changes.get("by") == [None, "lookup"] for event in reads)
    assert site.browser("approver").post("person/duplicates/", {}).status_code == 403
