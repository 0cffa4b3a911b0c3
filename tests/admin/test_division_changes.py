"""An administrator merges, splits and renames divisions: first what would be done is shown, then a second person."""

from __future__ import annotations

import pytest
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import ChangeKind, DivisionChange, Household, ProposedChange, Region
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, TOWNSHIPS
from tests.support.admin_site import HERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE
from tests.support.html_pages import Page

FIRST, SECOND = TOWNSHIPS[0], TOWNSHIPS[1]
LATER = f"{SECOND}002"
ABOUT = {"effective_on": "2023-12-11", "document": "苏政复〔2023〕7号", "reason": "approved by the city"}
MERGER = ABOUT | {"successor_code": SECOND}


@pytest.fixture
def alone(site: AdminSite) -> AdminSite:
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add(make.confirmation_rule(KUNSHAN, kind=str(ChangeKind.DIVISION), is_required=False))
        session.commit()
    return site


def shown(browser: Browser, path: str, entries: dict[str, str], code: str) -> Page:
    """What would be done."""
    answer = browser.filled(path, entries, id=code)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def saved(site: AdminSite, path: str, entries: dict[str, str], code: str):
    """The page with the preview, sent again unchanged."""
    browser = site.browser("system")
    page = shown(browser, path, entries, code)
    return browser.post(path, page.form().sent | {"reason": entries["reason"]}, id=code)


def test_a_merger_is_shown_before_it_is_saved(alone: AdminSite):
    page = shown(alone.browser("system"), "region/merge/", MERGER, FIRST)
    assert "Figures of months gone by that change: none" in page.text
    assert LATER in page.text
    assert alone.stored(Region, FIRST)["valid_to"] is None
    assert alone.stored(Household, alone.here[Household])["region_code"] == HERE


def test_what_was_shown_is_saved(alone: AdminSite):
    answer = saved(alone, "region/merge/", MERGER, FIRST)
    assert answer.status_code == 302, answer.text
    assert str(alone.stored(Region, FIRST)["successor_code"]) == SECOND
    assert alone.stored(Household, alone.here[Household])["region_code"] == LATER
    page = alone.browser("system").page("division-change/")
    assert "Merger of divisions" in page.text


def test_what_was_changed_after_the_preview_is_shown_again(alone: AdminSite):
    browser = alone.browser("system")
    page = shown(browser, "region/merge/", MERGER, FIRST)
    entries = page.form().sent | {"effective_on": "2023-12-12", "reason": ABOUT["reason"]}
    answer = browser.post("region/merge/", entries, id=FIRST)
    assert answer.status_code == 200
    assert alone.stored(Region, FIRST)["valid_to"] is None


def test_the_second_person_sees_what_will_be_done_and_confirms(two: AdminSite):
    answer = saved(two, "region/merge/", MERGER, FIRST)
    assert answer.headers["Location"].endswith(f"id={FIRST}")
    assert two.stored(Region, FIRST)["valid_to"] is None
    assert "waiting for a second person: 1" in two.browser("system").page("division-change/").text
    with Session(two.engine) as session:
        key = session.scalars(select(ProposedChange.id)).one()
    page = two.browser("approver").page("proposed-change/details/", id=key)
    assert SECOND in page.text
    assert "Households (1)" in page.text
    answer = two.browser("approver").post("proposed-change/confirm/", id=key)
    assert answer.status_code == 302, answer.text
    assert two.stored(Household, two.here[Household])["region_code"] == LATER


def test_what_waits_can_be_withdrawn(two: AdminSite):
    saved(two, "region/merge/", MERGER, FIRST)
    browser = two.browser("system")
    page = browser.page("division-change/waiting/")
    assert SECOND in page.text
    with Session(two.engine) as session:
        key = session.scalars(select(ProposedChange.id)).one()
    answer = browser.post("division-change/waiting/", {"proposal": str(key), "reason": "a mistake"})
    assert answer.status_code == 302
    assert two.stored(ProposedChange, key)["state"] == "withdrawn"


