"""A number of the law that changes moves the figures that rest on it, and no others."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from shared.access import SYSTEM, open_session
from shared.clock import Period
from shared.errors import UserError
from shared.indicators import cube
from shared.indicators.catalogue import MEASURES, definitions_hash, law_of_measure, parameters_of
from shared.indicators.cube_snapshot import current_snapshot
from shared.indicators.law_values import COUNTED_WITH, load_law_values
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_value, load_values
from shared.models import CubeBuild, LegalParameter
from shared.rules.parameter_keys import ASSISTANCE_DAYS, DUE_SOON_DAYS, STANDARD_MAX_RATIO, STANDARD_MIN_RATIO
from shared.services import commit, records
from tests.conventions.repository import ROOT
from tests.oracles.raw_records import RawRecords
from tests.shared.indicators.boundary_records import boundary_records
from tests.shared.indicators.small_province import CITIES, COUNTIES, PROVINCE, REGIONS
from tests.shared.indicators.test_oracles import disagreements, put_rows

AS_OF = date(2023, 12, 31)
OF_WARNINGS = ("warning_to_assistance", "days_to_assistance", "median_days_to_assistance", "warnings_due_soon")
PERIODS = ["2023-09", "2023-10", "2023"]


def parameter(session, key: str) -> LegalParameter:
    rows = select(LegalParameter).where(LegalParameter.key == key, LegalParameter.retired_on.is_(None))
    return session.scalars(
        rows.where(LegalParameter.region_code == PROVINCE).order_by(LegalParameter.id.desc())
    ).first()


def change(engine, key: str, value: str) -> None:
    with open_session(SYSTEM, engine, writing=True, reason="test") as session:
        row = parameter(session, key)
        records.update(session, row, {"value": value}, row.version)
        commit(session)


def check_against_oracle(engine) -> None:
    with engine.connect() as connection:
        raw = RawRecords(connection, AS_OF)
    for key in OF_WARNINGS:
        assert disagreements(engine, raw, key, "", [PROVINCE, *REGIONS[-2:]], PERIODS) == [], key
    with open_session(SYSTEM, engine) as session:
        assert cube.find_differences(session) == []


def test_another_window_moves_the_figures_at_once_as_the_oracle_says(engine):
    put_rows(engine, boundary_records(AS_OF), AS_OF)
    check_against_oracle(engine)
    before = mature(engine)
    change(engine, ASSISTANCE_DAYS.name, "60")
    check_against_oracle(engine)
    assert mature(engine).denominator > before.denominator
    change(engine, DUE_SOON_DAYS.name, "30")
    check_against_oracle(engine)
    with open_session(SYSTEM, engine) as session:
        assert current_snapshot(session).law.items() >= {ASSISTANCE_DAYS.name: 60, DUE_SOON_DAYS.name: 30}.items()
        assert session.scalars(select(CubeBuild)).one().definitions == definitions_hash(load_law_values(session, AS_OF))


def mature(engine):
    with open_session(SYSTEM, engine) as session:
        return load_value(session, "warning_to_assistance", PROVINCE, Period.parse("2023"))


def test_a_figure_is_complete_when_the_window_is_over_that_the_law_sets(engine):
    put_rows(engine, boundary_records(AS_OF), AS_OF)
    october = Period.parse("2023-10")  # ends 61 days before the as-of day
    states = []
    for value in ("90", "60"):
        change(engine, ASSISTANCE_DAYS.name, value)
        with open_session(SYSTEM, engine) as session:
            states.append(load_value(session, "persons_verified", PROVINCE, october).state)
    assert states == [ObservationStatus.IMMATURE, ObservationStatus.PROVISIONAL]


def test_a_cube_of_another_law_is_out_of_date(engine):
    """Rows that no service wrote, as reference data that a release brings."""
    put_rows(engine, boundary_records(AS_OF), AS_OF)
    with open_session(SYSTEM, engine, writing=True) as session:
        built = session.scalars(select(CubeBuild)).one().definitions
        assert built == definitions_hash(load_law_values(session, AS_OF))
        parameter(session, ASSISTANCE_DAYS.name).value = "61"
        session.flush()
        assert built != definitions_hash(load_law_values(session, AS_OF))
        parameter(session, ASSISTANCE_DAYS.name).value = "none"
        session.flush()
        parameter(session, DUE_SOON_DAYS.name).retired_on = AS_OF
        session.flush()
        with pytest.raises(UserError, match=re.escape(DUE_SOON_DAYS.name)):
            load_law_values(session, AS_OF)


def test_the_band_is_that_of_the_region_and_the_day(engine):
    put_rows(engine, boundary_records(AS_OF), AS_OF)
    common = {"kind": "ratio", "unit": "倍", "status": "confirmed", "source": "test"}
    rows = [
        (STANDARD_MIN_RATIO, PROVINCE, date(2020, 1, 1), "0.3"),
        (STANDARD_MAX_RATIO, PROVINCE, date(2020, 1, 1), "0.4"),
        (STANDARD_MAX_RATIO, PROVINCE, date(2023, 12, 1), "0.45"),
        (STANDARD_MIN_RATIO, CITIES[0], date(2023, 12, 1), "0.35"),
    ]
    with open_session(SYSTEM, engine, writing=True, reason="test") as session:
        for number, (key, region, since, value) in enumerate(rows, start=100):
            more = {"id": number, "key": key.name, "region_code": region, "valid_from": since, "value": value}
            session.add(LegalParameter(**common, **more))
        commit(session)
        key, times = "standard_to_consumption", [Period.parse("2023-11"), Period.parse("2023-12")]
        found = load_values(session, [key], [PROVINCE, CITIES[0], COUNTIES[0]], times)
    low, high, city, later = (Decimal(value) for value in ("30.0", "40.0", "35.00", "45.00"))
    of_province, of_city = [(low, high), (low, later)], [(low, high), (city, later)]
    assert [figure.band for figure in found] == [*of_province, *of_city, *of_city]


def test_every_figure_names_the_parameters_it_rests_on():
    assert {key.name for key in parameters_of("warning_to_assistance")} == {ASSISTANCE_DAYS.name}
    assert {key.name for key in parameters_of("persons_verified")} == {ASSISTANCE_DAYS.name}
    assert {key.name for key in parameters_of("warnings_due_soon")} == {DUE_SOON_DAYS.name}
    assert parameters_of("standard_to_consumption") == (STANDARD_MIN_RATIO, STANDARD_MAX_RATIO)
    assert parameters_of("persons_warned") == ()
    assert set().union(*map(law_of_measure, MEASURES.values())) == set(COUNTED_WITH)


LITERALS = re.compile(
    r"\b90 days|\b(WINDOW|SOON)_DAYS\b|30[–-]40 ?%|days=90\b|HANDLING_DAYS = \d|= 1\.3\b|seven days|Within a week"
)


@pytest.mark.parametrize("package", ["admin", "dashboard", "seed", "server", "shared"])
def test_no_number_of_the_law_stands_in_the_code(package):
    files = [path for pattern in ("*.py", "*.html") for path in (ROOT / package).rglob(pattern)]
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if LITERALS.search(line)
    }
    assert found == set()
