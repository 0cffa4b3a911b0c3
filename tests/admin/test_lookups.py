"""What lookups offer says enough to be sure of, and leads on when nobody is found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.models import Household, Region
from tests.support.admin_site import HERE, Panel


def offers(panel: Panel, path: str, text: str, login: str = "clerk") -> list[str]:
    answer = panel.browser(login).post(path, {"q": text})
    assert answer.status_code == 200, answer.text
    return answer.json["offers"]


def test_a_person_is_offered_with_year_of_birth_and_household(panel: Panel):
    number = panel.stored(Household, panel.here[Household])["number"]
    (offer,) = offers(panel, "person/lookup", "王")
    assert f"born 1950 · household {number}" in offer


def test_a_household_is_offered_with_its_head(panel: Panel):
    number = panel.stored(Household, panel.here[Household])["number"]
    (offer,) = offers(panel, "household/lookup", number)
    assert "head 王芳" in offer


def test_a_village_is_found_by_its_township(panel: Panel):
    with Session(panel.engine.execution_options(writing=True)) as session:
        session.get_one(Region, HERE[:9]).name = "玉山镇"
        session.commit()
    found = offers(panel, "region/lookup?area=registry&level=village", "玉山")
    assert [offer.rpartition(" ")[2] for offer in found] == [HERE]


def test_where_nobody_is_found_the_way_to_a_new_one_is_offered_to_who_may(panel: Panel):
    assert panel.browser().post("person/lookup", {"q": "没有这个人"}).json["register"]["href"] == "/admin/person/new/"
    assert panel.browser("approver").post("person/lookup", {"q": "没有这个人"}).json["register"] is None


def test_whoever_grants_roles_finds_regions_by_name_and_code_the_widest_first(panel: Panel):
    for text in ("地区32", "320000"):
        path = "region/lookup?area=permissions"
        assert offers(panel, path, text, "security")[0].endswith(" 320000"), text
