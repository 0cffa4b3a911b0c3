"""Check that a database may become a demo province: reference data and nothing else."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

from shared.errors import UserError
from shared.locale import _
from shared.models import (
    AssistanceStandard,
    AuditEvent,
    Base,
    CodeListItem,
    ConfirmationRule,
    CubeBuild,
    LegalParameter,
    Level,
    Observation,
    PublishedCount,
    Region,
    ResidentPopulation,
    ResidentStatistic,
    SignInAttempt,
    WorkingDayException,
)
from shared.models.base import model_of_table
from shared.models.labels import nouns

# What a database without records may hold. The cube of an empty database is built again after seeding.
REFERENCE_MODELS = (
    CodeListItem,
    ConfirmationRule,
    LegalParameter,
    ResidentPopulation,
    PublishedCount,
    Region,
    ResidentStatistic,
    AssistanceStandard,
    WorkingDayException,
)
ALLOWED_MODELS = (AuditEvent, Observation, SignInAttempt, CubeBuild)


class DatabaseNotEmptyError(UserError):
    """The database holds records, or lacks the reference data."""


def record_tables() -> list[str]:
    """Tables that must be empty, those pointed at first."""
    reference_tables = {cls.__tablename__ for cls in (*REFERENCE_MODELS, *ALLOWED_MODELS)}
    return [table.name for table in Base.metadata.sorted_tables if table.name not in reference_tables]


def require_empty_database(connection: Connection) -> None:
    """Raise DatabaseNotEmptyError unless the database holds the reference data and nothing else."""
    filled = [name for name in record_tables() if _has_rows(connection, name)]
    if filled:
        kinds = dict.fromkeys(str(nouns(model)) for name in filled if (model := model_of_table(name)))
        raise DatabaseNotEmptyError(
            _(
                "The database already holds records ({tables}). A demo province needs a database of its own: "
                "name a new one in SUZHU_DATABASE_URL, or move the file of this one away."
            ).format(tables=_(", ").join(kinds))
        )
    if not connection.scalar(select(exists().where(Region.level == Level.VILLAGE))):
        raise DatabaseNotEmptyError(_("The database has no regions: load the reference data first."))


def _has_rows(connection: Connection, name: str) -> bool:
    return bool(connection.scalar(select(exists().select_from(Base.metadata.tables[name]))))
