"""Entries that cannot be are answered with a sentence, never with an error number; nothing is saved twice."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.models import Delivery, Household, HouseholdMember, Person, Quota, SpecialAssistance
from tests.support.admin_site import AdminSite

LAST_DAY = "9999-12-31"


@pytest.mark.parametrize(
    ("path", "record", "entries"),
    [
        ("delivery/edit/", Delivery, {"cycle_id": "x"}),
        ("quota/edit/", Quota, {"cycle_id": "0"}),
        ("special-assistance/edit/", SpecialAssistance, {"granted_on": LAST_DAY}),
        ("person/edit/", Person, {"died_on": LAST_DAY}),
        ("household/move/", Household, {"moves_on": "1800-01-01", "region_code": "320583101001"}),
    ],
)
def test_it_is_said_at_the_field(site: AdminSite, path: str, record: type, entries: dict[str, str]):
    before = site.everything()
    answer = site.browser("province").filled(path, entries | {"reason": "as told"}, id=site.here[record])
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    assert site.everything() == before


def test_a_stale_form_without_a_region_is_a_conflict(site: AdminSite):
    clerk, about = site.browser(), {"id": site.here[HouseholdMember]}
    opened = clerk.page("household-member/edit/", **about).form().sent
    assert clerk.insisted("household-member/edit/", {"start_on": "2023-01-02"}, **about).status_code == 302
    assert clerk.post("household-member/edit/", opened | {"region_code": ""}, **about).status_code in {409, 422}


def test_the_list_of_changes_of_divisions_is_a_file_for_everybody_who_reads_it(site: AdminSite):
    clerk = site.browser("province").client
    assert [clerk.get(f"/exports/lists/division_change.{kind}").status_code for kind in ("csv", "xlsx")] == [200, 200]


def test_an_act_that_is_sent_twice_is_done_once(site: AdminSite):
    clerk, about = site.browser(), {"id": site.here[Household]}
    child = {"name": "王小", "sex": "1", "born_on": "2023-12-01", "reason": "出生医学证明 7"}
    opened = clerk.page("household/birth/", **about).form().sent | child
    for _ in range(2):
        assert clerk.insisted_post("household/birth/", opened, **about).status_code == 302
    with Session(site.engine) as session:
        assert session.scalar(select(func.count()).select_from(Person).where(Person.name == "王小")) == 1


def test_a_family_without_members_is_not_handed_over(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(HouseholdMember, site.here[HouseholdMember]).end_on = date(2023, 6, 1)
        session.commit()
    offer = {"to_region_code": "320102", "reason": "moved"}
    answer = site.browser().filled("household/transfer/", offer, id=site.here[Household])
    assert (answer.status_code, "no one to hand over" in answer.text) == (422, True)
