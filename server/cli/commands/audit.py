"""`suzhu audit`: verify the audit trail, store its signed head."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
from sqlalchemy import func, select

from server.cli.translation import TranslatedGroup, TranslatedOption
from shared import audit as trail
from shared.access import SYSTEM, open_session
from shared.audit import stored_heads
from shared.deployment import deployment
from shared.errors import DatabaseUnavailableError, UserError
from shared.locale import _
from shared.locale import lazy as _l
from shared.migrations import triggers
from shared.models import AuditEvent
from shared.settings import settings

audit = TranslatedGroup(name="audit", help=_l("The audit trail."))
file_option = click.option(
    "--heads",
    "path",
    cls=TranslatedOption,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_l("File of signed heads; by default that of SUZHU_AUDIT_HEADS."),
)


@audit.command("verify", help=_l("Recompute the chain of the audit trail and report everything that was altered."))
@file_option
def verify(path: Path | None) -> None:
    """Print that the trail is whole, or fail with everything that was altered."""
    if path is not None and not path.exists():
        message = _("{path} does not exist. Without the signed heads, missing events cannot be detected.")
        raise UserError(message.format(path=path))
    engine = deployment().engine
    with suppress(DatabaseUnavailableError):  # another process writes: waiting events are not part of the chain yet
        trail.append_waiting(engine)
    with open_session(SYSTEM, engine) as session:
        faults = list(trail.find_faults(session, stored_heads.read_heads(path or settings().heads)))
        if names := triggers.missing(session.connection()):
            faults.append(
                _("Triggers that protect the records are missing or were altered: {names}.").format(
                    names=_(", ").join(names)
                )
            )
        if faults:
            raise UserError("\n".join(faults))
        count = session.scalar(select(func.count()).select_from(AuditEvent))
    click.echo(_("The audit trail is complete: {n} events.").format(n=count))


@audit.command(
    "head", help=_l("Append the signed head of the audit trail to a file; stored elsewhere, it proves later deletions.")
)
@file_option
def head(path: Path | None) -> None:
    """Append it now; the server does so at an interval (`server.web.audit_worker`)."""
    file = path or settings().heads
    stored_heads.store_head(deployment().engine, file)
    click.echo(_("The head of the audit trail was written to {path}.").format(path=file))
