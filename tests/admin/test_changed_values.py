"""The history of a record tells whoever may read it from what to what it changed, in words."""

from __future__ import annotations

import re

import pytest

from shared.access import SYSTEM, open_session
from shared.models import Account, Person, TemporaryAssistance
from shared.services import accounts, commit
from tests.support.admin_site import Panel


def history(panel: Panel, path: str, key: int) -> str:
    page = panel.browser().get(f"{path}/details/", id=key).text
    return re.sub(r"(<[^>]+>|\s)+", " ", page.partition('<ol class="history">')[2].partition("</ol>")[0])


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"name": "王小芳"}, "Full name: 王芳 → 王小芳"),
        ({"born_on": "1981-02-03"}, r"Date of birth: 19..-\*\*-\*\* → 1981-\*\*-\*\*"),
    ],
)
def test_a_correction_says_what_it_was_before(panel: Panel, entry, told):
    key = panel.here[Person]
    panel.browser().insisted("person/edit/", entry | {"reason": "as documented"}, id=key)
    assert re.search(told, history(panel, "person", key))


def test_what_stands_for_words_is_told_in_words(panel: Panel):
    key = panel.here[TemporaryAssistance]
    panel.browser().insisted("temporary-assistance/edit/", {"amount_fen": "1234", "reason": "miscounted"}, id=key)
    assert re.search(r"Amount \(yuan\): [\d,.]+ → 1,234.00", history(panel, "temporary-assistance", key))


def test_taking_out_of_use_and_back_read_differently(panel: Panel):
    key, said = panel.here[TemporaryAssistance], []
    for version, act in enumerate(("retire", "restore"), start=1):
        sent = {"reason": act, "version": version}
        assert panel.browser().post(f"temporary-assistance/{act}/", sent, id=key).status_code == 302
        said.append(history(panel, "temporary-assistance", key))
    assert "— → 2023-12-31" in said[0]
    assert "2023-12-31 → —" in said[1]


def test_a_moment_is_told_in_local_time_to_the_minute(panel: Panel):
    with open_session(SYSTEM, panel.engine, writing=True) as session:
        accounts.disable(session, session.get_one(Account, panel.here[Account]))
        commit(session)
    page = panel.browser("system").get("account/details/", id=panel.here[Account]).text
    assert re.search(r"Disabled since: — → 20\d\d-\d\d-\d\d \d\d:\d\d\s*<", page)
