"""Alembic runs this file for every command; `shared.migrations.schema` hands it the connection."""

from __future__ import annotations

from alembic import context

from shared.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,  # its naming convention names the constraints
    render_as_batch=True,
    transactional_ddl=True,  # also on SQLite: our engine begins transactions itself
)
with context.begin_transaction():
    context.run_migrations()
