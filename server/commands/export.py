"""`suzhu export KEY`: a figure as CSV, the same bytes as the dashboard's download."""

from __future__ import annotations

import getpass
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from server.spoken import Command, Misuse, Option
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.errors import UserError, os_error_message
from shared.indicators.catalogue import INDICATORS
from shared.interchange.extract_query import parse_query
from shared.interchange.figures_csv import figures_csv
from shared.locale import _
from shared.locale import lazy as _l
from shared.services import history


@click.command(cls=Command, name="export", help=_l("Write a figure as CSV."))
@click.argument("key", required=False, default="")
@click.option("--list", "listing", cls=Option, is_flag=True, help=_l("Print the keys, names and units of all figures."))
@click.option(
    "--level",
    cls=Option,
    default="",
    help=_l("Level of the rows: province, city, county, township, village; several by comma."),
)
@click.option("--region", cls=Option, default="", help=_l("Code of the region the rows lie in."))
@click.option(
    "--period",
    cls=Option,
    default="",
    help=_l("Month (2023-12), year (2023) or months in a row (2021-01..2023-12); the latest month if absent."),
)
@click.option(
    "--split",
    cls=Option,
    default="",
    help=_l("Dimension to split by: tier, risk, run …; with values (tier=dibao,tekun) only these."),
)
@click.option("--out", cls=Option, type=click.Path(path_type=Path, dir_okay=False), help=_l("File to write to."))
def export(key: str, *, listing: bool, out: Path | None, **words: str) -> None:
    """Print or write the file; what is not whole is not left behind."""
    if listing:
        if key or out or any(words.values()):
            raise Misuse(_("`--list` stands alone: it names all figures."))
        print_list()
        return
    if not key:
        raise Misuse(_("Say which figure: `suzhu export --list` names them."))
    with open_session(SYSTEM, deployment().engine) as session:
        request = parse_query(session, key, **words)
        note(key, str(request), request.count_regions(session))
        save(figures_csv(session, request), out)


def print_list() -> None:
    """One line a figure."""
    for one in INDICATORS.values():
        click.echo(f"{one.key:<28}{one.name}  [{one.unit.label}]")


def note(key: str, how: str, rows: int) -> None:
    """Write down who took which file."""
    who = f"suzhu export ({getpass.getuser()})"
    history.audit_export(deployment().engine, SYSTEM, key, how, rows, by=who[:40])


def save(pieces: Iterable[bytes], out: Path | None) -> None:
    """To standard output, or beside the target and then in its place. UserError when the disk does not allow it."""
    if out is None:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    try:
        if out.exists() and not out.is_file():
            raise UserError(_("{out} is no file. Choose another place.").format(out=out))
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.writelines(pieces)
            except BaseException:
                unfinished.unlink()
                raise
        unfinished.replace(out)
    except OSError as error:
        sentence = _("{out} cannot be written: {reason}. Nothing was left there; choose another place.")
        raise UserError(sentence.format(out=out, reason=os_error_message(error))) from error
