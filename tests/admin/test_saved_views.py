"""Views of a list under a name: one's own, and those of the office; without names of people."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.models import AuditEvent, SavedView
from shared.services import saved_views
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE


def save(site: AdminSite, login: str = "clerk", **entries: str) -> str:
    """Save a view of the list of persons; what the page then says."""
    browser = site.browser(login)
    answer = browser.post("person/views/save", {"view_name": "女性", "sex": "2"} | entries)
    assert answer.status_code == 302
    return browser.client.get(answer.location).text


def offered(site: AdminSite, login: str = "clerk", path: str = "person/") -> dict[str, str]:
    page = site.browser(login).get(path).text
    listed = re.search(r'<ul class="saved-views".*?</ul>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', listed[0]) if listed else []
    return {name: url.replace("&amp;", "&") for url, name in links}


def test_a_view_is_found_again_with_filters_order_and_columns(site: AdminSite):
    save(site, sort="-name", column="disability")
    (url,) = offered(site).values()
    page = site.browser().client.get(url).text
    assert all(text in url for text in ("sex=2", "sort=-name", "column=disability"))
    assert "王芳" in page
    assert offered(site, path="household/") == {}


def test_one_of_ones_own_is_seen_by_nobody_else_one_of_the_office_by_the_office(site: AdminSite):
    save(site)
    save(site, view_name="本单位", shared="y")
    assert set(offered(site)) == {"女性", "本单位"}
    assert set(offered(site, "approver")) == {"本单位"}  # works in the same county
    assert offered(site, "other") == {}
    assert offered(site, "province") == {}


def test_the_same_name_replaces_the_view(site: AdminSite):
    save(site)
    save(site, sex="1")
    (url,) = offered(site).values()
    assert "sex=1" in url


def test_words_and_numbers_of_people_are_not_kept(site: AdminSite):
    assert "keeps no typed words" in save(site, q="王芳")
    assert "Enter a name for the view" in save(site, view_name=" ")
    assert "at most 40 characters" in save(site, view_name="长" * 41)
    assert offered(site) == {}


@ONE_DATABASE
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("home-visit", {"visitor": "wangfang"}),
        ("home-visit", {"person_id": "wangfang"}),
        ("home-visit", {"person_id": "19850618"}),
        ("person", {"sort": "wangfang"}),
    ],
)
def test_pinyin_and_birth_days_are_not_kept(site: AdminSite, path: str, typed: dict[str, str]):
    browser = site.browser()
    answer = browser.post(f"{path}/views/save", {"view_name": "一"} | typed)
    assert "wangfang" not in answer.location
    assert "19850618" not in answer.location
    assert "keeps no typed words" in browser.client.get(answer.location).text
    assert offered(site, path=f"{path}/") == {}


@ONE_DATABASE
@pytest.mark.parametrize("name", ["\u202e", "\u200b", "\u202e \u3000\u2800\ufeff"])
def test_a_name_that_nobody_sees_is_none(site: AdminSite, name: str):
    assert "Enter a name for the view" in save(site, view_name=name)
    save(site, view_name=f"\u200b在 册{name}")
    assert set(offered(site)) == {"在 册"}


def test_nobody_deletes_anothers(site: AdminSite):
    save(site, shared="y")
    with Session(site.engine) as session:
        key = session.scalars(select(SavedView.id)).one()
    site.browser("approver").post("person/views/remove", {"id": str(key)})
    site.browser("other").post("person/views/remove", {"id": str(key)})
    site.browser().post("person/views/remove", {"id": "x"})
    assert set(offered(site)) == {"女性"}
    assert 'aria-label="Delete the view' not in site.browser("approver").get("person/").text
    site.browser().post("person/views/remove", {"id": str(key)})
    assert offered(site) == {}


def test_a_list_keeps_a_bounded_number(site: AdminSite, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saved_views, "MAX_VIEWS", 2)
    for name in ("一", "二"):
        save(site, view_name=name)
    assert "Delete one first" in save(site, view_name="三")
    assert set(offered(site)) == {"一", "二"}
    monkeypatch.setattr(saved_views, "MAX_QUERY_LENGTH", 4)
    assert "too many filters" in save(site, view_name="一")


def test_it_is_written_down_who_saved_it(site: AdminSite):
    save(site)
    with Session(site.engine) as session:
        about = (AuditEvent.record == "saved_view", AuditEvent.actor == "clerk")
        assert session.scalar(select(func.count()).select_from(AuditEvent).where(*about)) == 1
