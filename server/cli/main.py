"""The command line `suzhu`. Exit codes: 0 done, 1 failed (with a message), 2 the command was written wrongly."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from keyword import iskeyword

import click

from server.cli.translation import TranslatedGroup, TranslatedOption, usage_message
from shared.errors import DISK_FULL_ERRNOS, UserError, new_reference, os_error_message, stack_summary
from shared.locale import _, set_language
from shared.locale import lazy as _l
from shared.settings import settings
from shared.version import VERSION

COMMANDS = ("audit", "export", "import", "run", "seed", "statistics", "upgrade", "user")
EXIT_FAILURE, EXIT_USAGE = 1, 2


class LazyGroup(TranslatedGroup):
    """The commands; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name + "_" * iskeyword(cmd_name)
        return getattr(import_module(f"server.cli.commands.{name}"), name)


def _print_version(context: click.Context, _parameter: click.Parameter, is_requested: bool) -> None:  # noqa: FBT001 - of click
    if is_requested:
        click.echo(f"suzhu {VERSION}")
        context.exit()


version_option = click.option(
    "--version",
    cls=TranslatedOption,
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help=_l("Print the version and exit."),
)


@click.command(
    cls=LazyGroup, name="suzhu", help=_l("Suzhu: social assistance in a province. Records, statistics, accounts.")
)
@version_option
def suzhu() -> None:
    """Run a command."""


def main() -> None:
    """Run one command and exit. Files it makes are for their owner only: they hold personal data."""
    os.umask(0o077)
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Run `suzhu ARGUMENTS` and return the exit code. Errors are printed on stderr."""
    try:
        set_language(settings().cli_language)
        _require_utf8(arguments)
        return int(suzhu.main(arguments, prog_name="suzhu", standalone_mode=False) or 0)
    except BrokenPipeError:  # the reader has closed the pipe; the interpreter must not flush into it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILURE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - users get a message, not a traceback
        code, message = _exit_code_and_message(error)
        click.echo(message, err=True)
        return code


def _require_utf8(arguments: list[str]) -> None:
    """Raise UserError for bytes that are not UTF-8: no record and no file of ours has such a name."""
    if any("\udc80" <= character <= "\udcff" for argument in arguments for character in argument):
        raise UserError(_("The command contains characters that cannot be read. Write it in UTF-8."))


def _exit_code_and_message(error: BaseException) -> tuple[int, str]:
    """Exit code and message of an error."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return EXIT_USAGE, error.format_message()
        case click.UsageError():
            return EXIT_USAGE, usage_message(error)
        case click.Abort() | KeyboardInterrupt():
            return EXIT_FAILURE, _("Stopped.")
        case UserError():
            return EXIT_FAILURE, str(error)
        case OSError() if error.errno in DISK_FULL_ERRNOS:
            return EXIT_FAILURE, _("The output could not be written: {reason}.").format(reason=os_error_message(error))
        case _:
            return EXIT_FAILURE, _internal_error_message(error)


def _internal_error_message(error: BaseException) -> str:
    """A message with a reference, and for the log where it happened, under the same reference."""
    reference = new_reference()
    message = _("An unexpected error occurred. Tell your administrator the error number {reference}.").format(
        reference=reference
    )
    return f"[{reference}] {stack_summary(error)}\n{message}"


if __name__ == "__main__":
    main()
