"""The command line `suzhu`. Exit codes: 0 done, 1 a sentence says what went wrong, 2 the words were wrong."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from importlib import import_module

import click

from server.spoken import Group, sentence
from shared.locale import _, speak
from shared.locale import lazy as _l
from shared.problems import Problem
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
        speak(settings().spoken)
        return int(suzhu.main(words, prog_name="suzhu", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return MISUSED
    except click.UsageError as error:
        click.echo(sentence(error), err=True)
        return MISUSED
    except BrokenPipeError:  # who reads our words has seen enough; the interpreter must not flush into the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        return FAILED
    except Problem as problem:
        click.echo(str(problem), err=True)
        return FAILED
    except Exception as error:  # noqa: BLE001 - people get a number, not a traceback
        click.echo(_unexpected(error), err=True)
        return FAILED


def _unexpected(error: Exception) -> str:
    """A sentence with a number, and for the log where it happened: no message, it may hold personal data."""
    number = secrets.token_hex(4)
    frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    where = "\n".join([f"[{number}] {type(error).__module__}.{type(error).__qualname__}", *frames])
    said = _("Something went wrong that should not. Tell your administrator the number {number}.").format(number=number)
    return f"{where}\n{said}"


if __name__ == "__main__":
    main()
