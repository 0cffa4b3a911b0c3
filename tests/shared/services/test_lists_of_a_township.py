"""What the lists of a township hold: villages without a mechanism, installations with their yield of a year."""

from __future__ import annotations

from datetime import date

import pytest

from shared.models import DiscoveryMechanism, Region, SolarInstallation, SolarYield
from shared.services.solar_yields import load_yields
from shared.services.village_mechanisms import count_villages, load_villages_without
from tests.factories.regions import KUNSHAN, TOWNSHIPS, VILLAGES
from tests.support.two_counties import HERE, PROVINCIAL, TwoCounties


def without(counties: TwoCounties, code: str) -> list[str]:
    with counties.session(PROVINCIAL) as province:
        return [village.code for village in load_villages_without(province, code)]


def change(counties: TwoCounties, kind: type, **values: object) -> None:
    with counties.session(PROVINCIAL) as province:
        found = province.get_one(kind, counties.here[kind])
        for name, value in values.items():
            setattr(found, name, value)
        province.flush()
        province.pending_changes.clear()
        province.commit()


def test_villages_without_a_mechanism(counties: TwoCounties):
    assert without(counties, TOWNSHIPS[0]) == []
    assert without(counties, KUNSHAN) == [VILLAGES[1]]
    with counties.session(PROVINCIAL) as province:
        assert count_villages(province, KUNSHAN) == 2


@pytest.mark.parametrize(
    "values",
    [{"ended_on": date(2023, 12, 1)}, {"retired_on": date(2023, 12, 1), "retired_reason": "wrong"}],
)
def test_one_that_ended_or_went_out_of_use_is_none(counties: TwoCounties, values):
    change(counties, DiscoveryMechanism, **values)
    assert without(counties, HERE) == [HERE]


def test_a_village_that_no_longer_stands_needs_none(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        with_end = province.connection()
        with_end.execute(Region.__table__.update().where(Region.code == VILLAGES[1]).values(valid_to=date(2023, 6, 1)))
        province.commit()
    assert without(counties, KUNSHAN) == []


def yields(counties: TwoCounties, code: str, year: int) -> list[tuple[int, int | None]]:
    with counties.session(PROVINCIAL) as province:
        rows = load_yields(province, code, year)
        return [(one.installation.id, one.solar_yield and one.solar_yield.id) for one in rows]


def test_installations_with_their_yield_of_the_year(counties: TwoCounties):
    assert yields(counties, TOWNSHIPS[0], 2023) == [(counties.here[SolarInstallation], counties.here[SolarYield])]
    assert yields(counties, TOWNSHIPS[1], 2023) == []
    assert yields(counties, TOWNSHIPS[0], 2022) == []  # it was connected later
    change(counties, SolarYield, year=2022)
    assert yields(counties, TOWNSHIPS[0], 2023) == [(counties.here[SolarInstallation], None)]


def test_what_is_not_connected_or_out_of_use_yields_nothing(counties: TwoCounties):
    change(counties, SolarInstallation, connected_on=None)
    assert yields(counties, TOWNSHIPS[0], 2023) == []


def test_installations_of_another_county_are_not_listed(counties: TwoCounties):
    with counties.session() as clerk:
        assert load_yields(clerk, "320102002", 2023) == []
