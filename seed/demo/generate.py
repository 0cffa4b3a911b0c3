"""Generate the demo province: the order of its parts, and the rows they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from seed.demo.assistance.benefit_payments import compute_payments
from seed.demo.assistance.special_grants import draw_special_grants
from seed.demo.assistance.temporary_grants import draw_temporary_grants
from seed.demo.charity.charity_deliveries import draw_deliveries
from seed.demo.charity.county_quotas import cycle_number
from seed.demo.charity.solar_panels import draw_installations
from seed.demo.loading.load_columns import DateColumn, KeyColumn, NumberColumn, TableRows, TextColumn
from seed.demo.monitoring.household_moves import draw_household_moves
from seed.demo.monitoring.monitoring_data import Monitoring, draw_monitoring
from seed.demo.monitoring.warning_facts import GRADE_RAISED, TEXTS
from seed.demo.regions.reference_estimates import insert_estimates
from seed.demo.regions.villages import load_villages
from seed.demo.registry.disability_changes import DisabilityChanges, draw_disability_changes
from seed.demo.registry.household_cohorts import draw_households_and_persons
from seed.demo.registry.recognitions import list_recognitions
from seed.demo.registry.registrations import draw_registrations
from seed.demo.registry.registry import Registry
from seed.demo.registry.synthetic_identities import encrypt_in_background, generate_numbers, mask_numbers
from seed.demo.registry.synthetic_names import draw_names
from seed.demo.rows.assistance_rows import (
    build_payment_rows,
    build_special_assistance_rows,
    build_temporary_assistance_rows,
)
from seed.demo.rows.charity_rows import build_charity_rows
from seed.demo.rows.membership_rows import build_membership_rows, draw_memberships
from seed.demo.rows.monitoring_rows import build_monitoring_rows
from seed.demo.rows.move_rows import build_move_rows
from seed.demo.rows.registry_rows import (
    build_amount_change_rows,
    build_disability_rows,
    build_household_rows,
    build_person_rows,
    build_registration_rows,
    build_spell_rows,
)
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.planted_faults import fault_count
from seed.demo.toolkit.sampling import choose, code_of, random_stream
from shared.locale import _
from shared.models import DatasetKind, ProgrammeKind, Risk

from .province_data import ProvinceData

GENERATOR = "3"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class DemoParameters:
    """What determines every row: the same parameters make the same province."""

    scale: Scale
    seed: int
    secret: str


def generate_province(connection: Connection, parameters: DemoParameters, progress: Progress) -> Iterator[TableRows]:
    """All rows of the demo province. `connection` holds the reference data.

    Persons come last: their identity numbers are encrypted while everything else is loaded.
    """
    progress(_("Generating households and people"), 0)
    registry = draw_registry(connection, parameters)
    wrong = _draw_wrong_numbers(parameters, len(registry.people))
    digits = generate_numbers(registry.people, wrong)
    with encrypt_in_background(digits, parameters.secret) as sealed:
        progress(_("Generating assistance and charity"), 0.35)
        province = draw_province_data(parameters, registry)
        progress(_("Generating warnings"), 0.7)
        monitoring = draw_monitoring(parameters.seed, province, parameters.scale)
        random = random_stream(parameters.seed, "rows")
        names = draw_names(random, province.people, len(province.households))
        progress(_("Generating warnings"), 1)
        insert_estimates(connection)
        yield build_household_rows(random, province, parameters.seed)
        memberships = draw_memberships(random, province, monitoring.moves)
        yield build_membership_rows(province, memberships)
        moves, transfers = draw_household_moves(parameters.seed, province, monitoring, parameters.scale)
        yield from build_move_rows(
            random_stream(parameters.seed, "former places"), province, moves, transfers, memberships
        )
        registrations = draw_registrations(random_stream(parameters.seed, "registrations"), province, moves)
        recognitions = list_recognitions(province, moves)
        yield build_spell_rows(province, recognitions)
        yield build_amount_change_rows(province, recognitions)
        yield build_special_assistance_rows(province)
        yield build_temporary_assistance_rows(province)
        yield from build_charity_rows(random, province, names, parameters.scale)
        yield from build_monitoring_rows(random, province, monitoring, recognitions)
        yield build_payment_rows(province, compute_payments(province, recognitions, moves))
        yield build_person_rows(province, names, sealed(), mask_numbers(digits), wrong, registrations)
        yield build_registration_rows(province, registrations)
        yield build_disability_rows(province, _draw_disability_changes(parameters, province, monitoring))
    yield build_dataset_rows(parameters)


def _draw_disability_changes(
    parameters: DemoParameters, province: ProvinceData, monitoring: Monitoring
) -> DisabilityChanges:
    """Those that feeds reported."""
    reported = np.flatnonzero(monitoring.warnings.risk == code_of(Risk.DISABILITY))
    warnings, is_raised = monitoring.warnings.take(reported), monitoring.facts[reported] == TEXTS.index(GRADE_RAISED)
    random = random_stream(parameters.seed, "disability changes")
    return draw_disability_changes(random, province.people, warnings.person, warnings.issued, is_raised)


def _draw_wrong_numbers(parameters: DemoParameters, count: int) -> Array:
    """The persons whose identity number gets a wrong check digit."""
    selected = fault_count(parameters.scale, "wrong_check_digits")
    return choose(random_stream(parameters.seed, "wrong check digits"), np.arange(count), selected)


def draw_registry(connection: Connection, parameters: DemoParameters) -> Registry:
    """The people of the province and their households."""
    ground = load_villages(connection, parameters.seed)
    return Registry(ground, *draw_households_and_persons(parameters.seed, ground, parameters.scale))


def draw_province_data(parameters: DemoParameters, registry: Registry) -> ProvinceData:
    """The people and the assistance they had."""
    deliveries = draw_deliveries(parameters.seed, registry, parameters.scale)
    solar = np.flatnonzero(deliveries.cycle == cycle_number(ProgrammeKind.SOLAR))
    return ProvinceData(
        registry.villages,
        registry.households,
        registry.people,
        draw_special_grants(parameters.seed, registry, parameters.scale),
        draw_temporary_grants(parameters.seed, registry, parameters.scale),
        deliveries,
        draw_installations(
            random_stream(parameters.seed, "solar"),
            solar,
            deliveries.day[solar],
            parameters.scale.target("solar_connected"),
        ),
    )


def build_dataset_rows(parameters: DemoParameters) -> TableRows:
    """The row that says what this database holds. Loaded last: without it the records are incomplete."""
    return TableRows(
        "dataset",
        {
            "id": KeyColumn(1),
            "kind": TextColumn(np.array([DatasetKind.DEMO.value], object)),
            "reference_on": DateColumn(np.array([REFERENCE_DAY])),
            "scale": NumberColumn(np.array([parameters.scale.factor])),
            "seed": NumberColumn(np.array([parameters.seed])),
            "generator": TextColumn(np.array([GENERATOR], object)),
        },
    )
