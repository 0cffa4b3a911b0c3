"""Click in the user's language: its help texts and its messages about wrong arguments.

Texts passed to click are lazy (`shared.locale.lazy`) and translated when they are shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import click
from babel.support import LazyProxy

from shared.errors import suggest
from shared.locale import LANGUAGES_BY_SHORT_CODE, _, set_language
from shared.locale import lazy as _l


class TranslatedOption(click.Option):
    """An option with a lazily translated help text."""

    def __init__(self, *names: Any, help: LazyProxy | None = None, **options: Any) -> None:  # noqa: A002
        super().__init__(*names, **options)
        self.help = help  # type: ignore[assignment]

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help, without click's own additions in English."""
        record = super().get_help_record(ctx)
        return record and (record[0], str(self.help or ""))


class FiniteFloatRange(click.FloatRange):
    """A number within limits; unlike click's, it refuses `nan`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Parse the number."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail("", param, ctx)
        return number


class CommandUsageError(click.UsageError):
    """The arguments of a command do not fit together; the message is already translated."""


class UnknownChoiceError(CommandUsageError):
    """An argument names something that does not exist; the message suggests similar names."""

    def __init__(self, name: str, choices: list[str]) -> None:
        super().__init__(_("There is no {name}.").format(name=name) + _suggestions(name, choices))


def _set_language(_context: click.Context, _parameter: click.Parameter, code: str | None) -> None:
    if code:
        set_language(LANGUAGES_BY_SHORT_CODE[code])


class TranslatedCommand(click.Command):
    """A command that knows `--lang` and shows its help in that language."""

    def __init__(self, *names: Any, **options: Any) -> None:
        super().__init__(*names, **options)
        self.options_metavar = None
        if "lang" not in {parameter.name for parameter in self.params}:
            languages = click.Choice(list(LANGUAGES_BY_SHORT_CODE))
            settings = {"expose_value": False, "is_eager": True, "callback": _set_language}
            self.params.append(
                TranslatedOption(["--lang"], type=languages, help=_l("Language of the output."), **settings)
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, with a translated explanation."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _("Show this help and exit.")
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, text, options, commands."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage:") + " ")
        formatter.write_paragraph()
        formatter.write_text(str(self.help or ""))
        records = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        _section(formatter, _("Options"), [record for record in records if record])

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002
        """The whole help text: it is one sentence."""
        return str(self.help or "")


class TranslatedGroup(TranslatedCommand, click.Group):
    """Commands under one name."""

    command_class = TranslatedCommand

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The same, and the commands."""
        super().format_help(ctx, formatter)
        names = self.list_commands(ctx)
        commands = [(name, self.get_command(ctx, name)) for name in names]
        _section(formatter, _("Commands"), [(name, c.get_short_help_str()) for name, c in commands if c])


def _section(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def usage_message(error: click.UsageError) -> str:
    """The translated message of a click error, with suggestions."""
    context = error.ctx
    if isinstance(error, CommandUsageError):
        return error.message
    if isinstance(error, click.NoSuchOption):
        choices = [name for p in context.command.get_params(context) for name in p.opts] if context else []
        return _("There is no option {name}.").format(name=error.option_name) + _suggestions(error.option_name, choices)
    if isinstance(error, click.exceptions.NoSuchCommand) and context and isinstance(context.command, click.Group):
        choices = context.command.list_commands(context)
        return _("There is no command {name}.").format(name=error.command_name) + _suggestions(
            error.command_name, choices
        )
    name = (
        error.param.get_error_hint(context) if isinstance(error, click.BadParameter) and error.param and context else ""
    )
    if isinstance(error, click.MissingParameter):
        return _("{name} is missing.").format(name=name)
    if isinstance(error, click.BadParameter) and error.param:
        return _("{name} has an invalid value.").format(name=name) + _allowed_values(error.param.type)
    command = context.command_path if context else "suzhu"
    return _("The command was not understood. `{command} --help` shows how to write it.").format(command=command)


def _allowed_values(kind: click.ParamType) -> str:
    if isinstance(kind, click.Choice):
        return _suggestions("", [str(choice) for choice in kind.choices])
    if isinstance(kind, click.IntRange | click.FloatRange):
        return " " + _("It must lie between {least} and {most}.").format(least=kind.min, most=kind.max)
    if kind in {click.INT, click.FLOAT}:
        return " " + _("It must be a number.")
    return ""


def _suggestions(name: str, known: Iterable[str]) -> str:
    choices = suggest(name, sorted(known, key=lambda one: (one == "--help", one)))
    return " " + _("Possible values: {choices}.").format(choices=choices) if choices else ""
