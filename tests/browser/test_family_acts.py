"""Acts on families, as a clerk does them: clicks and pages are counted, on a desk and on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from shared.models import ChangeKind, Household, HouseholdMember, Region, Spell
from tests.browser.counting import note
from tests.browser.one_person import one_person_decides
from tests.browser.test_lists_of_many import VARIANTS, begin, records
from tests.factories import records as make
from tests.factories.identity_numbers import identity_number
from tests.support.running_server import NARROW

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
SMALL_TARGETS = """[...document.querySelectorAll(`form.record a, form.record button:not(.visually-hidden),
  form.record .tick-cell, form.record select, form.record input:not([type=hidden], [type=checkbox])`)]
  .map(target => [target.outerHTML, target.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5)).map(([html]) => html)"""
MEMBERS = [
    ("赵国强", "", date(1980, 3, 4), 11),
    ("钱桂芳", "配偶 Spouse", date(1982, 5, 6), 22),
    ("赵小明", "子女 Child", date(2012, 1, 2), 33),
    ("赵小红", "子女 Child", date(2015, 7, 8), 44),
]
DOWN_TO = {"配偶 Spouse": 2, "子女 Child": 3}  # keys down from the empty choice: head comes before


@pytest.fixture(scope="module", autouse=True)
def _one_person(server) -> Iterator[None]:
    with one_person_decides(server, ChangeKind.RECOGNITION):
        yield


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return request.param


def type_on(page: Page, text: str) -> None:
    """Type into the field at hand and go on to the next one with the keyboard."""
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")


def choose_down(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")


def fits(page: Page, variant: str) -> None:
    if VARIANTS[variant][1] == NARROW:
        page.wait_for_load_state("load")
        if page.evaluate(SMALL_TARGETS):
            page.wait_for_timeout(1000)  # the style sheet of a page that has just come may still be on its way
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def type_members(page: Page, numbers_from: int) -> None:
    """With the keyboard; sex and birth date come from the number."""
    page.locator("#name-1").click()
    for place, (name, relation, born_on, sequence) in enumerate(MEMBERS, 1):
        page.locator(f"#name-{place}").focus()
        type_on(page, name)
        choose_down(page, DOWN_TO.get(relation, 0))
        number = identity_number(born_on, sequence + numbers_from)
        type_on(page, number)
        expect(page.locator(f"#born_on-{place}")).to_have_value(f"{born_on}")
        expect(page.locator(f"#sex-{place}")).to_have_value("1" if sequence % 2 else "2")


def test_a_family_of_four_is_registered_and_recognised(open_page, server, variant, record_property):
    address = f"新民路{list(VARIANTS).index(variant) + 1}号"
    visit, effort = begin(open_page, variant, "township-clerk")
    page = visit.page
    page.locator("a[href='/admin/household/register/']").click()
    page.locator("#region_code").click()
    expect(page.locator(".options li").first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    type_on(page, address)
    type_on(page, "13812345678")
    choose_down(page, 1)
    type_members(page, 100 * list(VARIANTS).index(variant))
    page.locator("#tier").click()
    page.keyboard.press("Escape")
    choose_down(page, 2)
    expect(page.locator("#tier")).to_have_value("dibao")
    page.locator("#reason").click()
    page.keyboard.insert_text("民低保〔2023〕118号")
    fits(page, variant)
    with page.expect_navigation():
        page.locator("button.primary[name=check]").click()
    expect(page.locator("#error-summary, #doubt-summary")).to_have_count(0)
    assert page.locator("#monthly_fen-1").input_value() != ""
    with page.expect_navigation():
        page.locator("form.batch button.primary").click()
    expect(page.locator(".family tbody tr")).to_have_count(4)
    note(record_property, "a family of four registered and recognised", effort, variant)
    assert (effort.presses <= 15, effort.pages <= 4) == (True, True)
    with records(server) as session:
        (home,) = session.scalars(select(Household).where(Household.address == address)).all()
        spells = select(func.count()).where(Spell.household_id == home.id, Spell.start_on == date(2024, 1, 1))
        members = select(func.count()).where(HouseholdMember.household_id == home.id)
        assert session.scalar(members) == session.scalar(spells) == 4
        assert session.get_one(Region, home.region_code).parent_code == "320583100"


def test_who_is_known_already_is_shown_while_typing(open_page, server):
    with records(server) as session:
        in_town = Household.region_code.startswith("320583100")
        member = session.scalars(select(HouseholdMember).join(Household).where(in_town).limit(1)).one()
        name, born_on, key = member.person.name, member.person.born_on, member.person_id
    visit, _effort = begin(open_page, "zh, 1440 px", "township-clerk", "/admin/household/register/")
    page = visit.page
    page.locator("#name-1").fill(name)
    page.locator("#born_on-1").fill(f"{born_on}")
    expect(page.locator(f"[data-duplicates] a[href='/admin/person/details/?id={key}']")).to_be_visible()
    page.locator("#name-1").fill("没有此人")
    expect(page.locator("#row-1 [data-duplicates]")).to_be_hidden()


def test_who_is_known_already_joins_the_new_family(open_page, server, variant, record_property):
    number = f"R-{list(VARIANTS).index(variant):03}"
    key = family_of_five(server, number)
    with records(server) as session:
        member = select(HouseholdMember).where(
            HouseholdMember.household_id == key, HouseholdMember.relation == "parent"
        )
        name, born_on, person = (one := session.scalars(member).one()).person.name, one.person.born_on, one.person_id
    visit, effort = begin(open_page, variant, "township-clerk", "/admin/household/register/")
    page = visit.page
    page.locator("#region_code").click()
    expect(page.locator(".options li").first).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("#address").press_sequentially(f"新民路{number}号")
    page.locator("#residence").select_option("rural")
    page.locator("#name-1").press_sequentially(name)
    page.locator("#born_on-1").press_sequentially(f"{born_on}")
    page.locator(f"#row-1 [data-duplicates] a[href$='id={person}'] + button").click()
    expect(page.locator("#row-1 [data-registration]")).to_be_visible()
    expect(page.locator("#born_on-1")).to_be_hidden()
    fits(page, variant)
    with page.expect_navigation():
        page.locator("button[name=check].primary").click()
    expect(page.locator("#doubt-summary")).to_contain_text(number)
    page.locator("#reason").press_sequentially("与子女分开居住")
    with page.expect_navigation():
        page.locator("form.batch .actions.save button.primary").click()
    expect(page.locator(".family tbody tr")).to_have_count(1)
    note(record_property, "a registered person joins a new family", effort, variant)
    assert (effort.presses <= 6, effort.pages <= 3) == (True, True)
    visit.complaints.clear()  # Chromium names the answer that asks
    with records(server) as session:
        own = select(HouseholdMember).where(HouseholdMember.person_id == person).order_by(HouseholdMember.id)
        assert [one.end_on for one in session.scalars(own)] == [date(2023, 12, 31), None]


SURNAMES, DIGITS = "赵钱孙李周吴郑冯陈褚卫蒋沈", "零一二三四五六七八九"


def family_of_five(server, number: str) -> int:
    """A family of the town, with everybody in dibao: the key of its household."""
    with records(server) as session:
        home = make.household("320583100001", number=number, address="老街1号")
        name = f"{SURNAMES[ord(number[0]) % len(SURNAMES)]}{DIGITS[int(number[-3:])]}"  # a name has no digits
        people = [make.person("320583100001", name=f"{name}{n}") for n in "甲乙丙丁戊"]
        relations = ["head", "spouse", "child", "child", "parent"]
        session.add_all(make.membership(p, home, relation=r) for p, r in zip(people, relations, strict=True))
        session.add_all(make.spell(person, home) for person in people)
        session.flush()
        return home.id


def other_village(server) -> str:
    """A village of the county, in another township."""
    with records(server) as session:
        in_county = Region.code.startswith("320583"), Region.level == "village"
        elsewhere = select(Region.code).where(*in_county, Region.parent_code != "320583100").order_by(Region.code)
        return session.scalars(elsewhere.limit(1)).one()


def test_a_family_of_five_moves_within_the_county(open_page, server, variant, record_property):
    key = family_of_five(server, f"M-{list(VARIANTS).index(variant):03}")
    there = other_village(server)
    visit, effort = begin(open_page, variant, "kunshan-clerk", f"/admin/household/details/?id={key}")
    page = visit.page
    page.locator("a[href*='/household/move/']").click()
    page.locator("#region_code").click()
    page.keyboard.insert_text(there)
    expect(page.locator(".options li").first).to_contain_text(there)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    type_on(page, "新街5号")
    fits(page, variant)
    with page.expect_navigation():
        page.locator("form.record button.primary").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".record-summary, main").first).to_contain_text("新街5号")
    note(record_property, "a move of five persons within the county", effort, variant)
    assert (effort.presses <= 8, effort.pages <= 3) == (True, True)
    with records(server) as session:
        members = select(HouseholdMember).where(HouseholdMember.household_id == key)
        assert {one.region_code for one in session.scalars(members)} == {there}
        spells = select(func.count()).where(Spell.household_id == key, Spell.region_code == there)
        assert session.scalar(spells) == 5


def test_a_split_and_its_undo(open_page, server, variant, record_property):
    key = family_of_five(server, f"S-{list(VARIANTS).index(variant):03}")
    visit, effort = begin(open_page, variant, "township-clerk", f"/admin/household/details/?id={key}")
    page = visit.page
    page.locator("a[href*='/household/split/']").click()
    page.locator("input[name^=leaves-]").nth(2).click()
    page.locator("select[name^=relation-]").nth(2).select_option("head")
    page.locator("#address").fill("新村8号")
    page.locator("#reason").fill("分户申请")
    fits(page, variant)
    with page.expect_navigation():
        page.locator("form.record button.primary").click()
    expect(page.locator(".family tbody tr")).to_have_count(1)
    note(record_property, "a split", effort, variant)
    page.goto(f"{visit.address}/admin/household/details/?id={key}")
    expect(page.locator(".family tbody tr")).to_have_count(4)
    page.locator("a[href*='/household/undo/']").click()
    page.locator("#reason").fill("误分户")
    fits(page, variant)
    with page.expect_navigation():
        page.locator("form.record button.primary").click()
    expect(page.locator(".family tbody tr")).to_have_count(5)
