"""`suzhu export KEY …`: the values of indicators as a file, the same as the dashboard's download."""

from __future__ import annotations

import getpass
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from server.cli.translation import CommandUsageError, TranslatedCommand, TranslatedOption
from server.provisioning import require_current_definitions
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.errors import UserError, os_error_message
from shared.indicators.catalogue import INDICATORS
from shared.indicators.fact_sheet import fact_sheet
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.figure_files import figure_file, require_kind
from shared.interchange.file_kinds import CSV
from shared.interchange.many_figures import audit_words, parse_queries
from shared.locale import _
from shared.locale import lazy as _l
from shared.rules.parameter_keys import PARAMETER_KEYS
from shared.services import history

DOCUMENTS = {
    "brief": ("export_brief", "brief"),
    "report": ("export_brief", "report"),
    "return": ("export_return", "monthly_return"),
}
"""What is written besides figures: module and command."""
out_option = click.option(
    "--out", cls=TranslatedOption, type=click.Path(path_type=Path, dir_okay=False), help=_l("File to write to.")
)
OF_ROWS = {"region", "period", "dimension", "part"}  # what names a list behind a figure


class ExportCommand(TranslatedCommand):
    """Writes figures; `brief`, `report` and `return` after it are commands of their own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of what is to be written."""
        if args and args[0] in DOCUMENTS:
            module, name = DOCUMENTS[args[0]]
            command = getattr(import_module(f"server.cli.commands.{module}"), name)
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    cls=ExportCommand,
    name="export",
    help=_l(
        "Write indicators as CSV or XLSX; `export brief` and `export report` write briefs for meetings, "
        "`export return` a monthly return."
    ),
)
@click.argument("keys", nargs=-1)
@click.option(
    "--format",
    "kind",
    cls=TranslatedOption,
    default=CSV,
    help=_l("Kind of file: csv, for machines; xlsx, as on the screen, with a cover; zip, a data package."),
)
@click.option(
    "--list",
    "list_keys",
    cls=TranslatedOption,
    is_flag=True,
    help=_l("Print the keys of all indicators, with name, unit, data source and version."),
)
@click.option(
    "--level",
    cls=TranslatedOption,
    default="",
    help=_l("Level of the rows: province, city, county, township, village; several separated by commas."),
)
@click.option("--region", cls=TranslatedOption, default="", help=_l("Code of the region to export."))
@click.option(
    "--period",
    cls=TranslatedOption,
    default="",
    help=_l(
        "Month (2023-12), quarter (2023-Q4), half year (2023-H2), January to a month (2023-YTD08), year (2023) or "
        "range of months (2021-01..2023-12); by default the latest month."
    ),
)
@click.option(
    "--dimension",
    cls=TranslatedOption,
    default="",
    help=_l("Dimension of the rows: tier, risk, cycle …; with categories (tier=dibao,tekun) only these."),
)
@click.option(
    "--sort",
    cls=TranslatedOption,
    default="",
    help=_l("Rank the regions and sort by rank, region, value or change; with - before it in reverse (-rank)."),
)
@click.option("--only", cls=TranslatedOption, default="", help=_l("Only regions that are: worse, unfinished."))
@click.option("--search", cls=TranslatedOption, default="", help=_l("Only regions whose name has these words."))
@click.option("--peers", cls=TranslatedOption, default="", help=_l("Only counties similar to this one (its code)."))
@click.option(
    "--rows",
    "of_rows",
    cls=TranslatedOption,
    is_flag=True,
    help=_l("Write the list behind the one figure: the records it counts. Needs --by."),
)
@click.option("--part", cls=TranslatedOption, default="", help=_l("Which list: numerator, less, denominator, rest."))
@click.option("--by", "login", cls=TranslatedOption, default="", help=_l("Login of the account that takes the list."))
@click.option("--split", "former_dimension", cls=TranslatedOption, default=None, hidden=True)
@out_option
def export(
    keys: tuple[str, ...],
    *,
    kind: str,
    list_keys: bool,
    of_rows: bool,
    part: str,
    login: str,
    out: Path | None,
    former_dimension: str | None,
    **params: str,
) -> None:
    """Print the file or write it; an incomplete file is not left behind."""
    if former_dimension is not None:
        raise CommandUsageError(_("`--split` is now called `--dimension`."))
    if list_keys:
        if keys or out or any(params.values()):
            raise CommandUsageError(_("`--list` takes no other argument: it lists all indicators."))
        print_keys()
        return
    if not keys:
        raise CommandUsageError(_("Name an indicator: `suzhu export --list` lists them."))
    if of_rows or part or login:
        _export_rows(keys, kind, params | {"part": part}, login, out, of_rows=of_rows)
        return
    with open_session(SYSTEM, deployment().engine) as session:
        requests = parse_queries(session, keys, **params)
        require_kind(session, kind, requests)
        require_current_definitions(session)
        audit_export(*audit_words(requests, kind), requests[0].count_regions(session) * len(requests))
        write_file(figure_file(session, kind, requests, file_origin()), out)


def _export_rows(
    keys: tuple[str, ...], kind: str, params: dict[str, str], login: str, out: Path | None, *, of_rows: bool
) -> None:
    """The list behind a figure, with the permissions of an account."""
    from server.cli.figure_list_export import write_figure_list  # noqa: PLC0415 - the admin app is slow to load

    if of_rows and not login:
        raise CommandUsageError(_("Name the account whose permissions the list is taken with: --by LOGIN."))
    others = [name for name, value in params.items() if value and name not in OF_ROWS]
    if not of_rows or others or len(keys) > 1 or kind != CSV:
        raise CommandUsageError(_("A list takes --rows, --by, --part, --region, --period and --dimension."))
    requested = {name: value for name, value in params.items() if name in OF_ROWS}
    write_figure_list(keys[0], requested, login, partial(write_file, out=out))


def print_keys() -> None:
    """Print what each indicator is and where its data come from, one a line that begins with its key."""
    for indicator in INDICATORS.values():
        sheet = fact_sheet(indicator, {key: key for key in PARAMETER_KEYS})
        data = (f"{sheet.records} ({sheet.tables})", sheet.owner, sheet.rhythm)
        details = _("; ").join((sheet.direction, *data, _("version {version}").format(version=sheet.version)))
        click.echo(f"{sheet.key:<28}{sheet.code:<4}{sheet.name}  [{sheet.unit}]  {details}")


def audit_export(key: str, query: str, rows: int) -> None:
    """Record in the audit trail who exported what."""
    history.audit_export(deployment().engine, SYSTEM, key, query, rows, by=_exporter()[:40])


def file_origin() -> FileOrigin:
    """Who takes a file, as its cover says it: the user of the server."""
    return FileOrigin(_exporter(), is_demo=deployment().is_demo)


def _exporter() -> str:
    return f"suzhu export ({getpass.getuser()})"


def write_file(chunks: Iterable[bytes], out: Path | None) -> None:
    """Write to standard output, or to a temporary file that then replaces `out`. UserError when that fails."""
    if out is None:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return
    try:
        if out.exists() and not out.is_file():
            raise UserError(_("{out} is not a file. Choose another location.").format(out=out))
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.writelines(chunks)
            except BaseException:
                temporary.unlink()
                raise
        temporary.replace(out)
    except OSError as error:
        message = _("{out} cannot be written: {reason}. No file was left behind; choose another location.")
        raise UserError(message.format(out=out, reason=os_error_message(error))) from error
