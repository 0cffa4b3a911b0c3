"""`suzhu run`: provision a database that has no records yet, then serve."""

from __future__ import annotations

import signal
import subprocess
import sys

import click
from sqlalchemy import Engine, exists, select

from seed.demo import SCALE_RANGE, account_seeding
from seed.demo.loading.empty_database import record_tables
from server.cli.demo_accounts import print_demo_accounts
from server.cli.progress import Progress
from server.cli.translation import FiniteFloatRange, TranslatedCommand, TranslatedOption
from server.provisioning import command_session, demo_password, ensure_current_cube, ensure_demo_accounts
from server.web import uvicorn_server as web
from shared import deployment
from shared.locale import lazy as _l
from shared.locale import short_code
from shared.models import Base
from shared.services import commit
from shared.settings import DEFAULT_PORT, settings


@click.command(
    cls=TranslatedCommand,
    help=_l("Serve the dashboard and the admin app; with an empty SQLite database, generate the demo province first."),
)
@click.option(
    "--port",
    cls=TranslatedOption,
    type=int,
    envvar="PORT",
    default=DEFAULT_PORT,
    help=_l("Port to listen on; by default 8000."),
)
@click.option(
    "--scale",
    cls=TranslatedOption,
    type=FiniteFloatRange(*SCALE_RANGE),
    default=lambda: settings().demo_scale,
    help=_l("Scale of the demo province, if one is generated (SUZHU_DEMO_SCALE)."),
)
@click.pass_context
def run(context: click.Context, port: int, scale: float) -> None:
    """Check the port before minutes of work, provision, then serve until a signal."""
    web.bind_socket(settings().host, port).close()
    is_new = _needs_demo()
    if is_new:
        _generate_demo(context, scale)
    current = deployment.deployment()
    if current.is_demo and not is_new:
        _refresh_demo_accounts(current.engine)
    with Progress() as progress:
        ensure_current_cube(progress)
    web.serve(settings(), port)


def _needs_demo() -> bool:
    """Whether the database is SQLite without records, and no secret key is set (which real records would need)."""
    if not settings().uses_sqlite or settings().secret_key:
        return False
    return deployment.is_empty() or not _holds_records(deployment.engine())


def _holds_records(engine: Engine) -> bool:
    deployment.require_ready()
    with engine.connect() as connection:
        tables = (Base.metadata.tables[name] for name in record_tables())
        return any(connection.scalar(select(exists().select_from(table))) for table in tables)


def _generate_demo(context: click.Context, scale: float) -> None:
    """Generate the province in a process of its own: the gigabytes it takes are freed before serving."""
    deployment.close()  # the other process needs the file for itself
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # an exception in `subprocess.run` ends the other process
    language = ["--lang", short_code()]
    command = [sys.executable, "-m", "server.cli.main", *language, "seed", "demo", "--scale", str(scale)]
    process = subprocess.run(command, check=False)  # noqa: S603 - our own command
    if process.returncode:
        context.exit(process.returncode)
    deployment.close()


def _refresh_demo_accounts(engine: Engine) -> None:
    """Create missing accounts, set the configured password, and print who can sign in."""
    password = demo_password()
    created = ensure_demo_accounts(password)
    if settings().demo_password:
        with command_session("run", engine) as session:
            account_seeding.set_passwords(session, password)
            commit(session)
    print_demo_accounts(engine, password if created or settings().demo_password else "")
