"""`suzhu export brief` and `suzhu export report`: briefs for meetings, one on request or those of a whole month."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from server.cli.commands.export import out_option, write_file
from server.cli.translation import CommandUsageError, TranslatedCommand, TranslatedOption
from server.provisioning import require_current_definitions
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.interchange.cover_sheet import FileOrigin
from shared.locale import _, short_code
from shared.locale import lazy as _l
from shared.settings import settings


@click.command(cls=TranslatedCommand, name="brief", help=_l("Write the two-page brief of a region for a meeting."))
@click.option("--region", cls=TranslatedOption, default="", help=_l("Code of the region; by default the province."))
@click.option(
    "--period",
    cls=TranslatedOption,
    default="",
    help=_l("Month (2023-12), quarter (2023-Q4), half year (2023-H2), January to a month (2023-YTD08) or year (2023)."),
)
@click.option(
    "--format",
    "kind",
    cls=TranslatedOption,
    type=click.Choice(["pdf", "docx"]),
    default="pdf",
    help=_l("Kind of file; by default pdf."),
)
@click.option(
    "--as",
    "--by",
    "login",
    cls=TranslatedOption,
    default="",
    help=_l("Login of the account whose permissions count; without one those of an official of the province."),
)
@out_option
def brief(region: str, period: str, kind: str, login: str, out: Path | None) -> None:
    """Write the file, or print its bytes; without an account what an official of the province may see."""
    from dashboard.brief.request import write_brief  # noqa: PLC0415 - the dashboard is slow to load
    from server.reports.monthly_reports import origin_address, report_reader  # noqa: PLC0415 - likewise

    who = f"suzhu export ({getpass.getuser()})"
    with open_session(SYSTEM, deployment().engine) as system:
        require_current_definitions(system)
        actor = report_reader(system, who, login)
    params = {"region": region, "period": period, "lang": short_code()}
    origin = FileOrigin(actor.name, origin_address())
    file = write_brief(deployment().engine, actor, params, kind, origin, audited_as=who[:40])
    write_file([file.content], out)


@click.command(
    cls=TranslatedCommand,
    name="report",
    help=_l("Write the briefs of a month, of the province and each city, into the folder of reports."),
)
@click.option("--month", cls=TranslatedOption, default="", help=_l("Month (2023-11); by default the last that ended."))
@click.option(
    "--folder",
    cls=TranslatedOption,
    type=click.Path(path_type=Path, file_okay=False),
    help=_l("Folder to write to (SUZHU_REPORT_DIR)."),
)
def report(month: str, folder: Path | None) -> None:
    """Write those that are not there yet, in both languages, and print the name of each."""
    from server.reports.monthly_reports import last_month, read_month, write_month  # noqa: PLC0415 - slow to load

    place = folder or settings().report_dir
    if place is None:
        raise CommandUsageError(_("Name a folder: --folder, or SUZHU_REPORT_DIR."))
    engine = deployment().engine
    with open_session(SYSTEM, engine) as system:
        require_current_definitions(system)
    chosen = read_month(month) if month else last_month()
    written = write_month(engine, place, chosen)
    for path in written:
        click.echo(str(path))
    if not written:
        click.echo(_("All reports of {month} are there already.").format(month=chosen))
