"""Who looks is asked at every rerun."""

import pytest
from sqlalchemy import Engine

from dashboard import authentication, page_runner
from shared.access import SYSTEM, Actor, Permission, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.sign_in import end_session, sign_in
from shared.errors import DatabaseUnavailableError
from shared.services import accounts, commit
from tests.dashboard.page_reader import PageReader
from tests.support.dashboard_pages import PASSWORD, OpenPage, account_of


def test_nobody_sees_nothing(look: OpenPage):
    seen = look(token="no such token")
    assert seen.notice
    assert "/sign-in" in seen.links
    assert not seen.answer


def test_a_page_asks_for_its_permission_itself():
    with pytest.raises(PermissionDenied):
        page_runner.render_page(
            "coverage", Permission.FIGURES_READ, lambda _context: None, Actor("li", "li", ()), [], {}
        )


def test_an_ended_session_draws_no_more_figures(look: OpenPage, province: Engine):
    token = sign_in(province, "county", PASSWORD, "127.0.0.1")
    seen = look(who="county", token=token)
    assert seen.answer
    end_session(province, token)
    again = PageReader(seen.test.run())
    assert again.notice
    assert not again.answer


def test_a_disabled_account_draws_no_more_figures(look: OpenPage, province: Engine):
    seen = look(who="village")
    with open_session(SYSTEM, province, writing=True) as session:
        accounts.disable(session, account_of(session, "village"))
        commit(session)
    try:
        assert not PageReader(seen.test.run()).answer
    finally:
        with open_session(SYSTEM, province, writing=True) as session:
            accounts.enable(session, account_of(session, "village"))
            commit(session)


def test_a_role_without_figures_is_sent_to_the_admin(look: OpenPage):
    seen = look(who="administrator")
    assert "/admin/" in seen.links
    assert not seen.answer


def test_a_lost_database_is_said_and_mended_by_itself(look: OpenPage, monkeypatch: pytest.MonkeyPatch):
    seen = look(who="city", language="en")

    def lost(*_: object) -> None:
        raise DatabaseUnavailableError("The database cannot be reached.")

    with monkeypatch.context() as broken:
        broken.setattr(authentication, "actor_from_token", lost)
        assert "The database cannot be reached." in PageReader(seen.test.run()).notice
    assert PageReader(seen.test.run()).answer
