"""A lost database: a page that says so and comes back by itself; machines are told at /healthz."""

from __future__ import annotations

import json

import pytest

from shared.version import PRODUCT_VERSION
from shared.web.error_messages import RETRY_AFTER_SECONDS
from tests.server.fake_apps import BROKEN
from tests.support.gateway import ANNA, Gateway


@pytest.mark.parametrize("path", ["/", "/coverage", "/admin/", "/exports/x", "/sign-in"])
def test_a_lost_database_is_said_in_both_languages_and_tried_again(gateway: Gateway, path: str):
    with gateway.switched_on("lost"):
        answer = gateway.request(path, token=ANNA)
    assert answer.status == 503
    assert answer.headers["Retry-After"] == str(RETRY_AFTER_SECONDS)
    assert f'http-equiv="refresh" content="{RETRY_AFTER_SECONDS}"' in answer.text
    assert "暂时无法读取数据" in answer.text
    assert "temporarily unavailable" in answer.text
    assert "http://" not in answer.text.replace(f"http://127.0.0.1:{gateway.port}", "")
    assert "https://" not in answer.text


def test_error_pages_name_the_version(gateway: Gateway):
    assert f">{PRODUCT_VERSION}<" in gateway.request("/nowhere", token=ANNA).text


@pytest.mark.parametrize("path", ["/", "/admin/", "/sign-in"])
def test_everything_is_back_with_the_database(gateway: Gateway, path: str):
    with gateway.switched_on("lost"):
        assert gateway.request(path, token=ANNA).status == 503
    assert gateway.request(path, token=ANNA).status == 200


def test_streamlits_script_gets_a_line_of_text(gateway: Gateway):
    with gateway.switched_on("lost"):
        answer = gateway.request("/_stcore/health", token=ANNA)
    assert answer.status == 503
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "本页每隔几秒自动重试" in answer.text


def test_shapes_and_scripts_need_no_database(gateway: Gateway):
    with gateway.switched_on("lost"):
        assert gateway.request("/server-static/mark.svg").status == 200


def test_health_is_good_while_the_database_answers(gateway: Gateway):
    answer = gateway.request("/healthz")
    assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok"})


def test_health_says_what_is_wrong(gateway: Gateway):
    with gateway.switched_on("lost"):
        answer = gateway.request("/healthz")
    assert answer.status == 503
    assert json.loads(answer.body) == {"status": "unavailable", "reason": "The database cannot be reached."}


def test_a_failure_of_our_own_is_said_without_a_traceback(gateway: Gateway):
    answer = gateway.request("/", token=BROKEN)
    assert answer.status == 500
    assert "系统出现错误" in answer.text
    assert "ValueError" not in answer.text


def test_a_failure_of_the_admin_app_shows_no_traceback(gateway: Gateway):
    answer = gateway.request("/admin/fails", token=ANNA)
    assert answer.status == 500
    assert "Traceback" not in answer.text
    assert "OSError" not in answer.text
