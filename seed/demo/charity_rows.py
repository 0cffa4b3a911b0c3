"""Rows of charity: programmes, runs, pledges, quotas, deliveries, receipts, solar installations and yields."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shared.models import Level, ProgrammeKind, Tier

from .calibration import REFERENCE, Scale
from .columns import Coded, Column, Days, Keys, Links, Numbers, Rows, Texts
from .draws import Random, between, code_of
from .frame import Array
from .pledges import Pledges, pledges
from .programmes import PROGRAMMES, RunPlan
from .quotas import RUNS, planned_units
from .world import World

RECEIPTED = {ProgrammeKind.APPLIANCE: 0.993, ProgrammeKind.SOLAR: 0.985}
RECEIPTED_ELSE = 0.968  # ASSUMED shares of deliveries with a receipt
SOLAR_YEAR = 2023


def charity_rows(random: Random, world: World, names: Array, scale: Scale) -> Iterator[Rows]:
    """All tables of charity, those pointed at first."""
    quotas = planned_units(random, world, scale)
    planned = quotas.sum(axis=1)
    yield from _plan_rows(planned)
    yield _pledge_rows(pledges(random, [run for _, _, run in RUNS], planned))
    yield _quota_rows(world, quotas)
    yield _delivery_rows(world)
    yield _receipt_rows(random, world, names)
    yield from _solar_rows(world)


def _plan_rows(planned: Array) -> Iterator[Rows]:
    texts = ("key", "name", "name_en", "kind", "beneficiary")
    columns = {text: Texts(np.array([str(getattr(p, text)) for p in PROGRAMMES], object)) for text in texts}
    starts = np.array([programme.runs[0].starts for programme in PROGRAMMES])
    yield Rows("programme", {"id": Keys(len(PROGRAMMES)), **columns, "started_on": Days(starts)})
    served = [(n, code_of(tier)) for n, programme in enumerate(PROGRAMMES) for tier in programme.tiers]
    programme, tier = np.array(served).T
    yield Rows("programme_tier", {"id": Keys(len(served)), "programme_id": Links(programme), "tier": Coded(tier, Tier)})
    yield _run_rows([run for _, _, run in RUNS], planned)


def _run_rows(runs: list[RunPlan], planned: Array) -> Rows:
    return Rows(
        "run",
        {
            "id": Keys(len(runs)),
            "programme_id": Links(np.array([number for number, _, _ in RUNS])),
            "label": Texts(np.array([run.label for run in runs], object)),
            "starts_on": Days(np.array([run.starts for run in runs])),
            "deadline_on": Days(np.array([run.deadline for run in runs])),
            "planned_units": Numbers(planned),
            "unit_value_fen": Numbers(np.array([run.unit_fen for run in runs])),
        },
    )


def _pledge_rows(made: Pledges) -> Rows:
    chosen = np.array([run.unit_fen for _, _, run in RUNS])[made.run]
    donor = [f"演示捐赠人 {number:03}" for number in made.donor]
    return Rows(
        "pledge",
        {
            "id": Keys(len(made)),
            "run_id": Links(made.run),
            "donor": Texts(np.array(donor, object)),
            "pledged_on": Days(made.day),
            "units": Numbers(made.units),
            "value_fen": Numbers(made.units * chosen),
        },
    )


def _quota_rows(world: World, quotas: Array) -> Rows:
    codes, _ = world.places.above(Level.COUNTY)
    county, run = np.nonzero(quotas.T)
    return Rows(
        "quota",
        {
            "id": Keys(len(run)),
            "region_code": Coded(county, codes),
            "run_id": Links(run),
            "units": Numbers(quotas[run, county]),
        },
    )


def _delivery_rows(world: World) -> Rows:
    given = world.deliveries
    return Rows(
        "delivery",
        {
            "id": Keys(len(given)),
            "region_code": Coded(world.village[given.person], world.places.code),
            "run_id": Links(given.run),
            "household_id": Links(world.people.household[given.person]),
            "person_id": Links(np.where(given.to_person, given.person, -1)),
            "delivered_on": Days(given.day),
            "value_fen": Numbers(given.fen),
        },
    )


def _receipt_rows(random: Random, world: World, names: Array) -> Rows:
    given = world.deliveries
    share = np.array([RECEIPTED.get(programme.kind, RECEIPTED_ELSE) for _, programme, _ in RUNS])
    signed = np.flatnonzero(random.random(len(given)) < share[given.run])
    on = np.minimum(given.day[signed] + between(random, 0, 6, len(signed)), REFERENCE)
    return Rows(
        "receipt",
        {
            "id": Keys(len(signed)),
            "region_code": Coded(world.village[given.person[signed]], world.places.code),
            "delivery_id": Links(signed),
            "signed_on": Days(on),
            "signed_by": Texts(names[given.person[signed]]),
        },
    )


def _solar_rows(world: World) -> Iterator[Rows]:
    panels = world.installations
    village = world.village[world.deliveries.person[panels.delivery]]
    common: dict[str, Column] = {"id": Keys(len(panels)), "region_code": Coded(village, world.places.code)}
    yield Rows(
        "solar_installation",
        common
        | {
            "delivery_id": Links(panels.delivery),
            "capacity_watt": Numbers(panels.watt),
            "connected_on": Days(panels.connected),
        },
    )
    yield Rows(
        "solar_yield",
        common
        | {
            "installation_id": Links(np.arange(len(panels))),
            "year": Numbers(np.full(len(panels), SOLAR_YEAR)),
            "energy_kwh": Numbers(panels.kwh),
            "income_fen": Numbers(panels.income_fen),
        },
    )
