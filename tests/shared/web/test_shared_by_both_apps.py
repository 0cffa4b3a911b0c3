"""What dashboard, admin and server show or send alike: declared once in shared/web, used by each."""

import logging
from datetime import date

import pytest

from shared.clock import freeze
from shared.errors import log_unexpected
from shared.locale import CHINESE, ENGLISH, short_code, use_language
from shared.locale.localised import localised_name
from shared.settings import Settings
from shared.web.demo_banner import demo_banner
from shared.web.error_messages import ERROR_MESSAGES
from shared.web.security_headers import DEFAULT_HEADERS, content_security_policy
from shared.web.sign_in_redirect import sign_in_url
from shared.web.trusted_hosts import trusted_hosts
from tests.conventions.repository import CODE, text_of

DECLARED_ONCE = {
    "X-Content-Type-Options": "shared/web/security_headers.py",
    "frame-ancestors": "shared/web/security_headers.py",
    "trusted_hosts.split": "shared/web/trusted_hosts.py",
    "Page not found": "shared/web/error_messages.py",
    "Synthetic records; totals": "shared/web/demo_banner.py",
    "token_hex(4)": "shared/errors.py",
    "[1-9][0-9]{5}": "shared/patterns.py",
    '{"zh": CHINESE': "shared/locale/__init__.py",
}


@pytest.mark.parametrize("text", DECLARED_ONCE)
def test_each_is_written_in_one_file(text):
    assert [str(path) for path in CODE if text in text_of(path)] == [DECLARED_ONCE[text]]


@pytest.mark.parametrize("status", ERROR_MESSAGES)
def test_messages_say_what_happened_and_what_to_do_in_both_languages(status):
    for language in (CHINESE, ENGLISH):
        with use_language(language):
            title, text = map(str, ERROR_MESSAGES[status])
            assert len({title, text} | {""}) == 3
            assert text.endswith((".", "。"))
            assert title.isascii() == (language == ENGLISH)


def test_a_policy_allows_only_what_is_named():
    assert DEFAULT_HEADERS["Content-Security-Policy"] == content_security_policy()
    policy = content_security_policy(script_src="'self'", form_action="'self'").split("; ")
    assert set(policy) == {
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "script-src 'self'",
    }


def test_hosts_are_those_of_the_settings_and_our_own():
    settings = Settings(trusted_hosts="Suzhu.example, localhost", host="10.0.0.1")
    assert trusted_hosts(settings) == {"suzhu.example", "localhost", "10.0.0.1"}


def test_the_banner_names_the_scale_unless_it_is_the_real_size():
    freeze(date(2023, 12, 31))
    with use_language(ENGLISH):
        assert demo_banner(None) == ""
        assert demo_banner(1.0).endswith("Today is 2023-12-31.")
        assert demo_banner(0.01).startswith(demo_banner(1.0) + " Scale 0.01:")


@pytest.mark.parametrize(
    ("method", "path", "query", "url"),
    [
        ("GET", "/coverage", "region=320500&period=2021-01..2023-12", "%3Fregion%3D320500%26period%3D2021-01..2023-12"),
        ("GET", "/admin/person/", "name=320583195001010027&page=2", "%3Fpage%3D2"),
        ("POST", "/admin/person/edit/", "id=7", "%3Fid%3D7"),
    ],
)
def test_after_signing_in_one_is_back_without_identity_numbers(method, path, query, url):
    assert sign_in_url(method, path, query) == f"/sign-in?next={path}{url}"


def test_an_act_is_not_done_by_signing_in():
    assert sign_in_url("POST", "/admin/account/disable/", "id=7") == "/sign-in?next=/admin/"


def test_an_unexpected_error_is_logged_by_its_reference_without_its_message(caplog):
    reference = log_unexpected(logging.getLogger("suzhu"), RuntimeError("320583195001010027"))
    assert reference in caplog.text
    assert "320583195001010027" not in caplog.text


@pytest.mark.parametrize(
    ("language", "name_en", "shown", "code"),
    [(CHINESE, "Kunshan", "昆山市", "zh"), (ENGLISH, "Kunshan", "Kunshan", "en"), (ENGLISH, "", "昆山市", "en")],
)
def test_names_follow_the_language_where_there_is_one(language, name_en, shown, code):
    with use_language(language):
        assert localised_name("昆山市", name_en) == shown
        assert short_code() == code
