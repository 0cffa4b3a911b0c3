"""What is left of the quotas of cycles where the user works, read once for all cycles of a page."""

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


def preload_balances(cycles: Iterable[int]) -> None:
    """Read the balances of these cycles at once."""
    balances: dict[int, Balance] = g.setdefault("quotas", {})
    if missing := {cycle for cycle in cycles if cycle not in balances}:
        balances.update(quota_balances(context.session(), missing))


def balance_of(cycle: int) -> Balance:
    """What the cycle has given here, and what is left."""
    preload_balances([cycle])
    balance: Balance = g.quotas[cycle]
    return balance


def quota_region_name() -> str:
    """The region that the balances are of: the user's own, or the county above it."""
    code = context.actor().default_region(Permission.CHARITY_READ) or ""
    if code and level_of(code) in {Level.TOWNSHIP, Level.VILLAGE}:
        code = path_of(code)[2]
    return region_names.region_name(code) if code else ""


def quota_text(cycle: int) -> str:
    """The balance of a cycle in words."""
    balance = balance_of(cycle)
    if not balance.allotted:
        return _("{place} has no quota in this cycle.").format(place=quota_region_name())
    template = _("Quota of {place}: {given}; delivered {delivered}; left {left}.")
    numbers = {"given": balance.allotted, "delivered": balance.delivered, "left": balance.left}
    return template.format(place=quota_region_name(), **{name: f"{number:,}" for name, number in numbers.items()})


def cycle_options() -> list[tuple[str, str]]:
    """The cycles to choose from, each with what is left."""
    cycles = select_options(ProgrammeCycle)
    preload_balances(int(key) for key, _title in cycles)
    template = _("{title} ({left} left for {place})")
    return [
        (key, template.format(title=title, left=f"{balance_of(int(key)).left:,}", place=quota_region_name()))
        for key, title in cycles
    ]
