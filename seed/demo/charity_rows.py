"""Rows of charity: programmes, runs, pledges, quotas, deliveries, receipts, solar installations and yields."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shared.models import Level, ProgrammeKind, Tier

from . import working_days
from .calibration import REFERENCE, Scale
from .columns import Coded, Column, Days, Keys, Links, Numbers, Rows, Texts
from .draws import Random, between, choose, code_of
from .faults import planted
from .frame import Array
from .programmes import PROGRAMMES, RunPlan
from .world import World

RUNS = [(number, programme, run) for number, programme in enumerate(PROGRAMMES) for run in programme.runs]
RECEIPTED = {ProgrammeKind.APPLIANCE: 0.993, ProgrammeKind.SOLAR: 0.985}
RECEIPTED_ELSE = 0.968  # ASSUMED shares of deliveries with a receipt
DONORS, USUAL_PLEDGE_FEN = 60, 400_000_000  # ASSUMED: no more donors a run unless they would pledge more each
SOLAR_YEAR = 2023


def charity_rows(random: Random, world: World, names: Array, scale: Scale) -> Iterator[Rows]:
    """All tables of charity, those pointed at first."""
    behind = _behind(random, world, scale)
    quotas = _quotas(world) + behind
    planned = quotas.sum(axis=1)
    yield from _plan_rows(planned)
    yield _pledge_rows(random, planned)
    yield _quota_rows(world, quotas)
    yield _delivery_rows(world)
    yield _receipt_rows(random, world, names)
    yield from _solar_rows(world)


def run_number(kind: ProgrammeKind) -> int:
    """The number of the first run of a programme of this kind."""
    return next(n for n, (_, programme, _) in enumerate(RUNS) if programme.kind is kind)


def _quotas(world: World) -> Array:
    """Units each county was given of each run: households or persons reached, each once."""
    given = world.deliveries
    subject = np.where(given.to_person, given.person, world.people.household[given.person])
    keys = np.stack([given.run, subject, world.county[given.person]])
    run, _, county = np.unique(keys, axis=1)
    counties = int(world.county.max()) + 1
    return np.bincount(run * counties + county, minlength=len(RUNS) * counties).reshape(len(RUNS), counties)


def _behind(random: Random, world: World, scale: Scale) -> Array:
    """Units that the planted counties did not hand out."""
    counties = int(world.county.max()) + 1
    missing = np.zeros((len(RUNS), counties), np.int64)
    for number, (_, _, run) in enumerate(RUNS):
        if run.behind:
            fault, spread = run.behind
            chosen = choose(random, np.arange(counties), spread)
            shares = np.array_split(np.arange(planted(scale, fault)), spread)
            missing[number, chosen] = [len(share) for share in shares]
    return missing


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


def _pledge_rows(random: Random, planned: Array) -> Rows:
    """Made-up donors; together they pledge about what each run planned."""
    run, units = [], []
    for number, total in enumerate(planned):
        least = int(total * RUNS[number][2].unit_fen // USUAL_PLEDGE_FEN)
        donors = min(total, max(least, int(random.integers(8, DONORS))))
        shares = random.dirichlet(np.full(donors, 4.0)) * total * random.uniform(0.97, 1.04)
        run += [number] * donors
        units += np.maximum(1, np.round(shares)).astype(int).tolist()
    chosen = np.array([RUNS[n][2].unit_fen for n in run])
    starts = np.array([RUNS[n][2].starts for n in run])
    donor = [f"演示捐赠人 {number:03}" for number in random.integers(1, 2 * DONORS, len(run))]
    return Rows(
        "pledge",
        {
            "id": Keys(len(run)),
            "run_id": Links(np.array(run)),
            "donor": Texts(np.array(donor, object)),
            "pledged_on": Days(working_days.before(starts - random.integers(5, 60, len(run)))),
            "units": Numbers(np.array(units)),
            "value_fen": Numbers(np.array(units) * chosen),
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
