"""Build the demo province in a database that holds reference data and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine

from seed.demo.loading.empty_database import require_empty_database
from seed.demo.loading.load_columns import TableRows
from seed.demo.loading.postgresql_loading import postgresql_loader
from seed.demo.loading.sqlite_loading import sqlite_loader
from seed.demo.toolkit.calibration import Scale
from shared.errors import UserError
from shared.locale import _
from shared.migrations import schema
from shared.models.search_term_rows import fill_terms

from .generate import DemoParameters, Progress, generate_province

DEFAULT_SEED = 1
SCALE_RANGE = (0.001, 3.0)
MAX_SEED = 2**31 - 1
ROWS_AT_SCALE_1, ROWS_AT_ANY_SCALE = 14_100_000, 22_000  # about; for the progress bar


class Loader(Protocol):
    """What fills a database, of either kind."""

    connection: Connection

    def load(self, rows: TableRows, loaded: Callable[[int], None]) -> None:
        """Insert rows; `loaded` is called with the number of rows of each part."""

    def finish(self, progress: Callable[[float], None]) -> None:
        """Create again what was dropped to load faster."""


LOADERS: dict[str, Callable[[Engine], AbstractContextManager[Loader]]] = {
    "sqlite": sqlite_loader,
    "postgresql": postgresql_loader,
}


class DemoParametersError(UserError):
    """Scale or seed cannot be used."""


def _ignore_progress(stage: str, fraction: float) -> None:
    """Ignore the progress."""


def build(
    engine: Engine, *, secret: str, scale: float = 1.0, seed: int = DEFAULT_SEED, progress: Progress = _ignore_progress
) -> None:
    """Fill the database with the demo province: all of it or nothing.

    The same scale, seed and secret (which encrypts identity numbers) make the same rows. `progress` is called with
    the stage, a sentence, and the fraction done. Raises UserError when a parameter or the database cannot be used.
    """
    parameters = _check_parameters(scale, seed, secret)
    schema.require_current(engine)
    with engine.connect() as connection:  # before any work; the loader asks again when nobody else can write
        require_empty_database(connection)
    expected, rows_loaded = ROWS_AT_SCALE_1 * scale + ROWS_AT_ANY_SCALE, 0

    def loaded(count: int) -> None:
        nonlocal rows_loaded
        rows_loaded += count
        progress(_("Loading records"), min(1, rows_loaded / expected))

    with LOADERS[engine.dialect.name](engine) as loader:
        for rows in generate_province(loader.connection, parameters, progress):
            loader.load(rows, loaded)
        loader.finish(lambda fraction: progress(_("Building indexes"), fraction))
        fill_terms(loader.connection)


def _check_parameters(scale: float, seed: int, secret: str) -> DemoParameters:
    lowest, highest = SCALE_RANGE
    if not lowest <= scale <= highest:
        raise DemoParametersError(
            _("The scale of a demo province must lie between {least} and {most}.").format(least=lowest, most=highest)
        )
    if not 0 <= seed <= MAX_SEED:
        raise DemoParametersError(_("The seed must be a whole number from 0 to {most}.").format(most=MAX_SEED))
    return DemoParameters(Scale(scale), seed, secret)
