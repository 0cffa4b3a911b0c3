"""Whatever is sent, the answer is a page for people, never a failure of the program."""

from __future__ import annotations

from admin.views import VIEWS
from tests.support.admin_site import AdminSite, path_of
from tests.support.databases import ONE_DATABASE

KEYS = [
    "",
    "0",
    "-1",
    "1,2",
    "abc",
    "1;drop",
    "1" * 40,
    "9223372036854775808",
    "1.0",
    "١",
    "１",
    " 1",
    "null",
    "../1",
    "%",
]
CURSORS = ["", "x", "[]", "[1]", "{}", '["320583",null]', '["a",9e999]', '["320583",1,2]', "[" * 2000, '["\\u0000",1]']
CURSORS += ['["\\ud800",1]', '["a","\\ud800"]', "[true,1]", '[{"a":1},1]', "[1e400,1]"]
SIZES = ["-1", "0", "1e9", "99999999999999999999", "abc", ""]
TEXTS = [
    "'",
    '"',
    "%",
    "_",
    "\\",
    "<script>alert(1)</script>",
    "王" * 500,
    "٣",
    "#",
    "#99999999999999999999",
    "😀",
    "\u202e王",
]
FILTERS = [
    {"tier": "nobility"},
    {"tier": ["dibao", "x"]},
    {"start_on_from": "2023-02-30"},
    {"start_on_to": "yesterday"},
    {"region_code": "32"},
    {"region_code": "' OR 1=1"},
    {"region_code": "999999"},
    {"person_id": "x"},
    {"person_id": "9" * 30},
    {"state": "asleep"},
    {"use": "maybe"},
    {"sort": "-password_hash"},
    {"sort": "--"},
]
WHO_OPENS = {
    "province": ("person", "programme", "assistance-standard", "region"),
    "system": ("account",),
    "security": ("sign-in-session",),
    "audit": ("audit-event",),
}


def test_a_malformed_key_is_not_found(site: AdminSite):
    for login, paths in WHO_OPENS.items():
        browser = site.browser(login)
        for path in paths:
            for key in KEYS:
                assert browser.get(f"{path}/details/", id=key).status_code == 404, (path, key)
            for key in KEYS[:4]:
                assert browser.get(f"{path}/edit/", id=key).status_code in {403, 404}
                assert browser.post(f"{path}/retire/", {"reason": "x"}, id=key).status_code in {403, 404}


SORTED = {"code-list-item": ("list",), "legal-parameter": ("key", "-valid_from"), "early-warning": ("-issued_on",)}


def test_a_very_long_text_in_a_lookup_finds_nothing(site: AdminSite):
    answer = site.browser("security").filled("role-grant/new/", {"account_id": "王" * 60_000, "role": "clerk"})
    assert answer.status_code == 422
    for path in ("person", "household", "early-warning", "delivery"):
        assert site.browser().get(f"{path}/lookup", q="王" * 60_000).status_code == 200


def test_a_forged_cursor_or_page_size_is_answered_with_a_page(site: AdminSite):
    browser = site.browser()
    for path in ("person", "programme", "region", *SORTED):
        for cursor in CURSORS:
            usual = {400} if cursor != "[1]" else {200, 400}  # the key of a list sorted by number alone
            assert browser.get(f"{path}/", after=cursor).status_code in usual, cursor
            for sort in SORTED.get(path, ()):
                assert browser.get(f"{path}/", after=cursor, sort=sort).status_code in {200, 400}, (cursor, sort)
        assert browser.get(f"{path}/", before="x").status_code == 400
        assert "not taken from a web address" in browser.get(f"{path}/", after="~AAAA").text
        for size in SIZES:
            assert browser.get(f"{path}/", page_size=size, page=size).status_code == 200


def test_any_text_can_be_searched_for(site: AdminSite):
    browser = site.browser()
    for path in ("person", "home-visit", "programme", "region"):
        for text in TEXTS:
            assert browser.get(f"{path}/", q=text).status_code == 200
            assert browser.get(f"{path}/lookup", q=text).status_code == 200
            assert browser.post(f"{path}/search", {"q": text}).status_code == 302


def test_any_value_of_a_filter_is_answered_with_a_page(site: AdminSite):
    browser = site.browser()
    for query in FILTERS:
        assert browser.get("spell/", **query).status_code in {200, 400}, query


def test_control_characters_are_refused(site: AdminSite):
    browser = site.browser()
    for path in ("person/", "person/lookup", "person/details/", "assistance-standard/"):
        assert browser.client.get(f"/admin/{path}?q=%00&id=%00").status_code == 400
        assert browser.client.get(f"/admin/{path}?q=%ff%fe").status_code in {200, 400, 404}
        assert browser.client.get(f"/admin/{path}?%00=1").status_code == 400
    assert browser.post("person/search", {"q": "a\0b"}).status_code == 400


def test_malicious_entries_in_every_field_are_refused(site: AdminSite):
    for view in VIEWS:
        browser = site.browser("security" if view.model.__area__ == "security" else "province")
        if "create" not in view.actions or view.model.__area__ in {"", "accounts", "permissions"}:
            continue
        path = path_of(view.model)
        form = browser.page(f"{path}/new/").form().sent
        for text in ("x" * 5000, "9" * 30, "<b>&'²"):
            answer = browser.post(f"{path}/new/", form | dict.fromkeys(view.form_columns, text))
            assert answer.status_code == 422, (path, text)
            assert "<b>&" not in answer.text


@ONE_DATABASE
def test_what_was_searched_is_escaped(site: AdminSite):
    assert "<script>alert" not in site.browser().get("person/", q="<script>alert(1)</script>").text


@ONE_DATABASE
def test_a_form_that_is_too_large_is_refused(site: AdminSite):
    assert site.browser().post("person/search", {"q": "x" * 3_000_000}).status_code == 413


def test_an_address_that_does_not_exist_is_not_found(site: AdminSite):
    browser = site.browser()
    for path in ("nothing/", "person/nothing/", "person/1", "../etc/passwd", "person/details"):
        assert browser.get(path).status_code in {404, 308}


@ONE_DATABASE
def test_error_pages_are_in_the_language_of_the_user(site: AdminSite):
    browser = site.browser()
    assert "Page not found" in browser.get("person/details/", id="abc").text
    browser.client.set_cookie("suzhu_session", "nobody")
    assert "没有此页面" in browser.client.get("/nothing", headers={"Accept-Language": "zh-CN"}).text
