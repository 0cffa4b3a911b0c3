"""`suzhu upgrade`: migrate the database of an older release to the schema of this one."""

from __future__ import annotations

import click

from server.cli.translation import TranslatedCommand
from server.provisioning import complete_confirmation_rules
from shared.deployment import close, deployment, engine, is_empty, require_ready
from shared.locale import _
from shared.locale import lazy as _l
from shared.migrations import schema
from shared.secret_key import SecretKeyError


@click.command(cls=TranslatedCommand, help=_l("Migrate the database of an older release. Make a backup first."))
def upgrade() -> None:
    """Migrate in one transaction: an interrupted one leaves the old schema."""
    if is_empty() or not schema.is_suzhu_schema(schema.version_of(engine())):
        require_ready()
    schema.upgrade(engine())
    close()
    click.echo(_("The database has schema version {version}.").format(version=schema.head()))
    if entered := complete_confirmation_rules(engine()):
        message = _("Proposed rules about a second person entered: {n}. Check them on the list of confirmation rules.")
        click.echo(message.format(n=entered))
    close()
    try:
        deployment()  # opening it seals the audit trail of an older release
    except SecretKeyError:
        click.echo(_("The audit trail will be sealed at the next start with the secret key."))
