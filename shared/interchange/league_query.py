"""What a request for a file says of the league table: the order of its rows, and which regions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shared.errors import UserError, suggest
from shared.indicators.indicator import Indicator
from shared.indicators.league import EVERY, FILTERS, REVERSED, SORTS, LeagueChoices, default_sort
from shared.locale import _


def parse_league(figure: Indicator, words: LeagueChoices, *, is_single: bool) -> LeagueChoices | None:
    """The choices; None when there are none. UserError when one does not exist, or where nothing can be ranked.

    `is_single`: whether the file has one value for each region.
    """
    if not any(vars(words).values()):
        return None
    if not is_single:
        template = _("Regions of one level are ranked, in one period and without a dimension: leave out {words}.")
        raise UserError(template.format(words=_(", ").join(name for name, word in vars(words).items() if word)))
    _require("sort", words.sort, [*SORTS, *(f"{REVERSED}{column}" for column in SORTS)])
    _require("only", words.only, FILTERS)
    return replace(words, only=words.only or EVERY, sort=words.sort or default_sort(figure))


def _require(name: str, value: str, choices: Iterable[str]) -> None:
    if value and value not in choices:
        template = _('There is no "{value}" for {name}. Choose one of: {choices}.')
        raise UserError(template.format(value=value, name=name, choices=suggest(value, list(choices))))
