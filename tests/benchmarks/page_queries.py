"""What each page of the dashboard asks for: recorded while it is drawn, so that the measured calls are its own."""

from __future__ import annotations

import logging
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES, render_for
from shared.access import Actor, Grant, Role, ScopedSession
from shared.clock import Period
from shared.indicators import values
from shared.indicators.indicator_value import IndicatorValue
from tests.benchmarks.baselines.grouped_sql import Fact

OFFICIAL = Actor("benchmark", "benchmark", tuple(Grant(role, "320000") for role in (Role.OFFICIAL, Role.LIST_READER)))
"""One who is shown every number, as the peers count them."""
PATIENCE = 120.0
SAYS_THERE_IS_NO_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"
logging.getLogger(SAYS_THERE_IS_NO_BROWSER).addFilter(lambda _record: False)


@dataclass(frozen=True)
class Call:
    """One call of `reading.figures`."""

    keys: tuple[str, ...]
    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    dimension: str
    categories: Collection[str]

    def answer(self, session: ScopedSession) -> list[IndicatorValue]:
        """Ask again."""
        return values.load_values(session, self.keys, self.regions, self.periods, self.dimension, self.categories)


def calls_of(path: str) -> list[Call]:
    """The calls of a page for an official of the province, over the deployment of this process."""
    with recorded() as calls, patch.dict(sys.modules):  # Streamlit leaves its script as __main__: spawn would run it
        drawn = AppTest.from_function(_draw, kwargs={"path": path, "actor": OFFICIAL}, default_timeout=PATIENCE).run()
    if drawn.exception:
        raise RuntimeError(drawn.exception[0].stack_trace)
    return calls


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """The calls made inside the block."""
    calls: list[Call] = []
    ask = values.load_values

    def record(session: ScopedSession, keys: Any, regions: Any, periods: Any, *more: Any) -> list[IndicatorValue]:
        call = Call(tuple(keys), tuple(regions), tuple(periods), *more)
        calls.append(call)
        return ask(session, *vars(call).values())

    holders = [module for module in sys.modules.values() if getattr(module, "load_values", None) is ask]
    with ExitStack() as patched:
        for module in holders:
            patched.enter_context(patch.object(module, "load_values", record))
        yield calls


def _draw(path, actor):
    """The body of a page without the door before it; of this function Streamlit takes the source alone."""
    from tests.benchmarks.page_queries import draw  # noqa: PLC0415

    draw(path, actor)


def draw(path: str, actor: Actor) -> None:
    """One page for one person."""
    render_for(actor, next(page for page in PAGES if page.path == path), {})


def facts(figures: list[IndicatorValue]) -> Iterator[Fact]:
    """Figures as facts that can be compared with a peer's."""
    for f in figures:
        yield f.indicator.key, f.region_code, f.period.key, f.dimension.partition("=")[2], f.numerator or 0
