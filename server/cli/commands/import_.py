"""`suzhu import KIND FILE`: records from a file of an office, checked row by row."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from server.cli.commands.export import out_option, write_file
from server.cli.translation import CommandUsageError, TranslatedCommand, TranslatedOption, UnknownChoiceError
from shared.access import SYSTEM, open_session
from shared.access.account_actor import require_actor
from shared.deployment import deployment
from shared.errors import UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.record_import.check_file import CheckedFile, check_file
from shared.record_import.dry_run import Mode, Outcome, count_outcomes
from shared.record_import.error_sheet import error_sheet
from shared.record_import.import_kind import ImportKind
from shared.record_import.kinds import KINDS
from shared.record_import.template import csv_template, xlsx_template

MOST_REFUSALS_SHOWN = 10
PIECE = 1 << 16


class ImportCommand(TranslatedCommand):
    """Checks files; `template` after it is a command of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of what is to be done."""
        if args[:1] == [str(template.name)]:
            return template.make_context(f"{info_name} {template.name}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=ImportCommand, name="import", help=_l("Check a file of records row by row."))
@click.argument("kind", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--list", "list_kinds", cls=TranslatedOption, is_flag=True, help=_l("Print the kinds of files."))
@click.option(
    "--mode",
    cls=TranslatedOption,
    type=click.Choice([str(mode) for mode in Mode]),
    default=str(Mode.UPDATE),
    help=_l("What is done with rows about existing records: update, insert (refuse them) or skip."),
)
@click.option("--as", "login", cls=TranslatedOption, default="", help=_l("Login of the account that sends the file."))
@click.option("--dry-run", cls=TranslatedOption, is_flag=True, help=_l("Only check the file."))
@click.option(
    "--errors",
    cls=TranslatedOption,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_l("Workbook to write the refused rows to, with what is wrong."),
)
def import_(
    kind: str, file: Path | None, *, list_kinds: bool, mode: str, login: str, dry_run: bool, errors: Path | None
) -> None:
    """Print what each row would do; exit 1 with the first refusals in words when rows are refused."""
    if list_kinds:
        for one in KINDS.values():
            click.echo(f"{one.key:<24}{one.name}")
        return
    if kind not in KINDS:
        raise UnknownChoiceError(kind, list(KINDS))
    if file is None or not login or not dry_run:
        raise CommandUsageError(_("Name the file and the account: suzhu import KIND FILE --as LOGIN --dry-run."))
    if not file.is_file():
        raise UserError(_("There is no file {path}.").format(path=file))
    chosen = next(one for one in Mode if one == mode)
    checked = _check(KINDS[kind], file, chosen, login)
    if errors is not None:
        with error_sheet(KINDS[kind], file, checked.rows, only_refused=True) as sheet:
            write_file(iter(partial(sheet.read, PIECE), b""), errors)
    _report(KINDS[kind], checked)


@click.command(cls=TranslatedCommand, name="template", help=_l("Write an empty file of a kind, to be filled in."))
@click.argument("kind")
@out_option
def template(kind: str, out: Path | None) -> None:
    """A workbook where the name of the file ends in .xlsx, else CSV."""
    if kind not in KINDS:
        raise UnknownChoiceError(kind, list(KINDS))
    if out is not None and out.suffix.lower() == ".xlsx":
        with xlsx_template(KINDS[kind]) as workbook:
            write_file([workbook.read()], out)
    else:
        write_file([csv_template(KINDS[kind])], out)


def _check(kind: ImportKind, file: Path, mode: Mode, login: str) -> CheckedFile:
    with open_session(SYSTEM, deployment().engine) as system:
        actor = require_actor(system, login)
    with open_session(actor, deployment().engine, writing=True) as session:
        checked = check_file(session, deployment().sealer, kind, file, mode)
        session.rollback()
    return checked


def _report(kind: ImportKind, checked: CheckedFile) -> None:
    for note in checked.notes:
        click.echo(note)
    counts = count_outcomes(checked.rows)
    click.echo(_("; ").join(f"{outcome.label} {counts[outcome]:,}" for outcome in Outcome))
    refused = [row for row in checked.rows if row.outcome is Outcome.REFUSED]
    headings = {column.name: str(column.heading) for column in kind.columns}
    for row in refused[:MOST_REFUSALS_SHOWN]:
        for name, text in row.faults.items():
            where = headings.get(name, "")
            click.echo(_("Row {n}, {column}: {reason}").format(n=row.number, column=where, reason=text), err=True)
    if refused:
        raise UserError(_("Refused rows: {n}.").format(n=len(refused)))
