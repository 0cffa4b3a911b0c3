"""A statistician believes the demo province: places differ, ages have no holes, seasons and causes show."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from seed.demo.monitoring.warning_facts import TEXT_LEVELS
from seed.demo.toolkit.calibration import FIRST_DAY, REFERENCE_DAY, RURAL_SHARES
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import code_of
from shared.models import EntryReason, ExitReason, ResponseKind, Risk, SpecialKind, TemporaryKind, Tier, WarningLevel
from tests.seed.generated_sample import Sample, spread

A_YEAR = 365.25


def by_month(days: np.ndarray) -> np.ndarray:
    """How many fall into each of the 36 months."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(int) - (2021 - 1970) * 12
    return np.bincount(months, minlength=36)


def by_weekday(days: np.ndarray) -> np.ndarray:
    """How many fall on each weekday, from Monday on."""
    return np.bincount((days.astype(int) + 3) % 7, minlength=7)


@pytest.mark.parametrize("tier", list(Tier))
def test_the_mix_of_tiers_differs_between_cities_and_is_absurd_in_none(sample: Sample, tier: Tier):
    stands = sample.province.people.last.tier[sample.in_force] == code_of(tier)
    chi, least, most = spread(stands, sample.city[sample.in_force])
    assert chi > 5
    assert stands.mean() / 2.5 < least < most < stands.mean() * 2.5


def test_the_share_of_the_countryside_follows_the_city(sample: Sample):
    """Suqian and Huai'an are more rural than Yangzhou, and these than Suzhou and Nanjing."""
    villages = sample.province.villages
    rural = villages.rural[sample.province.village][sample.in_force]
    code = villages.code[sample.province.village][sample.in_force].astype("U4")
    share = {city: rural[code == city].mean() for city in np.unique(code)}
    for city, expected in RURAL_SHARES.items():
        assert share[city[:4]] == pytest.approx(expected, abs=0.06), city
    assert min(share["3213"], share["3208"]) > share["3210"] > max(share["3201"], share["3205"])


def test_families_are_larger_in_some_cities(sample: Sample):
    household, size = np.unique(sample.province.people.household[sample.in_force], return_counts=True)
    chi, least, most = spread(size == 1, sample.city_of(sample.province.households.village[household]))
    assert chi > 5
    assert 0.5 < least < most < 0.8
    assert {5, 6} <= set(size.tolist())


def test_more_leave_in_some_counties(sample: Sample):
    people = sample.province.people
    left = (people.last.end >= FIRST_DAY) & (people.last.end <= REFERENCE_DAY)
    chi, least, most = spread(left[left | sample.in_force], sample.province.county[left | sample.in_force])
    assert chi > 3
    assert 0.12 < least < most < 0.45


def test_need_and_punctuality_differ_between_cities(sample: Sample):
    warnings = sample.found.warnings
    city = sample.city_of(sample.found.village)
    chi, least, most = spread(sample.eligible, city)
    assert chi > 5
    assert 0.15 < least < most < 0.5
    looked_at = warnings.result >= 0
    chi, least, most = spread((warnings.decided <= warnings.due)[looked_at], city[looked_at])
    assert chi > 5
    assert 0.75 < least < most < 1


def test_cities_grow_and_shrink_each_in_its_own_way(sample: Sample):
    then, now = (np.bincount(sample.city[sample.stood(on)]) for on in (FIRST_DAY, REFERENCE_DAY))
    index = now / then
    assert index.max() - index.min() > 0.08
    assert 0.85 < index.min() < index.max() < 1.2
    assert 0.97 < now.sum() / then.sum() < 1.04


def test_ages_come_from_one_pyramid_without_holes(sample: Sample):
    age = (REFERENCE_DAY - sample.province.people.born[sample.in_force]) / A_YEAR
    bands, _ = np.histogram(age, np.arange(0, 92, 2))
    for band in range(1, len(bands) - 2):
        neighbours = bands[max(0, band - 2) : band + 3].mean()
        assert 0.6 * neighbours < bands[band] < 1.5 * neighbours, f"{2 * band} years"
    assert bands[0] > 0.25 * bands[5]


def test_children_are_born_in_every_half_year(sample: Sample):
    last = sample.province.people.last
    born = last.start[(last.entry == code_of(EntryReason.BIRTH)) & (last.start >= FIRST_DAY)]
    halves = by_month(born).reshape(6, 6).sum(axis=1)
    assert halves.min() > 0.6 * halves.mean()


def test_the_history_before_the_window_follows_the_same_law(sample: Sample):
    starts = [spells.start[spells.tier == code_of(Tier.DIBAO)] for spells in sample.spells]
    year = np.concatenate(starts).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    counts = [int((year == y).sum()) for y in range(2008, 2024)]
    assert all(0.75 < later / earlier < 1.35 for earlier, later in pairwise(counts))


def test_the_old_die_more_often_than_the_young(sample: Sample):
    people = sample.province.people

    def rate(low: int, high: int) -> float:
        age, at_death = (day_number(2022, 7) - people.born) / A_YEAR, (people.died - people.born) / A_YEAR
        alive = sample.stood(day_number(2022, 7)) & (age >= low) & (age < high)
        dead = (people.died >= FIRST_DAY) & (people.died <= REFERENCE_DAY) & (at_death >= low) & (at_death < high)
        return float(dead.sum() / 3 / alive.sum())

    assert 0.008 < rate(60, 70) < 0.02
    assert rate(60, 70) < rate(70, 80) / 1.5 < rate(80, 90) / 3
    assert 0.12 < rate(90, 110) < 0.3


