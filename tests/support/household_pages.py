"""The page of a household as a test uses it: its family changed past all checks, its timeline and links read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

from sqlalchemy.orm import Session

from shared.models import Household, Relation
from tests.factories import records as make
from tests.support.admin_site import HERE, AdminSite
from tests.support.html_pages import Page

DETAILS = "household/details/"


def change_family(site: AdminSite, work: Callable[[Session, Household], object]) -> None:
    """Change what the family of here has, past all checks."""
    with Session(site.engine.execution_options(writing=True)) as session:
        work(session, session.get_one(Household, site.here[Household]))
        session.commit()


def grow_family(site: AdminSite, members: int, ended: int = 0) -> list[int]:
    """Further members of the family; some of them have left. The persons who have not."""
    keys: list[int] = []

    def add(session: Session, household: Household) -> None:
        persons = [make.person(HERE, name=f"成员{number}") for number in range(members + ended)]
        for number, person in enumerate(persons):
            end = date(2021, 1, 1) if number >= members else None
            session.add(make.membership(person, household, relation=Relation.CHILD, end_on=end))
        session.flush()
        keys.extend(person.id for person in persons[:members])

    change_family(site, add)
    return keys


def household_page(site: AdminSite, login: str = "clerk", **query: object) -> Page:
    return site.browser(login).page(DETAILS, id=site.here[Household], **query)


def timeline_text(text: str) -> str:
    return re.sub(r"(<[^>]+>|\s)+", " ", text.partition('<ol class="timeline">')[2].partition("</ol>")[0])


def links_to(page: Page, path: str) -> list[dict[str, list[str]]]:
    """The arguments of the links to a page."""
    return [parse_qs(urlsplit(link).query) for link in page.links if urlsplit(link).path == f"/admin/{path}"]
