"""What a clerk corrects is counted at once, in the same transaction."""

from __future__ import annotations

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.values import load_value
from shared.models import Household, Spell
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU
from tests.support.admin_site import AdminSite

DECEMBER = Period.month(2023, 12)


def counted(site: AdminSite, region: str, tier: str = "") -> int:
    return count_category(site, "recipients_by_tier", region, f"tier={tier}" if tier else "")


def count_category(site: AdminSite, key: str, region: str, category: str) -> int:
    with open_session(SYSTEM, site.engine) as session:
        found = load_value(session, key, region, DECEMBER, category)
        return found.numerator if found and found.numerator else 0


def build(site: AdminSite) -> None:
    with open_session(SYSTEM, site.engine, writing=True) as session:
        cube.build(session)
        session.commit()


def test_ending_a_spell_changes_the_county_and_all_above(site: AdminSite):
    build(site)
    before = [counted(site, region) for region in (KUNSHAN, SUZHOU, PROVINCE)]
    entries = {"end_on": "2023-12-01", "exit_reason": "income"}
    assert site.browser().filled("spell/edit/", entries, id=site.here[Spell]).status_code == 302
    assert [counted(site, region) for region in (KUNSHAN, SUZHOU, PROVINCE)] == [n - 1 for n in before]


def test_another_place_or_tier_moves_the_person(site: AdminSite):
    build(site)
    entries = {"residence": "urban"}
    assert site.browser().insisted("household/edit/", entries, id=site.here[Household]).status_code == 302
    here = [count_category(site, "dibao_by_residence", KUNSHAN, f"residence={one}") for one in ("urban", "rural")]
    assert here == [1, 0]
    entries = {"tier": "marginal", "monthly_fen": "0"}
    assert site.browser().insisted("spell/edit/", entries, id=site.here[Spell]).status_code == 302
    assert (counted(site, KUNSHAN, "dibao"), counted(site, KUNSHAN, "marginal")) == (0, 1)


def test_retiring_and_restoring_count_too(site: AdminSite):
    build(site)
    browser, key = site.browser(), site.here[Spell]
    browser.insisted_post("spell/retire/", {"reason": "twice", "version": "1"}, id=key)
    assert counted(site, KUNSHAN) == 0
    browser.insisted_post("spell/restore/", {"reason": "right", "version": "2"}, id=key)
    assert counted(site, KUNSHAN) == 1


def test_what_is_refused_changes_no_figure(site: AdminSite):
    build(site)
    assert site.browser().filled("spell/edit/", {"start_on": "2024-06-01", "tier": "x"}, id=1).status_code == 422
    assert counted(site, KUNSHAN) == 1
