"""Numbers that two offices have are listed for the office above both, until they are settled."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.models import Person, RoleGrant
from tests.factories import records as make
from tests.factories.regions import PROVINCE
from tests.support.admin_site import HERE, AdminSite


def write(site: AdminSite, *statements) -> None:
    with Session(site.engine.execution_options(writing=True)) as session:
        for statement in statements:
            session.execute(statement)
        session.commit()


def test_a_question_waits_for_the_office_above_both_until_it_is_settled(site: AdminSite):
    persons = [site.here[Person], site.there[Person]]
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add(question := make.question(*persons, PROVINCE))
        session.commit()
        entry = f"identity-question/details/?id={question.id}"
    same_number = update(Person).where(Person.id.in_(persons)).values(identity_index=b"0123456789abcdef")
    write(site, same_number)
    above = site.browser("province")
    assert entry in above.get("").text
    page = above.get("identity-question/").text
    assert entry in page
    assert f"person/details/?id={persons[1]}" in page
    assert entry not in above.get("identity-question/", state="settled").text
    assert entry not in site.browser().get("identity-question/").text
    write(site, update(Person).where(Person.id == persons[0]).values(identity_index=b"fedcba9876543210"))
    assert entry not in above.get("identity-question/").text
    assert entry in above.get("identity-question/", state="settled").text
    assert above.get(entry).status_code == 200


def test_only_an_office_that_may_stand_above_others_has_the_list_in_its_menu(site: AdminSite):
    assert "/admin/identity-question/" in site.browser().get("").text
    write(site, update(RoleGrant).values(region_code=HERE[:9]))
    assert "/admin/identity-question/" not in site.browser().get("").text
