"""Role grants: given and revoked through the rules of the accounts service, never edited."""

from __future__ import annotations

from typing import Any

from admin import current
from admin.base import SecureView
from admin.doors import Verb
from admin.forms import RecordForm
from shared.access.sign_in import ROLES
from shared.locale import lazy as _l
from shared.models import Account, RoleGrant
from shared.services import accounts


class RoleGrantView(SecureView):
    """Which account holds which role where."""

    record, section = RoleGrant, "system"
    verbs = frozenset({Verb.LIST, Verb.READ, Verb.CREATE, Verb.RETIRE})
    column_list = ("account_id", "role", "region_code")
    column_filters = ("role", "region_code", "account_id")
    search_names = "account.login"
    search_help = _l("Login, from its first characters")
    form_columns = ("account_id", "role", "region_code")
    summary = ("account_id", "role", "region_code")

    def create(self, form: RecordForm) -> Any:
        """Grant, under the rules for grants."""
        said, session = form.values(), current.session()
        account = session.get_one(Account, said["account_id"])
        return accounts.grant(session, account, ROLES[said["role"]], said["region_code"])
