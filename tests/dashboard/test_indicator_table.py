"""Figures of the catalogue stand on the pages they belong to, each with its file."""

from tests.support.dashboard_pages import OpenPage

PLACES = {
    "warnings": ("on_time_rate", "eligible_assisted_rate", "false_alarm_rate", "proactive_discovery_rate"),
    "coverage": ("monitored_population", "exit_monitoring_rate", "reentry_rate", "village_mechanism_rate"),
    "methodology": ("suspect_records", "persons_undocumented"),
}


def test_new_figures_stand_on_their_pages_with_their_files(look: OpenPage):
    for page, keys in PLACES.items():
        links = " ".join(look(page, "city", period="2023").links)
        assert [key for key in keys if f"/exports/{key}.csv" not in links] == [], page
