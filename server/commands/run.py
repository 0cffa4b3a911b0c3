"""`suzhu run`: prepare the records where there are none, then serve."""

from __future__ import annotations

import signal
import subprocess
import sys

import click
from sqlalchemy import Engine, exists, select

from seed.demo import SCALE_RANGE, account_seeding
from seed.demo.loading.empty_database import record_tables
from server.demo_sign_ins import say_sign_ins
from server.preparing import complete_demo, demo_password, prepare_statistics, writing
from server.progress import Progress
from server.running import listener, serve
from server.spoken import Between, Command, Option
from shared import deployment
from shared.locale import HTML_LANGUAGES, current_language
from shared.locale import lazy as _l
from shared.models import Base
from shared.services import commit
from shared.settings import settings


@click.command(
    cls=Command, help=_l("Serve dashboard and panel; an empty embedded database becomes a demo province first.")
)
@click.option(
    "--port",
    cls=Option,
    type=int,
    envvar="PORT",
    default=8000,
    help=_l("Port to listen on; 8000 when nothing is said."),
)
@click.option(
    "--scale",
    cls=Option,
    type=Between(*SCALE_RANGE),
    default=lambda: settings().demo_scale,
    help=_l("Size of a demo province that has to be made (SUZHU_DEMO_SCALE)."),
)
@click.pass_context
def run(context: click.Context, port: int, scale: float) -> None:
    """A taken port is refused before minutes of work."""
    listener(settings().host, port).close()
    is_new = _wants_demo()
    if is_new:
        _make_demo(context, scale)
    opened = deployment.deployment()
    if opened.is_demo and not is_new:
        _keep_demo(opened.engine)
    with Progress() as progress:
        prepare_statistics(progress)
    serve(settings(), port)


def _wants_demo() -> bool:
    """Whether there is an embedded database without records, and no secret key that says real ones will come."""
    if not settings().uses_sqlite or settings().secret_key:
        return False
    return deployment.is_empty() or not _holds_records(deployment.engine())


def _holds_records(engine: Engine) -> bool:
    deployment.require_ready()
    with engine.connect() as connection:
        tables = (Base.metadata.tables[name] for name in record_tables())
        return any(connection.scalar(select(exists().select_from(table))) for table in tables)


def _make_demo(context: click.Context, scale: float) -> None:
    """In a process of its own: the gigabytes that making a province takes are given back before serving."""
    deployment.close()  # it wants the file for itself
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leave through `subprocess.run`, which ends the process
    spoken = ["--lang", HTML_LANGUAGES[current_language()][:2]]
    words = [sys.executable, "-m", "server.command", *spoken, "seed", "demo", "--scale", str(scale)]
    made = subprocess.run(words, check=False)  # noqa: S603 - our own command
    if made.returncode:
        context.exit(made.returncode)
    deployment.close()


def _keep_demo(engine: Engine) -> None:
    """Complete the accounts, give them the password that is set, and say who can sign in."""
    password = demo_password()
    made = complete_demo(password)
    if settings().demo_password:
        with writing("run", engine) as session:
            account_seeding.set_passwords(session, password)
            commit(session)
    say_sign_ins(engine, password if made or settings().demo_password else "")
