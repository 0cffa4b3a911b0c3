"""`suzhu export return`: a monthly return in its official layout."""

from __future__ import annotations

from pathlib import Path

import click

from server.cli.commands.export import audit_export, file_origin, out_option, write_file
from server.cli.translation import TranslatedCommand, TranslatedOption
from server.provisioning import require_current_definitions
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.interchange.file_kinds import CSV, XLSX
from shared.interchange.layout_files import layout_file
from shared.interchange.layout_rows import parse_layout
from shared.interchange.monthly_layouts import DIBAO_MONTHLY, layout_of
from shared.locale import lazy as _l


@click.command(
    cls=TranslatedCommand,
    name="return",
    help=_l("Write a monthly return in its official layout; by default that of dibao (dibao_monthly)."),
)
@click.argument("key", default=DIBAO_MONTHLY.key)
@click.option(
    "--region",
    cls=TranslatedOption,
    default="",
    help=_l("Code of the province, a city or a county; by default the province."),
)
@click.option("--period", cls=TranslatedOption, default="", help=_l("Month (2023-11); by default the latest."))
@click.option(
    "--format",
    "kind",
    cls=TranslatedOption,
    type=click.Choice([XLSX, CSV]),
    default=XLSX,
    help=_l("Kind of file; by default xlsx."),
)
@out_option
def monthly_return(key: str, region: str, period: str, kind: str, out: Path | None) -> None:
    """Write the file, or print its bytes."""
    with open_session(SYSTEM, deployment().engine) as session:
        layout = layout_of(key)
        query = parse_layout(session, layout, region, period)
        require_current_definitions(session)
        audit_export(key, f"{kind} {query}", query.count_regions(session))
        write_file(layout_file(session, kind, layout, query, file_origin()), out)
