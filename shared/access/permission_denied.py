"""What happens when somebody asks for what is not theirs."""

from __future__ import annotations

from shared.errors import UserError
from shared.locale import _


class PermissionDenied(UserError):  # noqa: N818 - the web's own word
    """The actor lacks a permission, or the record lies outside the scope. Both look alike on purpose."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _("You do not have permission to do this here. If your work requires it, ask your administrator.")
        )
