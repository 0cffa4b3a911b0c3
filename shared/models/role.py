"""Roles: what an account can be granted in a region. What each allows stands in `shared.access.roles`."""

from __future__ import annotations

from shared.locale import lazy as _l

from .labelled_enum import LabelledEnum


class Role(LabelledEnum):
    """The three administrators are separate (三员分立): none of them opens a case file."""

    OFFICIAL = "official", _l("Official")
    LIST_READER = "list_reader", _l("Reader of lists behind figures")
    CLERK = "clerk", _l("Clerk")
    APPROVER = "approver", _l("Approver")
    SYSTEM_ADMIN = "system_admin", _l("System administrator")
    SECURITY_ADMIN = "security_admin", _l("Security administrator")
    AUDIT_ADMIN = "audit_admin", _l("Audit administrator")
