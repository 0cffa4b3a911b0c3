"""What lookups offer says enough to be sure of, and leads on when nobody is found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.models import Household, Region
from tests.support.admin_site import HERE, AdminSite


def offers(site: AdminSite, path: str, text: str, login: str = "clerk") -> list[str]:
    answer = site.browser(login).post(path, {"q": text})
    assert answer.status_code == 200, answer.text
    return answer.json["options"]


def test_a_person_is_offered_with_year_of_birth_and_household(site: AdminSite):
    number = site.stored(Household, site.here[Household])["number"]
    (offer,) = offers(site, "person/lookup", "王")
    assert f"born 1950 · household {number}" in offer


def test_a_household_is_offered_with_its_head(site: AdminSite):
    number = site.stored(Household, site.here[Household])["number"]
    (offer,) = offers(site, "household/lookup", number)
    assert "head 王芳" in offer


def test_a_village_is_found_by_its_township(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        session.get_one(Region, HERE[:9]).name = "玉山镇"
        session.commit()
    found = offers(site, "region/lookup?area=registry&level=village", "玉山")
    assert [offer.rpartition(" ")[2] for offer in found] == [HERE]


def test_where_nobody_is_found_the_way_to_a_new_one_is_offered_to_who_may(site: AdminSite):
    assert site.browser().post("person/lookup", {"q": "没有这个人"}).json["create_link"]["href"] == "/admin/person/new/"
    assert site.browser("approver").post("person/lookup", {"q": "没有这个人"}).json["create_link"] is None


def test_whoever_grants_roles_finds_regions_by_name_and_code_the_widest_first(site: AdminSite):
    for text in ("地区32", "320000"):
        path = "region/lookup?area=permissions"
        assert offers(site, path, text, "security")[0].endswith(" 320000"), text
