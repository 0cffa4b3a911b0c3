"""The deployment this process works for: its database, what that holds, and its key. Opened once.

Both apps and every command come through here, so that all refuse the same things with the same sentences.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, select

from shared import audit
from shared.access import SYSTEM, open_session
from shared.clock import freeze
from shared.database import engine_for, independent_engine
from shared.errors import SchemaMismatchError
from shared.identity import Sealer
from shared.locale import _
from shared.migrations import audit_sealing, schema
from shared.models import Dataset, DatasetKind, Person
from shared.sealed_links import set_link_key
from shared.secret_key import SecretKeyError, configured_secret, demo_secret
from shared.settings import settings


@dataclass(frozen=True)
class Deployment:
    """An opened database. `reference_on` is "today" of a demo province and None for real records.

    `cookie_key` signs the admin's own cookie (forms and messages; who is signed in stands in the database).
    """

    engine: Engine
    sealer: Sealer
    is_demo: bool
    scale: float
    reference_on: date | None
    cookie_key: bytes


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process, whatever state the database is in."""
    return engine_for(settings().database)


@lru_cache(maxsize=1)
def deployment() -> Deployment:
    """The deployment, checked: schema and key fit, and the clock stands still for a demo province.

    Raises SchemaMismatchError, SecretKeyError or DatabaseUnavailableError; asked again, it looks again.
    """
    require_ready()
    with open_session(SYSTEM, engine()) as session:
        dataset = session.scalars(select(Dataset)).first()
        number = Person.identity_encrypted
        sealed = session.scalars(select(number).where(number.is_not(None)).limit(1)).first()
    is_demo = dataset is not None and dataset.kind == DatasetKind.DEMO
    secret = demo_secret() if is_demo else configured_secret()
    sealer = Sealer(secret)
    _require_key_of(sealer, sealed)
    reference_on = dataset.reference_on if dataset and is_demo else None
    freeze(reference_on)
    audit.set_audit_key(engine(), secret)
    set_link_key(engine(), secret)
    schema.refuse_edits_of_another_version(engine())
    audit_sealing.seal_once(engine())
    cookie_key = hashlib.sha256(b"suzhu admin cookie\0" + secret.encode()).digest()
    return Deployment(engine(), sealer, is_demo, dataset.scale if dataset else 1.0, reference_on, cookie_key)


def close() -> None:
    """Forget what was opened: the database was prepared anew, or the settings changed."""
    if engine.cache_info().currsize:
        independent_engine(engine().url).dispose()
        engine().dispose()
    deployment.cache_clear()
    engine.cache_clear()
    freeze(None)


def require_ready() -> None:
    """Raise DatabaseUnavailableError or SchemaMismatchError unless the database answers and has our schema."""
    if is_empty():
        raise SchemaMismatchError(
            _("There are no records yet: `suzhu run` prepares a demo province, `suzhu seed reference` a real one.")
        )
    schema.require_current(engine())


def is_empty() -> bool:
    """Whether there is no database, or nothing of ours in it."""
    file = engine().url.database or ""
    is_absent = settings().uses_sqlite and not Path(file).exists()  # asking SQLite would make an empty one
    return is_absent or schema.version_of(engine()) is None


def _require_key_of(sealer: Sealer, sealed: bytes | None) -> None:
    try:
        if sealed is not None:
            sealer.decrypt(sealed)
    except InvalidTag as error:
        raise SecretKeyError(
            _("The secret key is not the one these records were encrypted with. Set the original key.")
        ) from error
