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
from seed.demo.province_data import ProvinceData
from seed.demo.registry.amount_steps import STEP_DAYS, STEP_YEARS, compute_amount_steps, compute_first_amounts
from seed.demo.registry.disability_changes import DisabilityChanges
from seed.demo.registry.recognitions import Recognitions
from seed.demo.registry.registrations import Registrations
from seed.demo.registry.synthetic_identities import EncryptedNumbers
from seed.demo.registry.synthetic_names import draw_addresses
from seed.demo.registry.synthetic_telephones import draw_telephones
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of, random_stream
from shared.models import (
    CareLevel,
    Disability,
    EntryReason,
    ExitReason,
    Level,
    Residence,
    Sex,
    SupportPlace,
    Tier,
)

SEXES = (Sex.MALE, Sex.FEMALE)


def build_household_rows(random: Random, province: ProvinceData, seed: int) -> TableRows:
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
            "telephone": TextColumn(draw_telephones(random_stream(seed, "telephones"), len(village))),
            "residence": CodedColumn(villages.rural[village].astype(np.int8), (Residence.URBAN, Residence.RURAL)),
        },
    )


def build_person_rows(
    province: ProvinceData,
    names: Array,
    encrypted: EncryptedNumbers,
    masked: Array,
    wrong: Array,
    registrations: Registrations,
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
            "registration_region_code": CodedColumn(registrations.now, province.villages.code),
            "disability": CodedColumn(people.disability, Disability),
            "disability_level": NumberColumn(people.level, missing=0),
        },
    )


def build_registration_rows(province: ProvinceData, registrations: Registrations) -> TableRows:
    """Former registrations, with the office that keeps the person's file."""
    person, codes = registrations.person, province.villages.code
    return TableRows(
        "person_registration",
        {
            "id": KeyColumn(len(person)),
            "region_code": CodedColumn(province.village[person], codes),
            "person_id": ForeignKeyColumn(person),
            "registration_region_code": CodedColumn(registrations.former, codes),
            "end_on": DateColumn(registrations.day),
        },
    )


def build_disability_rows(province: ProvinceData, changes: DisabilityChanges) -> TableRows:
    """Former disabilities, with the office that keeps the person's file."""
    return TableRows(
        "person_disability",
        {
            "id": KeyColumn(len(changes)),
            "region_code": CodedColumn(province.village[changes.person], province.villages.code),
            "person_id": ForeignKeyColumn(changes.person),
            "disability": CodedColumn(changes.kind, Disability),
            "disability_level": NumberColumn(changes.level, missing=0),
            "end_on": DateColumn(changes.day),
        },
    )


def build_spell_rows(province: ProvinceData, recognitions: Recognitions) -> TableRows:
    """All recognitions with their first amount; of extremely poor persons with place of support and level of care."""
    people, spells = province.people, recognitions.spells
    person, tekun = recognitions.person, spells.tier == code_of(Tier.TEKUN)
    cared = tekun & (people.care[person] >= 0)
    return TableRows(
        "spell",
        {
            "id": KeyColumn(len(person)),
            "region_code": CodedColumn(recognitions.village, province.villages.code),
            "person_id": ForeignKeyColumn(person),
            "household_id": ForeignKeyColumn(recognitions.household),
            "tier": CodedColumn(spells.tier, Tier),
            "start_on": DateColumn(recognitions.start),
            "end_on": DateColumn(recognitions.end),
            "monthly_fen": NumberColumn(compute_first_amounts(province.villages, recognitions)),
            "entry_reason": CodedColumn(spells.entry, EntryReason),
            "exit_reason": CodedColumn(recognitions.exit, ExitReason),
            "support_place": CodedColumn(np.where(cared, people.support[person], -1), SupportPlace),
            "care_level": CodedColumn(np.where(cared, people.care[person], -1), CareLevel),
        },
    )


def build_amount_change_rows(province: ProvinceData, recognitions: Recognitions) -> TableRows:
    """What recognitions paid from a 1 July on."""
    steps = compute_amount_steps(province.villages, recognitions)
    months = [f"{year}-07" for year in STEP_YEARS]
    return TableRows(
        "amount_change",
        {
            "id": KeyColumn(len(steps)),
            "region_code": CodedColumn(recognitions.village[steps.recognition], province.villages.code),
            "spell_id": ForeignKeyColumn(steps.recognition),
            "from_month": CodedColumn(np.searchsorted(STEP_DAYS, steps.day), months),
            "monthly_fen": NumberColumn(steps.fen),
        },
    )
