"""What a clerk corrects is counted at once, in the same transaction."""

from __future__ import annotations

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.values import load_value
from shared.models import Spell
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU
from tests.support.admin_site import Panel

DECEMBER = Period.month(2023, 12)


def counted(panel: Panel, region: str, tier: str = "") -> int:
    with open_session(SYSTEM, panel.engine) as session:
        found = load_value(session, "recipients_by_tier", region, DECEMBER, f"tier={tier}" if tier else "")
        return found.numerator if found and found.numerator else 0


def build(panel: Panel) -> None:
    with open_session(SYSTEM, panel.engine, writing=True) as session:
        cube.build(session)
        session.commit()


def test_ending_a_spell_changes_the_county_and_all_above(panel: Panel):
    build(panel)
    before = [counted(panel, region) for region in (KUNSHAN, SUZHOU, PROVINCE)]
    entries = {"end_on": "2023-12-01", "exit_reason": "income"}
    assert panel.browser().filled("spell/edit/", entries, id=panel.here[Spell]).status_code == 302
    assert [counted(panel, region) for region in (KUNSHAN, SUZHOU, PROVINCE)] == [n - 1 for n in before]


def test_another_tier_moves_the_person(panel: Panel):
    build(panel)
    entries = {"tier": "marginal", "monthly_fen": "0"}
    assert panel.browser().filled("spell/edit/", entries, id=panel.here[Spell]).status_code == 302
    assert (counted(panel, KUNSHAN, "dibao"), counted(panel, KUNSHAN, "marginal")) == (0, 1)


def test_retiring_and_restoring_count_too(panel: Panel):
    build(panel)
    browser, key = panel.browser(), panel.here[Spell]
    browser.post("spell/retire/", {"reason": "twice", "version": "1"}, id=key)
    assert counted(panel, KUNSHAN) == 0
    browser.post("spell/restore/", {"reason": "right", "version": "2"}, id=key)
    assert counted(panel, KUNSHAN) == 1


def test_what_is_refused_changes_no_figure(panel: Panel):
    build(panel)
    assert panel.browser().filled("spell/edit/", {"start_on": "2024-06-01", "tier": "x"}, id=1).status_code == 422
    assert counted(panel, KUNSHAN) == 1
