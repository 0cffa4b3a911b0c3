"""Provision a database: schema, reference data, the demo province with its accounts and statistics.

Each step checks whether it is needed, so that the next attempt completes what an interrupted one left behind.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine, exists, select
from sqlalchemy.orm import Session

from seed import demo
from seed.demo import account_seeding
from seed.demo.correction_seeding import apply_corrections
from seed.demo.month_seeding import close_months
from seed.demo.proposal_seeding import create_waiting_proposals
from seed.reference_data import LoadedRows, load_missing_confirmation_rules, load_reference
from server.cli.progress import Progress
from shared import deployment
from shared.access import SYSTEM, Actor, ScopedSession, open_session
from shared.clock import today
from shared.errors import UserError
from shared.indicators.catalogue import definitions_hash
from shared.indicators.cube import build
from shared.indicators.law_values import load_law_values
from shared.locale import _
from shared.migrations import schema
from shared.models import Account, CubeBuild, Dataset, DatasetKind, Region
from shared.secret_key import new_demo_secret
from shared.services import commit
from shared.services.month_close.silent_changes import record_recount
from shared.settings import settings


def command_actor(command: str) -> Actor:
    """The actor of a command typed on the server itself: the system, named after the command in the audit trail."""
    return replace(SYSTEM, login=f"suzhu {command}")


def command_session(command: str, engine: Engine) -> ScopedSession:
    """A session that may write, for a command."""
    return open_session(command_actor(command), engine, writing=True, reason=f"suzhu {command}")


def prepare_reference(engine: Engine) -> dict[str, LoadedRows]:
    """Create the schema in an empty database and bring the reference data up to date; rows changed by table."""
    if deployment.is_empty():
        schema.require_bare(engine)
        schema.upgrade(engine)
    schema.require_current(engine)
    with engine.execution_options(command_session=True).begin() as connection:
        return load_reference(connection)


def complete_confirmation_rules(engine: Engine) -> int:
    """Enter the proposed rules of a second person where none are; how many."""
    with engine.execution_options(command_session=True).begin() as connection:
        return load_missing_confirmation_rules(connection)


def prepare_demo(scale: float, seed: int, progress: Progress) -> str:
    """Generate the demo province in an empty database; returns the password of its accounts."""
    password, engine = demo_password(), deployment.engine()
    needs_reference = deployment.is_empty() or not _has_regions(engine)
    secret = new_demo_secret()
    if needs_reference:
        progress(_("Loading the reference data"), 0)
        prepare_reference(engine)
    if not _is_unfinished_demo(engine, scale, seed):
        demo.build(engine, secret=secret, scale=scale, seed=seed, progress=progress)
    deployment.close()
    ensure_current_cube(progress)
    ensure_demo_accounts(password)  # last: until there are accounts, the same command continues it
    return password


def _has_regions(engine: Engine) -> bool:
    schema.require_current(engine)
    with engine.connect() as connection:
        return bool(connection.scalar(select(exists().select_from(Region))))


def _is_unfinished_demo(engine: Engine, scale: float, seed: int) -> bool:
    """Whether the database holds this province without its accounts: its generation was interrupted."""
    is_same = Dataset.kind == DatasetKind.DEMO, Dataset.scale == scale, Dataset.seed == seed
    with engine.connect() as connection:
        return bool(connection.scalar(select(exists().where(*is_same) & ~exists().select_from(Account))))


def ensure_demo_accounts(password: str) -> int:
    """Create the demo accounts that are missing; returns how many."""
    with command_session("seed demo", deployment.deployment().engine) as session:
        created = account_seeding.create_missing_accounts(session, password)
        commit(session)
    if len(created) == len(account_seeding.LOGINS):
        close_months(deployment.deployment().engine)
        apply_corrections(deployment.deployment().engine)
        create_waiting_proposals(deployment.deployment().engine)
    return len(created)


def demo_password() -> str:
    """The configured password of the demo accounts, else a random one. UserError when the former is too weak."""
    if settings().demo_password:
        account_seeding.require_acceptable_for_all(settings().demo_password)
    return settings().demo_password or account_seeding.generate_password()


def ensure_current_cube(progress: Progress) -> None:
    """Build the statistics cube unless it is current."""
    with open_session(SYSTEM, deployment.deployment().engine, writing=True) as session:
        if not is_cube_current(session):
            rebuild_cube(session, progress)


def is_cube_current(session: Session) -> bool:
    """Whether the cube was built for today, from the definitions of this release and the law as it stands."""
    state = session.scalars(select(CubeBuild)).first()
    return state is not None and state.as_of == today() and has_current_definitions(session, state)


def has_current_definitions(session: Session, state: CubeBuild) -> bool:
    """Whether a cube was counted by the definitions of this release and the law of its day."""
    return state.definitions == definitions_hash(load_law_values(session, state.as_of))


def require_current_definitions(session: Session) -> None:
    """UserError when the figures were counted by others: what is new would be written as 0."""
    state = session.scalars(select(CubeBuild)).first()
    if state is not None and not has_current_definitions(session, state):
        raise UserError(_("The statistics were computed by other definitions: run `suzhu statistics build` first."))


def rebuild_cube(session: ScopedSession, progress: Progress) -> int:
    """Build all statistics from the records; returns how many. What moved of locked months is written down."""
    count = build(session, lambda _source, fraction: progress(_("Computing the statistics"), fraction))
    record_recount(session, session.actor.login)
    session.commit()
    return count