def test_deaths_peak_in_winter_and_in_the_wave(sample: Sample):
    months = by_month(sample.deaths)
    wave = months[[23, 24]].mean()
    winters = months[[0, 1, 11, 12, 13, 35]].mean()
    summers = months[[5, 6, 7, 17, 18, 19, 29, 30, 31]].mean()
    assert 1.05 * summers < winters < 1.6 * summers
    assert 1.4 * winters < wave < 3 * winters


def test_the_level_of_a_warning_says_something_about_need(sample: Sample):
    level = TEXT_LEVELS[sample.found.facts]
    red, orange, yellow = (
        sample.eligible[level == code_of(of)].mean()
        for of in (WarningLevel.RED, WarningLevel.ORANGE, WarningLevel.YELLOW)
    )
    assert red > 1.25 * orange > 1.5 * yellow
    assert red < 0.7
    shares = np.bincount(level) / len(level)
    assert 0.1 < shares.min() < shares.max() < 0.6


def test_risks_differ_in_number_and_in_need_and_with_the_years(sample: Sample):
    warnings = sample.found.warnings
    share = np.bincount(warnings.risk, minlength=len(Risk)) / len(warnings)
    assert 0.03 < share.min() < share.max() < 0.55
    need = np.array([sample.eligible[warnings.risk == code_of(risk)].mean() for risk in Risk])
    assert 0.05 < need.min() < need.max() < 0.5
    assert need.max() > 1.5 * need.min()
    disasters = by_month(warnings.issued[warnings.risk == code_of(Risk.DISASTER)])
    assert disasters[6:8].sum() > 1.5 * disasters[0:2].sum()


def test_most_of_the_warned_are_in_no_tier_yet(sample: Sample):
    assert np.mean(sample.found.warnings.tier_status == 0) < 0.36


def test_help_takes_as_long_as_its_kind(sample: Sample):
    warnings = sample.found.warnings
    lag, followed = warnings.started - warnings.issued, warnings.record >= 0
    temporary = np.flatnonzero(followed & (warnings.kind == code_of(ResponseKind.TEMPORARY)))
    emergency = sample.province.temporary_grants.kind[warnings.record[temporary]] == code_of(TemporaryKind.EMERGENCY)
    dibao = lag[followed & (warnings.kind == code_of(ResponseKind.TIER))]
    assert np.median(lag[temporary[emergency]]) <= 6
    assert 10 <= np.median(lag[temporary[~emergency]]) <= 24
    assert 28 <= np.median(dibao) <= 50


def test_no_weekday_does_the_work_of_the_weekend(sample: Sample):
    people, warnings = sample.province.people, sample.found.warnings
    issued = by_weekday(warnings.issued)
    assert issued.max() < 1.2 * issued.min()
    came = (people.last.tier >= 0) & (people.last.entry != code_of(EntryReason.BIRTH))
    for days in (warnings.decided[warnings.result >= 0], people.last.start[came], sample.province.special_grants.day):
        worked = by_weekday(days)[:5]
        assert worked.max() < 1.3 * worked.min()


def test_people_leave_on_days_that_fit_the_reason(sample: Sample):
    last = sample.province.people.last

    def on_the_first(*reasons: ExitReason) -> float:
        chosen = np.isin(last.exit, [code_of(reason) for reason in reasons])
        days = last.end[chosen].astype("datetime64[D]")
        return float(np.mean(days == days.astype("datetime64[M]").astype("datetime64[D]")))

    assert 0.6 < on_the_first(ExitReason.INCOME, ExitReason.ASSETS) < 0.95
    assert on_the_first(ExitReason.MOVED, ExitReason.WITHDRAWN, ExitReason.EXPIRED, ExitReason.DIED) < 0.1


def test_the_last_month_end_does_not_stand_out(sample: Sample):
    warnings = sample.found.warnings

    def overdue(on: int) -> int:
        return int(((warnings.due < on) & ((warnings.result < 0) | (warnings.decided > on))).sum())

    previous = [overdue(day_number(2023, month) - 1) for month in range(7, 13)]
    assert overdue(REFERENCE_DAY) < 2 * np.mean(previous)


def test_a_few_are_warned_three_times_and_some_students_aided_more_than_twice(sample: Sample):
    warnings, grants = sample.found.warnings, sample.province.special_grants
    _, warned = np.unique(warnings.person[warnings.issued >= day_number(2023)], return_counts=True)
    assert warned.max() == 3
    education = grants.kind == code_of(SpecialKind.EDUCATION)
    _, aided = np.unique(grants.person[education & (grants.day >= day_number(2023))], return_counts=True)
    assert aided.max() == 3


def test_children_are_about_as_many_as_published(sample: Sample):
    """7.94 万 children in dibao and tekun (2025)."""
    people = sample.province.people
    of = np.isin(people.last.tier, [code_of(Tier.DIBAO), code_of(Tier.TEKUN)])
    young = sample.in_force & of & (people.born > REFERENCE_DAY - 18 * A_YEAR)
    assert 75_000 < young.sum() * 10 < 90_000


def test_suzhou_is_near_what_it_published(sample: Sample):
    """2023: 1.77 万户 2.93 万人, 2.3 亿元."""
    people = sample.province.people
    there = sample.in_force & np.char.startswith(sample.province.villages.code[sample.province.village], "3205")
    assert there.sum() * 10 == pytest.approx(29_300, rel=0.01)
    assert len(np.unique(people.household[there])) * 10 == pytest.approx(17_700, rel=0.04)
    assert people.last.fen[there].sum() * 12 * 10 / 1e10 == pytest.approx(2.3, rel=0.08)
