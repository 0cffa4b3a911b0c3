"""Rows of the registry and of recognition: households, persons, memberships, spells."""

from __future__ import annotations

import numpy as np

from seed.demo.loading.load_columns import (
    BooleanColumn,
    BytesColumn,
    CodedColumn,
    DateColumn,
    ForeignKeyColumn,
    KeyColumn,
    NumberColumn,
    TableRows,
    TextColumn,
)
from seed.demo.monitoring.county_moves import CountyMoves
from seed.demo.province_data import ProvinceData
from seed.demo.registry.people_and_households import Spells
from seed.demo.registry.synthetic_identities import EncryptedNumbers
from seed.demo.registry.synthetic_names import draw_addresses
from seed.demo.toolkit.calibration import FIRST_DAY
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import NO_DAY
from seed.demo.toolkit.sampling import Random, code_of
from shared.models import (
    CareLevel,
    Disability,
    EntryReason,
    ExitReason,
    Level,
    Relation,
    Residence,
    Sex,
    SupportPlace,
    Tier,
)

SEXES = (Sex.MALE, Sex.FEMALE)
MAX_DAYS_BEFORE_SPELL, MAX_DAYS_BEFORE_WINDOW = (
    400,
    3000,
)  # days a household was known before its first spell, at most; ASSUMED


def build_household_rows(random: Random, province: ProvinceData) -> TableRows:
    """Households with a number made of the county's code and a count inside it."""
    village, villages = province.households.village, province.villages
    counties, county = villages.ancestors_at(Level.COUNTY)
    first = np.searchsorted(county[village], np.arange(len(counties)))
    count = np.arange(len(village)) - first[county[village]] + 1
    number = counties.astype(np.int64)[county[village]] * 1_000_000 + count
    return TableRows(
        "household",
        {
            "id": KeyColumn(len(village)),
            "region_code": CodedColumn(village, villages.code),
            "number": TextColumn(number.astype("S12")),
            "address": TextColumn(draw_addresses(random, villages.name[village])),
            "residence": CodedColumn(villages.rural[village].astype(np.int8), (Residence.URBAN, Residence.RURAL)),
        },
    )


def build_person_rows(
    province: ProvinceData, names: Array, encrypted: EncryptedNumbers, masked: Array, wrong: Array
) -> TableRows:
    """Persons with encrypted and masked identity numbers; `wrong` are those whose number has a wrong check digit."""
    people = province.people
    valid = np.ones(len(people), bool)
    valid[wrong] = False
    return TableRows(
        "person",
        {
            "id": KeyColumn(len(people)),
            "region_code": CodedColumn(province.village, province.villages.code),
            "name": TextColumn(names),
            "sex": CodedColumn(people.sex, SEXES),
            "born_on": DateColumn(people.born),
            "died_on": DateColumn(people.died),
            "identity_kind": CodedColumn(np.zeros(len(people), np.int8), ("resident",)),
            "identity_encrypted": BytesColumn(encrypted.encrypted),
            "identity_index": BytesColumn(encrypted.index),
            "identity_masked": TextColumn(masked),
            "identity_valid": BooleanColumn(valid),
            "disability": CodedColumn(people.disability, Disability),
            "disability_level": NumberColumn(people.level, missing=0),
        },
    )


def build_membership_rows(random: Random, province: ProvinceData, moves: CountyMoves) -> TableRows:
    """One membership a person, and the former one of those who moved."""
    people = province.people
    first = np.where(people.previous.tier >= 0, people.previous.start, people.last.start)
    days_before_spell = random.integers(0, MAX_DAYS_BEFORE_SPELL, len(province.households))[people.household]
    watched = FIRST_DAY - random.integers(60, MAX_DAYS_BEFORE_WINDOW, len(people))
    start = np.maximum(people.born, np.where(people.last.tier >= 0, first - days_before_spell, watched))
    assisted = province.temporary_grants.resident  # who was assisted was registered before
    np.minimum.at(start, province.temporary_grants.person[assisted], province.temporary_grants.day[assisted] - 30)
    start = np.maximum(start, people.born)
    start[moves.person] = moves.day
    person = np.concatenate([np.arange(len(people)), moves.person])
    household = np.concatenate([people.household, moves.former])
    relation = np.concatenate([people.relation, np.full(len(moves), code_of(Relation.OTHER), np.int8)])
    begin = np.concatenate([start, people.born[moves.person]])
    end = np.concatenate([np.where(people.died < NO_DAY, people.died + 1, NO_DAY), moves.day])
    order = np.lexsort((begin, person, household))
    person, household = person[order], household[order]
    return TableRows(
        "membership",
        {
            "id": KeyColumn(len(person)),
            "region_code": CodedColumn(province.households.village[household], province.villages.code),
            "person_id": ForeignKeyColumn(person),
            "household_id": ForeignKeyColumn(household),
            "relation": CodedColumn(relation[order], Relation),
            "start_on": DateColumn(begin[order]),
            "end_on": DateColumn(end[order]),
        },
    )


def order_spells(province: ProvinceData) -> tuple[Array, Array]:
    """Persons of all spells in order, and whether each is the last spell (else the one before it)."""
    people = province.people
    person = np.concatenate([np.flatnonzero(s.tier >= 0) for s in (people.previous, people.last)])
    is_last = np.arange(len(person)) >= int((people.previous.tier >= 0).sum())
    order = np.lexsort((is_last, person))
    return person[order], is_last[order]


def build_spell_rows(province: ProvinceData) -> TableRows:
    """All spells; those of extremely poor persons with place of support and level of care."""
    people = province.people
    person, is_last = order_spells(province)
    spells = Spells.concatenate([people.last.take(person[is_last]), people.previous.take(person[~is_last])])
    spells = spells.take(np.argsort(np.concatenate([np.flatnonzero(is_last), np.flatnonzero(~is_last)])))
    tekun = spells.tier == code_of(Tier.TEKUN)
    cared = tekun & (people.care[person] >= 0)
    return TableRows(
        "spell",
        {
            "id": KeyColumn(len(person)),
            "region_code": CodedColumn(province.village[person], province.villages.code),
            "person_id": ForeignKeyColumn(person),
            "household_id": ForeignKeyColumn(people.household[person]),
            "tier": CodedColumn(spells.tier, Tier),
            "start_on": DateColumn(spells.start),
            "end_on": DateColumn(spells.end),
            "monthly_fen": NumberColumn(spells.fen),
            "entry_reason": CodedColumn(spells.entry, EntryReason),
            "exit_reason": CodedColumn(spells.exit, ExitReason),
            "support_place": CodedColumn(np.where(cared, people.support[person], -1), SupportPlace),
            "care_level": CodedColumn(np.where(cared, people.care[person], -1), CareLevel),
        },
    )
