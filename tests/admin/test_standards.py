"""A new standard is saved when what it ends was seen, and ends it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import AssistanceStandard
from tests.factories.regions import SUZHOU
from tests.support.admin_site import AdminSite

COMMON_VALUES = {"kind": "dibao", "coverage": "全市", "status": "confirmed", "source": "test"}


def test_a_new_standard_says_what_it_ends_and_ends_it(site: AdminSite):
    with Session(site.engine.execution_options(writing=True)) as session:
        old = AssistanceStandard(region_code=SUZHOU, valid_from=date(2023, 7, 1), monthly_fen=109_500, **COMMON_VALUES)
        session.add(old)
        session.commit()
        key = old.id
    browser = site.browser("province")
    new = COMMON_VALUES | {"region_code": f"#{SUZHOU}", "valid_from": "2024-07-01", "monthly_fen": "1155"}
    question = browser.filled("assistance-standard/new/", new)
    assert (question.status_code, "on 2024-07-01." in question.text) == (422, True)
    assert browser.insisted("assistance-standard/new/", new).status_code == 302
    assert site.stored(AssistanceStandard, key)["valid_to"] == date(2024, 7, 1)
