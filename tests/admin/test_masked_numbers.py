"""Masked numbers: what a page or file tells beside one leaves many numbers possible, on every surface."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from stdnum.cn import ric

from shared.access import Role
from shared.models import Account, AuditEvent, Household, Person, Spell
from tests.factories import records as make
from tests.factories.regions import XUANWU
from tests.support.admin_site import HERE, AdminSite, Browser
from tests.support.databases import ONE_DATABASE

PLACE, BORN, NUMBER = "990101", date(1950, 7, 19), "990101195007190024"
MANY = 20  # numbers that must stay possible for somebody who knows place and year and sees the last four digits
SPELLINGS = ("1950-07-19", "1950/7/19", "19500719", "1950年7月19日", "07-19", "0719")


def possible(text: str) -> int:
    """How many numbers of the place fit what `text` tells of one person: at most last four digits and a birth."""
    assert NUMBER not in text
    assert NUMBER[6:] not in text
    tells_day = any(spelling in text for spelling in SPELLINGS)
    days = [BORN] if tells_day else [date(BORN.year, 1, 1) + timedelta(n) for n in range(365)]
    numbers = {f"{PLACE}{day:%Y%m%d}{NUMBER[-4:]}" for day in days}
    return sum(ric.calc_check_digit(number) == number[-1] for number in numbers)


def visible(html: str) -> str:
    """The words of a page: what a form carries along hidden is no surface."""
    return unescape(re.sub(r"<[^>]+>|<(script|style)[^>]*>.*?</\1>", " ", html, flags=re.DOTALL))


@pytest.fixture
def known(site: AdminSite) -> tuple[AdminSite, int]:
    """The clerk enters somebody with this number, and corrects name and birth date once."""
    entries = {"name": "李梅", "identity_kind": "resident", "identity_number": NUMBER, "region_code": HERE}
    answer = site.browser().filled("person/new/", entries | {"born_on": "1950-07-18", "as_written": "y"})
    assert answer.status_code == 302, answer.text
    key = int(answer.location.rpartition("=")[2])
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Spell, site.here[Spell]).person_id = key
        session.commit()
    right = site.browser().filled("person/edit/", {"born_on": str(BORN), "name": "李玫"}, id=key)
    assert right.status_code == 302, right.text
    return site, key


def conflicting(site: AdminSite, key: int) -> str:
    browser = site.browser()
    form = browser.page("person/edit/", id=key).form().sent
    assert site.browser("province").filled("person/edit/", {"name": "李枚"}, id=key).status_code == 302
    answer = browser.post("person/edit/", form | {"name": "李媒"}, id=key)
    assert answer.status_code == 409
    return answer.text


def listed(path: str, who: str = "clerk", **query: object) -> Callable[[AdminSite, int], str]:
    return lambda site, key: site.browser(who).get(path, **{n: v or key for n, v in query.items()}).text


def events(site: AdminSite) -> list[int]:
    with Session(site.engine) as session:
        query = select(AuditEvent.id).where(AuditEvent.record == "person", AuditEvent.action.in_(("insert", "update")))
        return list(session.scalars(query))


def trail(site: AdminSite, _key: int) -> str:
    browser = site.browser("audit")
    return "".join(browser.get("audit-event/details/", id=event).text for event in events(site))


def files(site: AdminSite, _key: int) -> str:
    """Every file of people: of all records, and of a list."""
    kinds = [rule.rule.split("<")[0] for rule in site.app.url_map.iter_rules() if "<resource>." in rule.rule]
    assert len(kinds) >= 2
    taken = [site.browser().client.get(f"{kind}person.csv") for kind in kinds]
    assert [file.status_code for file in taken] == [200] * len(kinds)
    assert any("birth_year" in file.text.splitlines()[0] for file in taken)
    return "".join(file.text for file in taken)


SURFACES = {
    "list": listed("person/"),
    "list by birth": listed("person/", sort="born_on"),
    "page": listed("person/details/", id=None),
    "page of an approver": listed("person/details/", "approver", id=None),
    "page of the province": listed("person/details/", "province", id=None),
    "lookup": lambda site, _key: site.browser().post("person/lookup", {"q": "李玫"}).json["options"][0],
    "lookup of benefits": lambda site, _key: str(site.browser().post("spell/lookup", {"q": "李玫"}).json),
    "benefits": listed("spell/", person_id=None),
    "household": lambda site, _key: site.browser().get("household/details/", id=site.here[Household]).text,
    "warnings": listed("early-warning/", person_id=None),
    "files": files,
    "two versions": conflicting,
    "audit trail": trail,
    "audit list": listed("audit-event/", "audit"),
    "audit file": lambda site, _key: site.browser("audit").client.get("/exports/lists/audit_event.csv").text,
}


@ONE_DATABASE
@pytest.mark.parametrize("surface", SURFACES)
def test_what_stands_beside_a_masked_number_leaves_many_possible(known, surface):
    site, key = known
    text = visible(SURFACES[surface](site, key))
    assert text.strip()
    assert possible(text) >= MANY


def test_the_count_notices_a_birth_date():
    assert possible("**************0024 1950") >= MANY
    assert possible("**************0024 1950-07-19") == 1


def test_a_page_tells_the_year_and_with_the_number_the_day(known):
    site, key = known
    browser: Browser = site.browser()
    assert "1950" in visible(browser.get("person/details/", id=key).text)
    revealed = browser.post("person/reveal/", {"reason": "compare with the paper"}, id=key).text
    assert NUMBER in revealed
    assert str(BORN) in revealed


def test_without_a_number_the_date_is_no_secret(site: AdminSite):
    key = site.here[Person]
    assert not site.stored(Person, key)["identity_masked"]
    assert str(site.stored(Person, key)["born_on"]) in site.browser().get("person/details/", id=key).text


def test_the_form_keeps_the_day_whoever_corrects_what(known):
    site, key = known
    browser = site.browser()
    assert browser.page("person/edit/", id=key).form().sent["born_on"] == [str(BORN)]
    assert browser.filled("person/edit/", {"name": "李美"}, id=key).status_code == 302
    assert site.stored(Person, key)["born_on"] == BORN


def test_nothing_is_dated_before_a_birth_and_the_sentence_tells_the_year(known):
    site, key = known
    about = {"person_id": key, "household_id": site.here[Household], "region_code": HERE}
    answer = site.browser().filled("special-assistance/new/", {"granted_on": "1950-07-01"}, **about)
    assert answer.status_code == 422
    assert "born in 1950" in visible(answer.text)
    assert possible(visible(answer.text).replace("1950-07-01", "")) >= MANY


def found_by_birth(site: AdminSite, key: int, who: str, path: str, start: date) -> bool:
    """Whether a list asked for births from a day on holds the person."""
    text = site.browser(who).client.get(f"{path}?born_on_from={start}", buffered=True).text
    return f"/details/?id={key}" in text if path.startswith("/admin") else "李玫" in text


def test_only_who_may_correct_persons_asks_for_the_day_of_birth(known):
    """A day that may be asked for can be found by halves: eight questions tell the birth of everybody listed."""
    site, key = known
    later = BORN + timedelta(1)
    for path in ("/admin/person/", "/exports/lists/person.csv"):
        assert found_by_birth(site, key, "clerk", path, BORN)
        assert not found_by_birth(site, key, "clerk", path, later)
    assert found_by_birth(site, key, "approver", "/admin/person/", later)
    assert "born_on_from" in site.browser().get("person/").text
    assert "born_on_from" not in site.browser("approver").get("person/").text
    assert "born_on" not in site.browser("approver").post("person/search", {"born_on_from": str(later)}).location


def test_who_only_reads_some_of_the_persons_asks_for_no_day_of_birth(known):
    site, key = known
    with Session(site.engine.execution_options(writing=True)) as session:
        account = session.scalars(select(Account).where(Account.login == "clerk")).one()
        session.add(make.grant(account, Role.APPROVER, region_code=XUANWU))
        session.commit()
    assert "born_on_from" not in site.browser().get("person/").text
    for path in ("/admin/person/", "/exports/lists/person.csv"):
        assert found_by_birth(site, key, "clerk", path, BORN + timedelta(1))


@pytest.mark.parametrize("who", ["clerk", "approver"])
def test_no_list_stands_by_birth(known, who):
    site, _key = known
    one, other = (site.browser(who).get("person/", sort=sort).text for sort in ("born_on", "-born_on"))
    assert "cannot be sorted as the web address asks" in one
    rows = [re.findall(r"person/details/\?id=(\d+)", text.split("<tbody")[1]) for text in (one, other)]
    assert rows[0] == rows[1] != []
