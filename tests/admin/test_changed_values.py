"""The history of a record tells whoever may read it from what to what it changed, in words."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared import audit
from shared.access import SYSTEM, open_session
from shared.models import Account, AuditEvent, Delivery, Person, TemporaryAssistance
from shared.services import accounts, commit
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def history(site: AdminSite, path: str, key: int) -> str:
    page = site.browser().get(f"{path}/details/", id=key).text
    return re.sub(r"(<[^>]+>|\s)+", " ", re.split(r'<ol class="(?:history|timeline)">', page)[-1].partition("</ol>")[0])


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ({"name": "王小芳"}, "Full name: 王芳 → 王小芳"),
        ({"born_on": "1981-02-03"}, r"Date of birth: 19..-\*\*-\*\* → 1981-\*\*-\*\*"),
    ],
)
def test_a_correction_says_what_it_was_before(site: AdminSite, entry, text):
    key = site.here[Person]
    site.browser().insisted("person/edit/", entry | {"reason": "as documented"}, id=key)
    assert re.search(text, history(site, "person", key))


def test_what_stands_for_words_is_told_in_words(site: AdminSite):
    key = site.here[TemporaryAssistance]
    site.browser().insisted("temporary-assistance/edit/", {"amount_fen": "1234", "reason": "miscounted"}, id=key)
    assert re.search(r"Amount \(yuan\): [\d,.]+ → 1,234.00", history(site, "temporary-assistance", key))


def test_taking_out_of_use_and_back_read_differently(site: AdminSite):
    key, histories = site.here[TemporaryAssistance], []
    for version, act in enumerate(("retire", "restore"), start=1):
        sent = {"reason": act, "version": version}
        assert site.browser().post(f"temporary-assistance/{act}/", sent, id=key).status_code == 302
        histories.append(history(site, "temporary-assistance", key))
    assert "— → 2023-12-31" in histories[0]
    assert "2023-12-31 → —" in histories[1]


def test_an_older_event_names_a_column_as_it_was_called_then(site: AdminSite):
    key = site.here[Delivery]
    with Session(site.engine) as session:
        fields = {"actor": "clerk", "action": "update", "changes": {"run_id": [None, 1]}}
        audit.append_about(session, session.get_one(Delivery, key), **fields)
        session.commit()
        event = session.scalars(select(AuditEvent.id).order_by(AuditEvent.id.desc())).first()
    assert "Cycle: — → " in history(site, "delivery", key)
    page = site.browser("audit").get("audit-event/details/", id=event).text
    assert "Cycle" in page
    assert "run_id" not in page


def test_a_moment_is_told_in_local_time_to_the_minute(site: AdminSite):
    with open_session(SYSTEM, site.engine, writing=True) as session:
        accounts.disable(session, session.get_one(Account, site.here[Account]))
        commit(session)
    page = site.browser("system").get("account/details/", id=site.here[Account]).text
    assert re.search(r"Disabled since: — → 20\d\d-\d\d-\d\d \d\d:\d\d\s*<", page)