def proposal(site: AdminSite) -> int:
    """The one that waits."""
    with Session(site.engine) as session:
        return session.scalars(select(ProposedChange.id).where(ProposedChange.state == "waiting")).one()


def read(browser: Browser, code: str) -> str:
    """What the page of a division says, without its links."""
    return Markup(browser.page("region/details/", id=code).text).striptags()  # noqa: S704 - not shown to anybody


def test_what_waits_is_named_and_linked_and_proposed_once(two: AdminSite):
    merger = f"地区{FIRST} into 地区{SECOND}"
    saved(two, "region/merge/", MERGER, FIRST)
    browser, approver = two.browser("system"), two.browser("approver")
    assert merger in approver.page("proposed-change/").text
    for code in (FIRST, SECOND):
        page = browser.page("region/details/", id=code)
        assert merger in page.text
        assert "/admin/division-change/waiting/#proposal-" in page.text
        assert f"proposed-change/details/?id={proposal(two)}" in approver.page("region/details/", id=code).text
    again = browser.filled("region/merge/", MERGER | {"document": "another"}, id=FIRST)
    assert again.status_code == 422
    assert "Waits for a second person already:" in again.text
    assert "/admin/division-change/waiting/#proposal-" in again.text


def test_who_confirms_an_undo_sees_what_is_undone(two: AdminSite):
    saved(two, "region/merge/", MERGER, FIRST)
    browser, approver = two.browser("system"), two.browser("approver")
    approver.post("proposed-change/confirm/", id=proposal(two))
    with Session(two.engine) as session:
        key = session.scalars(select(DivisionChange.id)).one()
    assert ">Undo</button>" in browser.page("division-change/details/", id=key).text
    browser.post("division-change/undo/", {"reason": "a mistake"}, id=key)
    assert browser.post("division-change/undo/", {"reason": "once more"}, id=key).status_code == 422
    page = browser.page("division-change/details/", id=key)
    undo = f"Undo: 地区{FIRST} into 地区{SECOND}"
    assert (undo in page.text, ">Undo</button>" in page.text) == (True, False)
    assert undo in approver.page("proposed-change/").text
    page = approver.page("proposed-change/details/", id=proposal(two))
    for words in (undo, f"Ends: 地区{FIRST}", "Goes back to where it stood: Households (1)"):
        assert words in page.text


def test_a_division_tells_what_it_came_from_and_what_became_of_it(alone: AdminSite):
    saved(alone, "region/merge/", MERGER, FIRST)
    browser = alone.browser("clerk")
    for code, words in {
        FIRST: f"Part of 地区{SECOND} ({SECOND}) since 2023-12-11.",
        SECOND: f"2023-12-11: 地区{FIRST} into 地区{SECOND}; from 地区{FIRST} ({FIRST})",
        HERE: f"Has a new code since 2023-12-11: 地区{HERE} ({LATER}).",
        LATER: f"from 地区{HERE} ({HERE})",
    }.items():
        assert words in read(browser, code)


def test_it_is_undone_with_a_reason(alone: AdminSite):
    saved(alone, "region/merge/", MERGER, FIRST)
    with Session(alone.engine) as session:
        key = session.scalars(select(DivisionChange.id)).one()
    browser = alone.browser("system")
    assert browser.post("division-change/undo/", {"reason": ""}, id=key).status_code == 422
    assert browser.post("division-change/undo/", {"reason": "a mistake"}, id=key).status_code == 302
    assert alone.stored(Household, alone.here[Household])["region_code"] == HERE
    assert alone.stored(Region, FIRST)["valid_to"] is None


def test_a_division_is_renamed_and_the_change_keeps_the_former_name(alone: AdminSite):
    entries = ABOUT | {"name": "花桥街道", "name_en": "Huaqiao"}  # the type follows from the name
    answer = saved(alone, "region/rename/", entries, FIRST)
    assert answer.status_code == 302, answer.text
    stored = alone.stored(Region, FIRST)
    assert (stored["name"], stored["kind"]) == ("花桥街道", "街道")
    page = alone.browser("system").page("division-change/")
    assert f"地区{FIRST} renamed Huaqiao" in page.text
    assert f"Called 地区{FIRST} (区) until 2023-12-11." in alone.browser("clerk").page("region/details/", id=FIRST).text


