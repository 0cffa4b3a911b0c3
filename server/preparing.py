"""Preparing a database: schema, reference data, the demo province with its accounts and figures.

Each step looks whether it is needed, so that what a kill left behind is completed by the next attempt.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from seed import demo
from seed.demo import account_seeding
from seed.reference_data import Loaded, load_reference
from server.progress import Progress
from shared import deployment
from shared.access import SYSTEM, Actor, ScopedSession, open_session
from shared.clock import today
from shared.indicators.catalogue import definitions_hash
from shared.indicators.cube import build
from shared.locale import _
from shared.migrations import schema
from shared.models import Account, CubeBuild, Dataset, DatasetKind, Region
from shared.secret_key import new_demo_secret
from shared.services import commit
from shared.settings import settings


def operator(command: str) -> Actor:
    """Who types commands on the machine itself: the system, under the name of the command in the audit trail."""
    return replace(SYSTEM, login=f"suzhu {command}")


def writing(command: str, engine: Engine) -> ScopedSession:
    """A session in which a command writes."""
    return open_session(operator(command), engine, writing=True, reason=f"suzhu {command}")


def prepare_reference(engine: Engine) -> dict[str, Loaded]:
    """Make the schema in an empty database and bring the reference data up to date."""
    if deployment.is_empty():
        schema.require_bare(engine)
        schema.upgrade(engine)
    schema.require_current(engine)
    with engine.execution_options(writing=True).begin() as connection:
        return load_reference(connection)


def prepare_demo(scale: float, seed: int, progress: Progress) -> str:
    """Make a demo province where there is nothing; the password of its accounts."""
    password, engine = demo_password(), deployment.engine()
    needs_reference = deployment.is_empty() or not _has_regions(engine)
    secret = new_demo_secret()
    if needs_reference:
        progress(_("Loading the reference data"), 0)
        prepare_reference(engine)
    if not _is_begun(engine, scale, seed):
        demo.build(engine, secret=secret, scale=scale, seed=seed, progress=progress)
    deployment.close()
    prepare_statistics(progress)
    complete_demo(password)  # last: until there are accounts, the same command goes on where it was ended
    return password


def _has_regions(engine: Engine) -> bool:
    schema.require_current(engine)
    with engine.connect() as connection:
        return bool(connection.scalar(select(exists().select_from(Region))))


def _is_begun(engine: Engine, scale: float, seed: int) -> bool:
    """Whether the database holds this very province, without its accounts: somebody ended its making."""
    same = Dataset.kind == DatasetKind.DEMO, Dataset.scale == scale, Dataset.seed == seed
    with engine.connect() as connection:
        return bool(connection.scalar(select(exists().where(*same) & ~exists().select_from(Account))))


def complete_demo(password: str) -> int:
    """Make the demo accounts that are missing; how many."""
    with writing("seed demo", deployment.deployment().engine) as session:
        made = account_seeding.create_missing_accounts(session, password)
        commit(session)
        return len(made)


def demo_password() -> str:
    """The password the demo accounts get: the one set, else a random one. UserError when the one set will not do."""
    if settings().demo_password:
        account_seeding.require_acceptable_for_all(settings().demo_password)
    return settings().demo_password or account_seeding.generate_password()


def prepare_statistics(progress: Progress) -> None:
    """Build the figures unless they are there, for today and from the declarations of this program."""
    with open_session(SYSTEM, deployment.deployment().engine, writing=True) as session:
        if not is_built(session):
            build_statistics(session, progress)


def is_built(session: Session) -> bool:
    """Whether the cube was built for today from the declarations of this program."""
    state = session.scalars(select(CubeBuild)).first()
    return state is not None and state.as_of == today() and state.definitions == definitions_hash()


def build_statistics(session: Session, progress: Progress) -> int:
    """Count all figures anew; the number of cells."""
    cells = build(session, lambda _source, fraction: progress(_("Counting the figures"), fraction))
    session.commit()
    return cells
