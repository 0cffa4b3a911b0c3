"""The reference data are whole, marked, and loaded as often as one likes."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from seed import reference_rows
from seed.population_estimate import apportion_by_weight
from seed.reference_data import LoadedRows, load_reference
from shared import audit
from shared.models import AssistanceStandard, DataStatus, Level, PublishedCount, Region, ResidentPopulation
from shared.models.region import ancestor, level_of

FILES = sorted(reference_rows.FOLDER.glob("*.csv"))
CITIES_WITHOUT_STANDARD = {"320300", "320400", "320700", "320800", "320900", "321100", "321300"}


def load(engine: Engine) -> dict[str, LoadedRows]:
    with engine.execution_options(writing=True).begin() as connection:
        return load_reference(connection)


def test_the_tree_is_whole(reference_engine: Engine) -> None:
    with Session(reference_engine) as session:
        regions = session.scalars(select(Region)).all()
    counts = Counter((region.level, region.is_zone) for region in regions)
    assert counts == {
        ("province", False): 1,
        ("city", False): 13,
        ("county", False): 95,
        ("county", True): 9,
        ("township", False): 1487,
        ("village", False): 21958,
    }
    assert all(level_of(region.code) == region.level for region in regions)
    assert all(
        region.parent_code == ancestor(region.code, list(Level)[list(Level).index(level_of(region.code)) - 1])
        for region in regions
        if region.parent_code
    )


def test_each_city_has_the_regions_that_were_counted() -> None:
    rows = reference_rows.read_regions()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kinds[ancestor(row["code"], Level.PROVINCE)][row["kind"]] += 1
        if row["level"] != "province":
            kinds[ancestor(row["code"], Level.CITY)][row["kind"]] += 1
    for counted in reference_rows.read_csv("admin_counts_by_city"):
        our_counts = kinds[counted["code"]]
        for kind in set(counted) - {"code", "city", "note", "source"}:
            assert our_counts[kind] == int(counted[kind]), (counted["city"], kind)


def test_a_second_run_changes_nothing(reference_engine: Engine) -> None:
    assert set(load(reference_engine).values()) == {LoadedRows(0, 0)}


def test_a_changed_file_changes_its_rows(reference_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = reference_rows.read_standards()
    rows[0]["monthly_fen"] += 100
    monkeypatch.setattr(reference_rows, "read_standards", lambda: rows)
    assert load(reference_engine)["standard"] == LoadedRows(0, 1)
    with Session(reference_engine) as session:
        assert session.scalars(_standard(rows[0])).one().monthly_fen == rows[0]["monthly_fen"]


def test_what_a_person_changed_stays(reference_engine: Engine) -> None:
    row = reference_rows.read_standards()[0]
    with Session(reference_engine.execution_options(writing=True)) as session:
        standard = session.scalars(_standard(row)).one()
        standard.monthly_fen = 1
        audit.append(session, actor="clerk", action="update", record="standard", record_id=str(standard.id))
        session.execute(update(Region).where(Region.code == "320500").values(name="changed by nobody"))
        session.commit()
    loaded = load(reference_engine)
    assert (loaded["standard"], loaded["region"]) == (LoadedRows(0, 0), LoadedRows(0, 1))


def _standard(row: dict) -> object:
    key = ("region_code", "kind", "coverage", "valid_from")
    return select(AssistanceStandard).filter_by(**{name: row[name] for name in key})


def test_estimates_sum_to_the_published_cities(reference_engine: Engine) -> None:
    with Session(reference_engine) as session:
        rows = session.scalars(select(ResidentPopulation)).all()
    persons: Counter[tuple[Level, str, int]] = Counter()
    for row in rows:
        level = level_of(row.region_code)
        if level != Level.PROVINCE:
            persons[level, ancestor(row.region_code, Level.CITY), row.year] += row.persons
    cities = {(city, year) for level, city, year in persons if level == Level.CITY}
    assert {city for city, year in cities if year == 2020} == {f"32{n:02}00" for n in range(1, 14)}
    for place in cities:
        assert persons[Level.COUNTY, *place] == persons[Level.CITY, *place] == persons[Level.TOWNSHIP, *place]


def test_estimates_are_marked_and_published_figures_are_not(reference_engine: Engine) -> None:
    with Session(reference_engine) as session:
        rows = session.execute(select(ResidentPopulation.region_code, ResidentPopulation.status)).all()
    estimated = {level_of(code) for code, status in rows if status == DataStatus.ESTIMATED}
    published = {level_of(code) for code, status in rows if status != DataStatus.ESTIMATED}
    assert (estimated, published) == ({Level.COUNTY, Level.TOWNSHIP}, {Level.PROVINCE, Level.CITY})


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2022, 6, 30), date(2023, 12, 31)])
def test_every_region_has_one_population_on_every_day_of_the_series(reference_engine: Engine, day: date) -> None:
    begun = (ResidentPopulation.valid_from <= day) & func.coalesce(ResidentPopulation.valid_to > day, True)
    with Session(reference_engine) as session:
        found = Counter(session.scalars(select(ResidentPopulation.region_code).where(begun)))
        above_villages = session.scalars(select(Region.code).where(Region.level != Level.VILLAGE)).all()
    assert found == dict.fromkeys(above_villages, 1)


@given(
    st.integers(0, 10**7),
    st.dictionaries(st.text(max_size=3), st.fractions(Fraction(1, 100), 10), min_size=1, max_size=30),
)
def test_spreading_loses_nobody_and_is_off_by_less_than_one(total: int, weights: dict[str, Fraction]) -> None:
    parts = apportion_by_weight(total, weights)
    assert sum(parts.values()) == total
    whole = sum(weights.values())
    assert all(abs(parts[key] - total * weight / whole) < 1 for key, weight in weights.items())


def test_standards_of_a_place_follow_each_other_and_end_after_a_year() -> None:
    series: dict[tuple[str, ...], list[dict]] = defaultdict(list)
    for row in reference_rows.read_standards():
        assert 0 < (row["valid_to"] - row["valid_from"]).days <= 366
        series[row["region_code"], row["kind"], row["coverage"]].append(row)
    for rows in series.values():
        assert all(a["valid_to"] <= b["valid_from"] for a, b in itertools.pairwise(rows))


def test_an_inferred_first_day_is_the_first_of_july_and_not_called_confirmed() -> None:
    inferred = [row for row in reference_rows.read_standards() if row["note"].startswith("effective: ")]
    assert len(inferred) == 11
    assert all((row["valid_from"].month, row["valid_from"].day) == (7, 1) for row in inferred)
    assert all(row["status"] == DataStatus.SECONDARY for row in inferred)


def test_the_year_before_is_derived_from_published_growth_and_nothing_else_is() -> None:
    found = {
        (row["region_code"], row["measure"], row["population_group"], row["year"]): row
        for row in reference_rows.read_resident_statistics()
    }
    suzhou = found["320500", "consumption", "all", 2022]
    assert (suzhou["amount_fen"], suzhou["status"]) == (42_887_00, DataStatus.DERIVED)
    assert "46018" in suzhou["source"]
    assert found["320000", "income", "all", 2022]["status"] == DataStatus.SECONDARY  # published: not derived
    years = Counter(row["status"] for row in found.values())
    assert years[DataStatus.DERIVED] == 17
    assert years[DataStatus.ESTIMATED] == 0


def test_what_is_not_reported_is_known_as_such(reference_engine: Engine) -> None:
    unknown = select(PublishedCount.region_code).where(PublishedCount.status == DataStatus.NOT_FOUND)
    with Session(reference_engine) as session:
        found = set(session.scalars(unknown.where(PublishedCount.indicator == "低保标准")))
        standards = set(
            session.scalars(select(AssistanceStandard.region_code).where(AssistanceStandard.kind == "dibao"))
        )
        assert not session.scalars(unknown.where(PublishedCount.value != "")).all()
    assert found == CITIES_WITHOUT_STANDARD
    assert not found & standards


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_names_its_source_unless_none_was_found(path: object) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unsourced = row.get("status") in {"not_found", "unconfirmed"}
            assert row["source"] or unsourced, row
            assert "status" not in row or row["status"] in set(DataStatus)


def test_every_file_stands_in_the_readme_with_its_rows_and_licence() -> None:
    readme = (reference_rows.FOLDER / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        assert f"| {path.name} | {len(reference_rows.read_csv(path.stem)):,} |" in readme
    for licence in (reference_rows.FOLDER / "licences").iterdir():
        assert f"licences/{licence.name}" in readme


@pytest.mark.parametrize(("name", "level"), [("cities", Level.CITY), ("counties", Level.COUNTY)])
def test_every_region_but_the_zones_has_a_polygon(name: str, level: Level) -> None:
    path = reference_rows.FOLDER / f"{name}.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    expected = {row["code"] for row in reference_rows.read_regions() if row["level"] == level and not row["is_zone"]}
    assert {str(feature["properties"]["code"]) for feature in features} == expected


def test_limits_of_the_law_are_said_in_the_words_of_the_law():
    english = re.compile(r"[a-z]{3,}")
    texts = [f"{row['value']} {row['unit']}" for row in reference_rows.read_legal_parameters()]
    assert [text for text in texts if english.search(text)] == []
