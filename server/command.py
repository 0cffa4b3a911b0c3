"""The command line `suzhu`. Exit codes: 0 done, 1 a sentence says what went wrong, 2 the words were wrong."""

from __future__ import annotations

import os
import secrets
import sys
from importlib import import_module

import click

from server.spoken import Group, sentence
from shared.errors import DISK_FULL_ERRNOS, UserError, os_error_message, stack_summary
from shared.locale import _, set_language
from shared.locale import lazy as _l
from shared.settings import settings

VERBS = ("audit", "export", "run", "seed", "statistics", "upgrade", "user")
FAILED, MISUSED = 1, 2


class Verbs(Group):
    """The verbs; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command a verb stands for."""
        return getattr(import_module(f"server.commands.{cmd_name}"), cmd_name) if cmd_name in VERBS else None


@click.command(cls=Verbs, name="suzhu", help=_l("Suzhu: social assistance in a province. Records, figures, accounts."))
def suzhu() -> None:
    """Do what the verb says."""


def main() -> None:
    """Run one command and exit. Files it makes are for their owner only: they hold personal data."""
    os.umask(0o077)
    sys.exit(outcome(sys.argv[1:]))


def outcome(words: list[str]) -> int:
    """Run `suzhu WORDS`; the exit code. Whatever goes wrong is said on stderr."""
    try:
        set_language(settings().cli_language)
        _require_text(words)
        return int(suzhu.main(words, prog_name="suzhu", standalone_mode=False) or 0)
    except BrokenPipeError:  # who reads our words has seen enough; the interpreter must not flush into the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - people get a sentence, not a traceback
        code, said = _ending(error)
        click.echo(said, err=True)
        return code


def _require_text(words: list[str]) -> None:
    """Raise UserError for bytes that are no UTF-8: nothing that we keep has such a name."""
    if any("\udc80" <= character <= "\udcff" for word in words for character in word):
        raise UserError(_("The command holds characters that cannot be read. Write it in UTF-8."))


def _ending(error: BaseException) -> tuple[int, str]:
    """Exit code and sentence for what went wrong."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return MISUSED, error.format_message()
        case click.UsageError():
            return MISUSED, sentence(error)
        case click.Abort() | KeyboardInterrupt():
            return FAILED, _("Stopped.")
        case UserError():
            return FAILED, str(error)
        case OSError() if error.errno in DISK_FULL_ERRNOS:
            return FAILED, _("This could not be written: {reason}.").format(reason=os_error_message(error))
        case _:
            return FAILED, _unexpected(error)


def _unexpected(error: BaseException) -> str:
    """A sentence with a number, and for the log what happened where."""
    number = secrets.token_hex(4)
    said = _("Something went wrong that should not. Tell your administrator the number {number}.").format(number=number)
    return f"[{number}] {stack_summary(error)}\n{said}"


if __name__ == "__main__":
    main()
