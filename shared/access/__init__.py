"""Who may do what, where. The one place of permission for both apps."""

from .actor import SYSTEM, Actor, Grant
from .permissions import Permission
from .roles import Role
from .session import ScopedSession, acting_for, elevated, open_session, require_change

__all__ = [
    "SYSTEM",
    "Actor",
    "Grant",
    "Permission",
    "Role",
    "ScopedSession",
    "acting_for",
    "elevated",
    "open_session",
    "require_change",
]
