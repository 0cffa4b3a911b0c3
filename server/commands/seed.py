"""`suzhu seed`: fill an empty database."""

from __future__ import annotations

import click

from seed.demo import DEFAULT_SEED, SCALE_RANGE
from server.demo_sign_ins import say_sign_ins
from server.preparing import prepare_demo, prepare_reference
from server.progress import Progress
from server.spoken import Between, Group, Option
from shared.deployment import deployment, engine
from shared.locale import _
from shared.locale import lazy as _l

LARGEST_SEED = 2**31 - 1
seed = Group(name="seed", help=_l("Fill a database."))


@seed.command("reference", help=_l("Load regions, standards and legal parameters; a second time it changes nothing."))
def reference() -> None:
    """Idempotent."""
    for table, loaded in prepare_reference(engine()).items():
        said = _("{table}: {new} new, {changed} changed")
        click.echo(said.format(table=table, new=loaded.inserted, changed=loaded.updated))


@seed.command("demo", help=_l("Make a synthetic province in a database that holds nothing else."))
@click.option(
    "--scale",
    cls=Option,
    type=Between(*SCALE_RANGE),
    default=1.0,
    help=_l("Size; 1 is the real province and the default."),
)
@click.option(
    "--seed",
    "number",
    cls=Option,
    type=click.IntRange(0, LARGEST_SEED),
    default=DEFAULT_SEED,
    help=_l("The same number makes the same province."),
)
def demo(scale: float, number: int) -> None:
    """Schema, reference data, records, accounts, figures."""
    with Progress() as progress:
        password = prepare_demo(scale, number, progress)
    say_sign_ins(deployment().engine, password)
