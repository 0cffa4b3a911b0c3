"""Rows of memberships: who belonged to which household from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.loading.load_columns import CodedColumn, DateColumn, ForeignKeyColumn, KeyColumn, TableRows
from seed.demo.monitoring.county_moves import CountyMoves
from seed.demo.province_data import ProvinceData
from seed.demo.toolkit.calibration import FIRST_DAY
from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.day_numbers import NO_DAY
from seed.demo.toolkit.sampling import Random, code_of
from shared.models import Relation

MAX_DAYS_BEFORE_SPELL, MAX_DAYS_BEFORE_WINDOW = (
    400,
    3000,
)  # days a household was known before its first spell, at most; ASSUMED


@dataclass
class Memberships(ColumnarTable):
    """One membership a row, by household, then person."""

    person: Array
    household: Array
    relation: Array
    start: Array
    end: Array


def draw_memberships(random: Random, province: ProvinceData, moves: CountyMoves) -> Memberships:
    """One membership a person, and the former one of those who moved alone."""
    people = province.people
    first = np.where(people.previous.tier >= 0, people.previous.start, people.last.start)
    days_before_spell = random.integers(0, MAX_DAYS_BEFORE_SPELL, len(province.households))[people.household]
    watched = FIRST_DAY - random.integers(60, MAX_DAYS_BEFORE_WINDOW, len(people))
    start = np.maximum(people.born, np.where(people.last.tier >= 0, first - days_before_spell, watched))
    assisted = province.temporary_grants.resident  # who was assisted was registered before
    np.minimum.at(start, province.temporary_grants.person[assisted], province.temporary_grants.day[assisted] - 30)
    start = np.maximum(start, people.born)
    start[moves.person] = moves.day
    drawn = Memberships(
        person=np.concatenate([np.arange(len(people)), moves.person]),
        household=np.concatenate([people.household, moves.former]),
        relation=np.concatenate([people.relation, np.full(len(moves), code_of(Relation.OTHER), np.int8)]),
        start=np.concatenate([start, people.born[moves.person]]),
        end=np.concatenate([np.where(people.died < NO_DAY, people.died + 1, NO_DAY), moves.day]),
    )
    return drawn.take(np.lexsort((drawn.start, drawn.person, drawn.household)))


def build_membership_rows(province: ProvinceData, memberships: Memberships) -> TableRows:
    """Memberships where the household lives."""
    village = province.households.village[memberships.household]
    return TableRows(
        "membership",
        {
            "id": KeyColumn(len(memberships)),
            "region_code": CodedColumn(village, province.villages.code),
            "person_id": ForeignKeyColumn(memberships.person),
            "household_id": ForeignKeyColumn(memberships.household),
            "relation": CodedColumn(memberships.relation, Relation),
            "start_on": DateColumn(memberships.start),
            "end_on": DateColumn(memberships.end),
        },
    )
