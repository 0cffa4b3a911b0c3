"""`suzhu audit`: whether the audit trail is whole."""

from __future__ import annotations

import click
from sqlalchemy import func, select

from server.spoken import Group
from shared import audit as trail
from shared.access import SYSTEM, open_session
from shared.deployment import deployment
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import AuditEvent
from shared.problems import Problem

audit = Group(name="audit", help=_l("The audit trail."))


@audit.command("verify", help=_l("Recompute the chain of the audit trail and name the first altered event."))
def verify() -> None:
    """Say that the trail is whole, or fail."""
    with open_session(SYSTEM, deployment().engine) as session:
        broken = trail.first_break(session)
        if broken is not None:
            raise Problem(_("The audit trail was altered at event {id}.").format(id=broken))
        count = session.scalar(select(func.count()).select_from(AuditEvent))
    click.echo(_("The audit trail is whole: {n} events.").format(n=count))
