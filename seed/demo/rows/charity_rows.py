"""Rows of charity: programmes, cycles, pledges, quotas, deliveries, receipts, solar installations and yields."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seed.demo.charity.charity_pledges import Pledges, draw_pledges
from seed.demo.charity.charity_programmes import PROGRAMMES, CyclePlan
from seed.demo.charity.county_quotas import CYCLES, compute_planned_units
from seed.demo.loading.load_columns import (
    CodedColumn,
    DateColumn,
    ForeignKeyColumn,
    KeyColumn,
    LoadColumn,
    NumberColumn,
    TableRows,
    TextColumn,
)
from seed.demo.province_data import ProvinceData
from seed.demo.toolkit.calibration import REFERENCE_DAY, Scale
from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.sampling import Random, code_of, sample_between
from shared.models import Level, ProgrammeKind, Tier

RECEIPT_SHARES = {ProgrammeKind.APPLIANCE: 0.993, ProgrammeKind.SOLAR: 0.985}
OTHER_RECEIPT_SHARE = 0.968  # ASSUMED shares of deliveries with a receipt
SOLAR_YEAR = 2023


def build_charity_rows(random: Random, province: ProvinceData, names: Array, scale: Scale) -> Iterator[TableRows]:
    """All tables of charity, those pointed at first."""
    quotas = compute_planned_units(random, province, province.deliveries, scale)
    planned = quotas.sum(axis=1)
    yield from _build_programme_rows(planned)
    yield _build_pledge_rows(draw_pledges(random, [cycle for _, _, cycle in CYCLES], planned))
    yield _build_quota_rows(province, quotas)
    yield _build_delivery_rows(province)
    yield _build_receipt_rows(random, province, names)
    yield from _build_solar_rows(province)


def _build_programme_rows(planned: Array) -> Iterator[TableRows]:
    texts = ("key", "name", "name_en", "kind", "beneficiary")
    columns = {text: TextColumn(np.array([str(getattr(p, text)) for p in PROGRAMMES], object)) for text in texts}
    starts = np.array([programme.cycles[0].starts for programme in PROGRAMMES])
    yield TableRows("programme", {"id": KeyColumn(len(PROGRAMMES)), **columns, "started_on": DateColumn(starts)})
    served = [(n, code_of(tier)) for n, programme in enumerate(PROGRAMMES) for tier in programme.tiers]
    programme, tier = np.array(served).T
    yield TableRows(
        "programme_tier",
        {"id": KeyColumn(len(served)), "programme_id": ForeignKeyColumn(programme), "tier": CodedColumn(tier, Tier)},
    )
    yield _build_cycle_rows([cycle for _, _, cycle in CYCLES], planned)


def _build_cycle_rows(cycles: list[CyclePlan], planned: Array) -> TableRows:
    return TableRows(
        "run",
        {
            "id": KeyColumn(len(cycles)),
            "programme_id": ForeignKeyColumn(np.array([number for number, _, _ in CYCLES])),
            "label": TextColumn(np.array([cycle.label for cycle in cycles], object)),
            "starts_on": DateColumn(np.array([cycle.starts for cycle in cycles])),
            "deadline_on": DateColumn(np.array([cycle.deadline for cycle in cycles])),
            "planned_units": NumberColumn(planned),
            "unit_value_fen": NumberColumn(np.array([cycle.unit_fen for cycle in cycles])),
        },
    )


def _build_pledge_rows(pledges: Pledges) -> TableRows:
    chosen = np.array([cycle.unit_fen for _, _, cycle in CYCLES])[pledges.cycle]
    donor = [f"演示捐赠人 {number:03}" for number in pledges.donor]
    return TableRows(
        "pledge",
        {
            "id": KeyColumn(len(pledges)),
            "cycle_id": ForeignKeyColumn(pledges.cycle),
            "donor": TextColumn(np.array(donor, object)),
            "pledged_on": DateColumn(pledges.day),
            "units": NumberColumn(pledges.units),
            "value_fen": NumberColumn(pledges.units * chosen),
        },
    )


def _build_quota_rows(province: ProvinceData, quotas: Array) -> TableRows:
    codes, _ = province.villages.ancestors_at(Level.COUNTY)
    county, cycle = np.nonzero(quotas.T)
    return TableRows(
        "quota",
        {
            "id": KeyColumn(len(cycle)),
            "region_code": CodedColumn(county, codes),
            "cycle_id": ForeignKeyColumn(cycle),
            "units": NumberColumn(quotas[cycle, county]),
        },
    )


def _build_delivery_rows(province: ProvinceData) -> TableRows:
    deliveries = province.deliveries
    return TableRows(
        "delivery",
        {
            "id": KeyColumn(len(deliveries)),
            "region_code": CodedColumn(province.village[deliveries.person], province.villages.code),
            "cycle_id": ForeignKeyColumn(deliveries.cycle),
            "household_id": ForeignKeyColumn(province.people.household[deliveries.person]),
            "person_id": ForeignKeyColumn(np.where(deliveries.to_person, deliveries.person, -1)),
            "delivered_on": DateColumn(deliveries.day),
            "value_fen": NumberColumn(deliveries.fen),
        },
    )


def _build_receipt_rows(random: Random, province: ProvinceData, names: Array) -> TableRows:
    deliveries = province.deliveries
    share = np.array([RECEIPT_SHARES.get(programme.kind, OTHER_RECEIPT_SHARE) for _, programme, _ in CYCLES])
    signed = np.flatnonzero(random.random(len(deliveries)) < share[deliveries.cycle])
    on = np.minimum(deliveries.day[signed] + sample_between(random, 0, 6, len(signed)), REFERENCE_DAY)
    return TableRows(
        "receipt",
        {
            "id": KeyColumn(len(signed)),
            "region_code": CodedColumn(province.village[deliveries.person[signed]], province.villages.code),
            "delivery_id": ForeignKeyColumn(signed),
            "signed_on": DateColumn(on),
            "signed_by": TextColumn(names[deliveries.person[signed]]),
        },
    )


def _build_solar_rows(province: ProvinceData) -> Iterator[TableRows]:
    panels = province.installations
    village = province.village[province.deliveries.person[panels.delivery]]
    shared_columns: dict[str, LoadColumn] = {
        "id": KeyColumn(len(panels)),
        "region_code": CodedColumn(village, province.villages.code),
    }
    yield TableRows(
        "solar_installation",
        shared_columns
        | {
            "delivery_id": ForeignKeyColumn(panels.delivery),
            "capacity_watt": NumberColumn(panels.watt),
            "connected_on": DateColumn(panels.connected),
        },
    )
    yield TableRows(
        "solar_yield",
        shared_columns
        | {
            "installation_id": ForeignKeyColumn(np.arange(len(panels))),
            "year": NumberColumn(np.full(len(panels), SOLAR_YEAR)),
            "energy_kwh": NumberColumn(panels.kwh),
            "income_fen": NumberColumn(panels.income_fen),
        },
    )
