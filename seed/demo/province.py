"""The demo province: the order in which its parts are made, and the rows they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from shared.locale import _
from shared.models import DatasetKind, ProgrammeKind

from .assistance_rows import payment_rows, special_rows, temporary_rows
from .calibration import REFERENCE, Scale
from .charity import deliveries
from .charity_rows import charity_rows
from .columns import Days, Keys, Numbers, Rows, Texts
from .consumption import estimate
from .draws import choose, stream
from .faults import planted
from .frame import Array
from .geography import places
from .identity import masked, numbers, sealing
from .monitoring import monitoring
from .monitoring_rows import monitoring_rows
from .names import names
from .payments import payments
from .population import populate
from .quotas import run_number
from .register import Register
from .registry_rows import household_rows, membership_rows, person_rows, spell_rows
from .solar import installations
from .special import grants
from .temporary import events
from .world import World

GENERATOR = "2"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Recipe:
    """What decides every row: the same recipe makes the same province."""

    scale: Scale
    seed: int
    secret: str


def province(connection: Connection, recipe: Recipe, progress: Progress) -> Iterator[Rows]:
    """All rows of the demo province. `connection` holds the reference data.

    Persons come last: their identity numbers are being sealed while everything else is loaded.
    """
    progress(_("Making households and persons"), 0)
    register = register_of(connection, recipe)
    wrong = _wrong_numbers(recipe, len(register.people))
    digits = numbers(register.people, wrong)
    with sealing(digits, recipe.secret) as sealed:
        progress(_("Making assistance and charity"), 0.35)
        world = world_of(recipe, register)
        progress(_("Making warnings"), 0.7)
        found = monitoring(recipe.seed, world, recipe.scale)
        random = stream(recipe.seed, "rows")
        called = names(random, world.people, len(world.homes))
        progress(_("Making warnings"), 1)
        estimate(connection)
        yield household_rows(random, world)
        yield membership_rows(random, world, found.moves)
        yield spell_rows(world)
        yield special_rows(world)
        yield temporary_rows(world)
        yield from charity_rows(random, world, called, recipe.scale)
        yield from monitoring_rows(random, world, found)
        yield payment_rows(world, payments(world))
        yield person_rows(world, called, sealed(), masked(digits), wrong)
    yield dataset_rows(recipe)


def _wrong_numbers(recipe: Recipe, count: int) -> Array:
    """The persons whose identity number gets a wrong check digit."""
    chosen = planted(recipe.scale, "wrong_check_digits")
    return choose(stream(recipe.seed, "wrong check digits"), np.arange(count), chosen)


def register_of(connection: Connection, recipe: Recipe) -> Register:
    """The people of the province and their homes."""
    ground = places(connection, recipe.seed)
    return Register(ground, *populate(recipe.seed, ground, recipe.scale))


def world_of(recipe: Recipe, register: Register) -> World:
    """The people and the assistance they had."""
    given = deliveries(recipe.seed, register, recipe.scale)
    solar = np.flatnonzero(given.run == run_number(ProgrammeKind.SOLAR))
    return World(
        register.places,
        register.homes,
        register.people,
        grants(recipe.seed, register, recipe.scale),
        events(recipe.seed, register, recipe.scale),
        given,
        installations(stream(recipe.seed, "solar"), solar, given.day[solar], recipe.scale.target("solar_connected")),
    )


def dataset_rows(recipe: Recipe) -> Rows:
    """What this database holds. Loaded last: without it the records are not whole."""
    return Rows(
        "dataset",
        {
            "id": Keys(1),
            "kind": Texts(np.array([DatasetKind.DEMO.value], object)),
            "reference_on": Days(np.array([REFERENCE])),
            "scale": Numbers(np.array([recipe.scale.factor])),
            "seed": Numbers(np.array([recipe.seed])),
            "generator": Texts(np.array([GENERATOR], object)),
        },
    )
