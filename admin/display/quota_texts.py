"""What is left of the quotas of runs where the person works, read once for all runs of a page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g

from admin.display import region_names
from admin.display.record_options import select_options
from admin.request import context
from shared.access import Permission
from shared.locale import _
from shared.models import Level, ProgrammeCycle
from shared.models.region import level_of, path_of
from shared.services.quota_balances import Balance, quota_balances


def preload_balances(runs: Iterable[int]) -> None:
    """Read the balances of these runs at once."""
    known: dict[int, Balance] = g.setdefault("quotas", {})
    if wanted := {run for run in runs if run not in known}:
        known.update(quota_balances(context.session(), wanted))


def balance_of(run: int) -> Balance:
    """What the run has given here, and what is left."""
    preload_balances([run])
    balance: Balance = g.quotas[run]
    return balance


def quota_region_name() -> str:
    """The region that the balances are of: the person's own, or the county above it."""
    code = context.actor().default_region(Permission.CHARITY_READ) or ""
    if code and level_of(code) in {Level.TOWNSHIP, Level.VILLAGE}:
        code = path_of(code)[2]
    return region_names.region_name(code) if code else ""


def quota_text(run: int) -> str:
    """The balance of a run in words."""
    balance = balance_of(run)
    if not balance.allotted:
        return _("{place} has no quota of this run.").format(place=quota_region_name())
    words = _("Quota of {place}: {given}; delivered {delivered}; left {left}.")
    numbers = {"given": balance.allotted, "delivered": balance.delivered, "left": balance.left}
    return words.format(place=quota_region_name(), **{name: f"{number:,}" for name, number in numbers.items()})


def cycle_options() -> list[tuple[str, str]]:
    """The runs to choose from, each with what is left."""
    runs = select_options(ProgrammeCycle)
    preload_balances(int(key) for key, _title in runs)
    said = _("{title} ({left} left for {place})")
    return [
        (key, said.format(title=title, left=f"{balance_of(int(key)).left:,}", place=quota_region_name()))
        for key, title in runs
    ]
