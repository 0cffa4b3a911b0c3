"""Similar counties: those that agree in all declared traits, on the screen and in the file."""

from __future__ import annotations

import pytest

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators.peers import RESIDENTS, SHARE, Traits, find_peers, format_band, load_traits
from shared.locale import ENGLISH, use_language
from tests.shared.interchange.test_figures_csv import rows

COUNTIES = ["320583", "320582", "320581", "320102", "320500"]


def test_similar_counties_agree_in_all_traits(counted):
    with open_session(SYSTEM, counted) as session:
        traits = load_traits(session, COUNTIES, Period.parse("2023"))
        words = {"level": "county", "region": "320500", "period": "2023", "peers": "320583"}
        written = rows(session, "coverage_rate", **words)
        with pytest.raises(UserError, match="320102"):
            rows(session, "coverage_rate", **words | {"peers": "320102"})
    assert "320500" not in traits  # a city is no county
    assert traits["320583"].kind == "县级市"
    peers = find_peers(traits, "320583")
    assert {"320583"} <= peers <= traits.keys() - {"320102"}  # a district of Nanjing
    assert peers <= {row["region_code"] for row in written}
    assert len(written) < 10


def test_traits_are_words():
    with use_language(ENGLISH):
        assert Traits("县级市", len(RESIDENTS), 0).describe() == (
            "county-level city, residents 1,000,000 and more, low-income people per 1,000 residents below 8"
        )
        assert format_band(SHARE, 1) == "8 to below 15"
