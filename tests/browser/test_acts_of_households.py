"""What happens to a family, from its page: clicks and pages counted, at a desk and on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from shared.models import ChangeKind, Household, HouseholdMember, Person, Spell
from tests.browser.counting import Effort, note
from tests.browser.one_person import one_person_decides
from tests.browser.test_family_acts import family_of_five, fits
from tests.browser.test_lists_of_many import VARIANTS, begin, records
from tests.factories import records as make
from tests.support.running_server import WatchedPage

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
MEMBERS = ".family tbody tr"
TOWN = "320583100001"


@pytest.fixture(scope="module", autouse=True)
def _one_person(server) -> Iterator[None]:
    with one_person_decides(server, ChangeKind.RECOGNITION), one_person_decides(server, ChangeKind.AMOUNT):
        yield


@pytest.fixture(params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    return request.param


class Visit:
    """A clerk of the town at the page of a family of five; what is done from there is counted."""

    def __init__(self, open_page, server, variant: str, letter: str) -> None:
        self.variant, self.key = variant, family_of_five(server, f"{letter}-{list(VARIANTS).index(variant):03}")
        self.tab: WatchedPage
        self.effort: Effort
        self.tab, self.effort = begin(open_page, variant, "township-clerk", self.address)
        self.page: Page = self.tab.page

    @property
    def address(self) -> str:
        return f"/admin/household/details/?id={self.key}"

    def open(self, act: str) -> None:
        self.page.locator(f"a[href*='/household/{act}/']").click()
        expect(self.page.locator("#reason")).to_be_visible()

    def choose(self, field: str, key: int) -> None:
        """Of a lookup what has the number, with the keyboard."""
        self.page.locator(f"#{field}").click()
        self.page.keyboard.type(f"#{key}", delay=15)
        expect(self.page.locator(".options li").first).to_contain_text(f"#{key}")
        self.page.keyboard.press("Enter")

    def write(self, field: str, text: str) -> None:
        self.page.locator(f"#{field}").press_sequentially(text, delay=5)

    def press(self) -> None:
        fits(self.page, self.variant)
        with self.page.expect_navigation():
            self.page.locator("form.record button.primary").click()

    def finish(self, reason: str, members: int) -> None:
        """Give the reason and save; the page of the family shows who belongs to it now."""
        self.write("reason", reason)
        self.press()
        expect(self.page.locator("#error-summary, #doubt-summary")).to_have_count(0)
        expect(self.page.locator(MEMBERS)).to_have_count(members)
        fits(self.page, self.variant)

    def noted(self, record_property, task: str, presses: int, pages: int) -> None:
        """The effort, and that it is no more than this."""
        note(record_property, task, self.effort, self.variant)
        assert (self.effort.presses <= presses, self.effort.pages <= pages) == (True, True)

    def undo(self, members: int) -> None:
        """From the page of the family, as a clerk who sees the mistake afterwards."""
        self.page.goto(f"{self.tab.address}{self.address}")
        self.open("undo")
        self.finish("录入有误", members)


@pytest.fixture
def visit(request: pytest.FixtureRequest, open_page, server, variant) -> Visit:
    return Visit(open_page, server, variant, request.param)


def at_family(letter: str) -> pytest.MarkDecorator:
    """At a family of its own, whose number begins with the letter."""
    return pytest.mark.parametrize("visit", [letter], indirect=True)


def alone(server) -> tuple[int, int]:
    """Somebody of the town who lives alone in dibao: keys of person and household."""
    with records(server) as session:
        number = session.scalar(select(func.count()).select_from(Household))
        home, person = make.household(TOWN, number=f"A-{number}", address="老街2号"), make.person(TOWN, name="吴敏")
        session.add_all([make.membership(person, home), make.spell(person, home)])
        session.flush()
        return person.id, home.id


def lasting(server, key: int) -> int:
    with records(server) as session:
        own = (Spell.household_id == key, Spell.retired_on.is_(None), Spell.lasts_beyond(date(2024, 1, 1)))
        return session.scalar(select(func.count()).select_from(Spell).where(*own)) or 0


@at_family("B")
def test_a_birth(visit: Visit, server, record_property):
    visit.open("birth")
    visit.write("name", "周小宝")
    visit.page.locator("#sex").select_option("1")
    visit.page.locator("#born_on").fill("2023-12-20")
    visit.finish("出生医学证明 7", 6)
    visit.noted(record_property, "a birth", 5, 2)
    assert lasting(server, visit.key) == 6
    visit.undo(5)
    assert lasting(server, visit.key) == 5


@at_family("C")
def test_an_adoption(visit: Visit, server, record_property):
    visit.open("birth")
    visit.page.locator("#origin").select_option("adoption")
    visit.write("name", "周小贝")
    visit.page.locator("#sex").select_option("2")
    visit.page.locator("#born_on").fill(f"2019-05-{6 + list(VARIANTS).index(visit.variant):02}")  # nobody twice
    visit.page.locator("#joined_on").fill("2023-12-15")
    visit.finish("收养登记证 3", 6)
    visit.noted(record_property, "an adoption", 5, 2)
    with records(server) as session:
        child = select(HouseholdMember.start_on).join(Person, Person.id == HouseholdMember.person_id)
        of_family = (HouseholdMember.household_id == visit.key, Person.name == "周小贝")
        assert session.scalars(child.where(*of_family)).one() == date(2023, 12, 15)


@at_family("D")
def test_a_marriage(visit: Visit, server, record_property):
    person, home = alone(server)
    visit.open("marriage")
    visit.choose("person_id", person)
    visit.write("reason", "结婚证 J320583-7")
    visit.press()
    expect(visit.page.locator(f"#amount-{person}")).to_be_visible()
    visit.tab.complaints.clear()  # Chromium names the answer that shows the amounts
    visit.press()
    expect(visit.page.locator(MEMBERS)).to_have_count(6)
    visit.noted(record_property, "a marriage, with the amounts of the family", 5, 3)
    assert (lasting(server, visit.key), lasting(server, home)) == (6, 0)
    visit.undo(5)
    assert (lasting(server, visit.key), lasting(server, home)) == (5, 1)


@at_family("E")
def test_a_merger(visit: Visit, server, record_property):
    person, home = alone(server)
    visit.page.locator("a[href*='/household/merge/']").click()
    visit.choose("household_id", home)
    visit.press()
    visit.page.locator("select[name^=relation-]").select_option("other")
    expect(visit.page.locator(f"#amount-{person}")).to_be_visible()
    visit.finish("并户申请", 6)
    visit.noted(record_property, "a merger, with the amounts of the family", 6, 3)
    assert (lasting(server, visit.key), lasting(server, home)) == (6, 0)
    visit.undo(5)


@at_family("F")
def test_a_stop(visit: Visit, server, record_property):
    visit.open("stop")
    visit.page.locator("#exit_reason").select_option("income")
    visit.finish("复核 3", 5)
    visit.noted(record_property, "a stop of all benefits", 4, 2)
    assert lasting(server, visit.key) == 0
    visit.undo(5)
    assert lasting(server, visit.key) == 5


@at_family("G")
def test_a_change_of_amounts(visit: Visit, record_property):
    visit.open("amounts")
    for field in visit.page.locator("input[name^=amount-]").all():
        field.press("Control+a")
        field.press_sequentially("640", delay=5)
    visit.finish("动态调整 12", 5)
    visit.noted(record_property, "a change of five amounts", 3, 2)
    visit.undo(5)


@at_family("H")
def test_a_death_of_the_head(visit: Visit, server, record_property):
    visit.page.locator(f"{MEMBERS}:first-child .row-acts a[href*='/person/death/']").click()
    visit.page.locator("#died_on").fill("2023-12-20")
    visit.press()
    visit.page.locator("select[name^=head-]").select_option(index=1)
    visit.press()
    expect(visit.page.locator(f"{MEMBERS}:has(.retired-label)")).to_have_count(1)  # paid until the month ends
    visit.noted(record_property, "a death of the head", 5, 3)
    visit.tab.complaints.clear()  # Chromium names the answer that asks for the new head
    assert lasting(server, visit.key) == 4
    visit.undo(5)
    expect(visit.page.locator(f"{MEMBERS}:has(.retired-label)")).to_have_count(0)
    assert lasting(server, visit.key) == 5


@at_family("I")
def test_a_wrong_entry_is_voided(visit: Visit, record_property):
    visit.page.locator(f"{MEMBERS}:last-child td a[href*='/household-member/details/']").click()
    visit.page.locator("button[popovertarget=retire]:not([popovertargetaction])").click()
    visit.page.locator("#retire [name=reason]").press_sequentially("录入有误", delay=5)
    with visit.page.expect_navigation():
        visit.page.locator("#retire button:not([popovertarget])").click()
    expect(visit.page.locator(".doubt-summary li")).to_have_count(1)  # the benefits of the member go on
    fits(visit.page, visit.variant)
    with visit.page.expect_navigation():
        visit.page.locator(".doubt-summary button.primary").click()
    visit.tab.complaints.clear()  # Chromium names the answer that asks about them
    visit.page.goto(f"{visit.tab.address}{visit.address}")
    expect(visit.page.locator(f"{MEMBERS}:has(.retired-label)")).to_have_count(1)  # recognised, and no member
    visit.noted(record_property, "a wrong entry voided", 4, 4)
