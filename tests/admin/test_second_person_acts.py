"""Every act of the clerk that begins or ends money or rights is sent to the approver, whichever page it is done on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from shared.models import (
    AmountChange,
    AssistanceStandard,
    BenefitPayment,
    Household,
    Person,
    ProgrammeCycle,
    ProposedChange,
    Quota,
    Spell,
)
from shared.models.base import Base
from tests.admin.test_family_registration import sheet_of
from tests.factories.regions import CHANGSHU, KUNSHAN, SUZHOU, VILLAGES
from tests.support.admin_site import AdminSite, Browser, path_of

Act = Callable[[AdminSite, Browser], TestResponse]
REASON = {"reason": "papers of today", "version": "1"}
STANDARD = {"region_code": f"#{SUZHOU}", "kind": "dibao", "coverage": "全市", "status": "proposed", "source": "test"}


def edit(model: type[Base], **entries: str) -> Act:
    return lambda site, browser: browser.insisted(f"{path_of(model)}/edit/", entries, id=site.here[model])


def new(model: type[Base], **entries: str) -> Act:
    """References written as `@spell` are to the record of the clerk's family."""

    def act(site: AdminSite, browser: Browser) -> TestResponse:
        own = {f"@{path_of(kind)}": f"#{key}" for kind, key in site.here.items()}
        filled = {name: own.get(value, value) for name, value in entries.items()}
        return browser.insisted(f"{path_of(model)}/new/", filled)

    return act


def void(model: type[Base]) -> Act:
    return lambda site, browser: browser.insisted_post(f"{path_of(model)}/retire/", REASON, id=site.here[model])


def family_amounts(site: AdminSite, browser: Browser) -> TestResponse:
    entries = {f"amount-{site.here[Spell]}": "800", "month": "2024-02", "reason": "papers of today"}
    return browser.insisted_post("household/amounts/", entries, id=site.here[Household])


def registration(_site: AdminSite, browser: Browser) -> TestResponse:
    typed = browser.page("household/register/").form("record batch").sent | sheet_of(tier="dibao")
    amounts = {f"monthly_fen-{place}": "300" for place in range(1, 5)}
    return browser.insisted_post("household/register/", typed | amounts)


def table_of_quotas(site: AdminSite, browser: Browser) -> TestResponse:
    cycle = {"cycle_id": site.here[ProgrammeCycle]}
    typed = browser.page("quota/batch/", **cycle).form("record batch").sent
    return browser.insisted_post("quota/batch/", typed | {f"units-{KUNSHAN}": "20", f"units-{CHANGSHU}": "30"}, **cycle)


PAYMENT = {"household_id": "@household", "tier": "dibao", "month": "2023-11", "amount_fen": "600"}
ACTS: dict[str, tuple[str, str, Act]] = {
    "end": ("clerk", "recognition", edit(Spell, end_on="2024-01-01", exit_reason="income")),
    "other tier": ("clerk", "recognition", edit(Spell, tier="marginal", monthly_fen="0")),
    "first amount": ("clerk", "amount", edit(Spell, monthly_fen="500")),
    "void a recognition": ("clerk", "recognition", void(Spell)),
    "new amount": (
        "clerk",
        "amount",
        new(AmountChange, spell_id="@spell", from_month="2024-02", monthly_fen="700", region_code=VILLAGES[0]),
    ),
    "other amount": ("clerk", "amount", edit(AmountChange, monthly_fen="500")),
    "void an amount": ("clerk", "amount", void(AmountChange)),
    "family amounts": ("clerk", "amount", family_amounts),
    "registration": ("clerk", "recognition", registration),
    "death": ("clerk", "recognition", edit(Person, died_on="2023-11-15", ends="y")),
    "payment": ("clerk", "payment", new(BenefitPayment, **PAYMENT, region_code=VILLAGES[0][:9])),
    "other payment": ("clerk", "payment", edit(BenefitPayment, amount_fen="500")),
    "void a payment": ("clerk", "payment", void(BenefitPayment)),
    "quota": ("clerk", "quota", edit(Quota, units="12")),
    "void a quota": ("clerk", "quota", void(Quota)),
    "table of quotas": ("province", "quota", table_of_quotas),
    "standard": (
        "province",
        "standard",
        new(AssistanceStandard, **STANDARD, valid_from="2024-07-01", monthly_fen="1155"),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_waits_and_is_done_once_confirmed(two: AdminSite, name: str):
    login, kind, act = ACTS[name]
    before = without_proposals(two)
    answer = act(two, two.browser(login))
    assert answer.status_code == 302, answer.text
    assert without_proposals(two) == before
    with Session(two.engine) as session:
        (waiting,) = session.scalars(select(ProposedChange)).all()
    assert (waiting.kind, waiting.proposed_by, waiting.state) == (kind, login, "waiting")
    browser = two.browser("approver" if login == "clerk" else "province-approver")
    page = browser.get("proposed-change/details/", id=waiting.id)
    assert (page.status_code, "What changes" in page.text or "After" in page.text) == (200, True)
    assert "&lt;span" not in page.text
    answer = browser.post("proposed-change/confirm/", id=waiting.id)
    assert answer.status_code == 302, answer.text
    assert two.stored(ProposedChange, waiting.id)["state"] == "confirmed"
    assert without_proposals(two) != before


def without_proposals(site: AdminSite) -> dict[str, Any]:
    left_out = {"proposed_change", "sent_form"}
    return {table: rows for table, rows in site.everything().items() if table not in left_out}


@pytest.mark.parametrize("name", ["move", "offer", "other records"])
def test_what_begins_and_ends_nothing_is_saved_at_once(two: AdminSite, name: str):
    acts = {
        "move": edit(Household, region_code=VILLAGES[1], moves_on="2023-12-31"),
        "offer": lambda site, browser: browser.insisted(
            "household/transfer/", {"to_region_code": "320102", "reason": "moved"}, id=site.here[Household]
        ),
        "other records": edit(Household, address="解放路9号"),
    }
    before = without_proposals(two)
    answer = acts[name](two, two.browser())
    assert answer.status_code == 302, answer.text
    assert "proposed-change" not in answer.headers["Location"]
    assert without_proposals(two) != before


def test_two_families_that_wait_together_are_both_confirmed_and_get_their_numbers_then(two: AdminSite):
    browser, approver, keys = two.browser(), two.browser("approver"), []
    for name in ("孙", "周"):
        members = [(f"{name}一", "head", ""), (f"{name}二", "spouse", "")]
        known = {"born_on-1": "1980-01-01", "born_on-2": "1981-01-01", "sex-1": "1", "sex-2": "2"}
        amounts = {"monthly_fen-1": "300", "monthly_fen-2": "300"}
        sheet = browser.page("household/register/").form("record batch").sent
        sheet |= sheet_of(members, tier="dibao", address=f"{name}家路1号", **known, **amounts)
        answer = browser.insisted_post("household/register/", sheet)
        assert answer.status_code == 302, answer.text
        keys.append(int(answer.location.rpartition("=")[2]))
    for key in keys:
        assert "given when confirmed" in approver.get("proposed-change/details/", id=key).text
        assert "320583000001" not in approver.get("proposed-change/details/", id=key).text
        answer = approver.post("proposed-change/confirm/", id=key)
        assert answer.status_code == 302, answer.text
    with Session(two.engine) as session:
        found = session.scalars(select(Household.number).where(Household.address.endswith("家路1号")))
        assert sorted(found) == ["320583000001", "320583000002"]