def test_a_village_is_split_by_numbers_of_households(alone: AdminSite):
    number = alone.stored(Household, alone.here[Household])["number"]
    entries = ABOUT | {"1name": "新村", "1kind": "村委会", "1numbers": number}
    answer = saved(alone, "region/split/", entries, HERE)
    assert answer.status_code == 302, answer.text
    assert alone.stored(Household, alone.here[Household])["region_code"] == f"{FIRST}002"
    assert alone.stored(Region, HERE)["valid_to"] is None
    browser = alone.browser("system")
    assert f"地区{HERE} split: 新村; a part goes to 新村" in read(browser, HERE)
    assert f"from 地区{HERE} ({HERE})" in read(browser, f"{FIRST}002")
    with Session(alone.engine) as session:
        key = session.scalars(select(DivisionChange.id)).one()
    assert f"Split: 地区{HERE}, {HERE}. It stays" in browser.page("division-change/details/", id=key).text


def test_a_township_is_split_by_its_villages(alone: AdminSite):
    entries = ABOUT | {"1name": "新镇", "1kind": "镇", f"village-{HERE}": "1"}
    answer = saved(alone, "region/split/", entries, FIRST)
    assert answer.status_code == 302, answer.text
    assert alone.stored(Household, alone.here[Household])["region_code"] == f"{KUNSHAN}102001"
    assert str(alone.stored(Region, FIRST)["successor_code"]) == f"{KUNSHAN}102"
    assert f"地区{FIRST} split: 新镇" in alone.browser("system").page("division-change/").text


@ONE_DATABASE
@pytest.mark.parametrize("path", ["region/merge/", "region/split/", "region/rename/"])
def test_only_who_keeps_the_regions_opens_the_pages(alone: AdminSite, path: str):
    assert alone.browser("clerk").get(path, id=FIRST).status_code == 403
    assert alone.browser("system").get(path, id=KUNSHAN).status_code == 404


@ONE_DATABASE
def test_what_cannot_be_is_said_once_at_its_field(alone: AdminSite):
    browser = alone.browser("system")
    none, other = "Enter a code of 9 digits", "What follows must be another division"
    for entries, field, sentence in (
        ({"further": "999"}, "further", none),
        ({"further": HERE}, "further", none),
        ({"successor_code": FIRST}, "successor_code", other),
        ({"successor_code": "", "name": "新镇", "new_code": "abc"}, "new_code", none),
        ({"successor_code": "", "name": "新镇", "new_code": SECOND}, "new_code", f"belongs to 地区{SECOND}"),
        ({f"code-{HERE}": f"{SECOND}001"}, f"code-{HERE}", f"belongs to 地区{SECOND}001"),
        ({"effective_on": "2023-11-30"}, "effective_on", "figures of months gone by stay"),
    ):
        answer = browser.filled("region/merge/", MERGER | entries, id=FIRST)
        assert answer.status_code == 422, entries
        assert (answer.text.count(sentence), f'id="{field}-error"' in answer.text) == (2, True), (
            entries
        )  # summed up too


def test_a_change_of_divisions_is_not_confirmed_among_others(two: AdminSite):
    assert saved(two, "region/merge/", MERGER, FIRST).status_code == 302
    with Session(two.engine) as session:
        key = session.scalars(select(ProposedChange.id)).one()
    browser = two.browser("approver")
    page = browser.page("proposed-change/several/")
    assert f'value="{key}"' not in page.text
    token = {"csrf_token": browser.token, "proposed": [str(key)]}
    assert browser.post("proposed-change/several/", token).status_code == 404
    assert two.stored(Region, FIRST)["valid_to"] is None
