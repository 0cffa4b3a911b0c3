"""`suzhu seed`: fill an empty database."""

from __future__ import annotations

import click

from seed.demo import DEFAULT_SEED, MAX_SEED, SCALE_RANGE
from server.cli.demo_accounts import print_demo_accounts
from server.cli.progress import Progress
from server.cli.translation import FiniteFloatRange, TranslatedGroup, TranslatedOption
from server.provisioning import prepare_demo, prepare_reference
from shared.deployment import deployment, engine
from shared.locale import _
from shared.locale import lazy as _l

seed = TranslatedGroup(name="seed", help=_l("Load data into a database."))


@seed.command("reference", help=_l("Load regions, standards and legal parameters; running it again changes nothing."))
def reference() -> None:
    """Print how many rows of each table are new or changed."""
    for table, loaded in prepare_reference(engine()).items():
        message = _("{table}: {new} new, {changed} changed")
        click.echo(message.format(table=table, new=loaded.inserted, changed=loaded.updated))


@seed.command("demo", help=_l("Generate a synthetic province in an empty database."))
@click.option(
    "--scale",
    cls=TranslatedOption,
    type=FiniteFloatRange(*SCALE_RANGE),
    default=1.0,
    help=_l("Scale; 1, the default, is the size of the real province."),
)
@click.option(
    "--seed",
    "number",
    cls=TranslatedOption,
    type=click.IntRange(0, MAX_SEED),
    default=DEFAULT_SEED,
    help=_l("Seed; the same number generates the same province."),
)
def demo(scale: float, number: int) -> None:
    """Create schema, reference data, records, accounts and statistics."""
    with Progress() as progress:
        password = prepare_demo(scale, number, progress)
    print_demo_accounts(deployment().engine, password)
