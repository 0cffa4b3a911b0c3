"""The briefs of a month as files in a folder: of the province and each city, one a region and language, never twice."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select

from dashboard.brief.request import PDF, write_brief
from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession, open_session
from shared.access.account_actor import require_actor
from shared.clock import Period, today
from shared.errors import UserError, os_error_message
from shared.interchange.cover_sheet import FileOrigin
from shared.locale import LANGUAGES_BY_SHORT_CODE, _
from shared.models import Level, Region
from shared.models.region import existed_on
from shared.parsing import ParseError
from shared.parsing.dates import parse_month
from shared.settings import DEFAULT_PORT, settings
from shared.web.trusted_hosts import first_host

WRITER = "suzhu report"
THIS_MACHINE = {"127.0.0.1", "localhost"}


def write_month(engine: Engine, folder: Path, month: Period) -> list[Path]:
    """Write the briefs of a month that are not there yet; returns their paths. UserError when that fails."""
    with open_session(SYSTEM, engine) as system:
        reader = report_reader(system, WRITER, settings().report_as)
        regions = list(_regions_of(system, month))
    place = folder / month.key
    try:
        place.mkdir(parents=True, exist_ok=True)
        return [
            path
            for code in regions
            for language in LANGUAGES_BY_SHORT_CODE
            if not (path := place / f"brief-{code}-{month}-{language}.{PDF}").exists()
            if _write_once(path, _brief(engine, reader, code, month, language))
        ]
    except OSError as error:
        message = _("Reports cannot be written to {folder}: {reason}.")
        raise UserError(message.format(folder=place, reason=os_error_message(error))) from error


def due_month(day: int) -> Period:
    """The latest month whose reports should be there: they are due on a day of the month after it."""
    months = 1 if today().day >= day else 2
    return Period.month_of(today()).shifted(months)


def last_month() -> Period:
    """The last month that ended."""
    return due_month(1)


def read_month(text: str) -> Period:
    """A month that is over, however it is written. UserError when it is none."""
    try:
        month = Period.parse(parse_month(text))
    except ParseError:
        month = None
    if month is None or month.end >= today():
        raise UserError(_("Reports are written of months that are over, as {month}.").format(month=last_month()))
    return month


def report_reader(system: ScopedSession, name: str, login: str = "") -> Actor:
    """For whom briefs are written: an account, else an official of the province, who sees figures and no records.

    UserError without such an account.
    """
    if login:
        return require_actor(system, login)
    provinces = system.scalars(select(Region.code).where(Region.level == Level.PROVINCE).order_by(Region.code))
    return Actor(name, name, tuple(Grant(Role.OFFICIAL, code) for code in provinces))


def origin_address() -> str:
    """The address of the server, as far as the settings say it; of this machine with the usual port."""
    if settings().address:
        return settings().address.rstrip("/")
    host = first_host(settings())
    port = f":{DEFAULT_PORT}" if host in THIS_MACHINE else ""
    return f"{'https' if settings().https else 'http'}://{host}{port}"


def _regions_of(system: ScopedSession, month: Period) -> Iterator[str]:
    """The province and its cities, as they stood in the month."""
    upper = (Level.PROVINCE, Level.CITY)
    query = select(Region.code).where(Region.level.in_(upper), *existed_on(month.start, month.end))
    yield from system.scalars(query.order_by(Region.code))


def _brief(engine: Engine, reader: Actor, code: str, month: Period, language: str) -> bytes:
    params = {"region": code, "period": month.key, "lang": language}
    origin = FileOrigin(reader.name, origin_address())
    return write_brief(engine, reader, params, PDF, origin, audited_as=WRITER).content


def _write_once(path: Path, content: bytes) -> bool:
    """Write a whole file; False when another process was first, whose file stays."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.link(temporary, path)
        except FileExistsError:
            return False
        finally:
            temporary.unlink()
    return True
