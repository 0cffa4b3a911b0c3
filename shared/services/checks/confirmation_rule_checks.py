"""A rule of confirmation: only sums of money have a limit."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.locale import _
from shared.models import LIMITED_KINDS, ConfirmationRule


def check(session: ScopedSession, rule: ConfirmationRule) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """No limit for what is no sum of money, nor where one person decides anyway."""
    if rule.limit_fen is not None and rule.kind not in LIMITED_KINDS:
        yield "limit_fen", _("Only monthly amounts and payments have a limit: leave it empty.")
    elif rule.limit_fen is not None and not rule.is_required:
        yield "limit_fen", _("Without a second person there is no limit: leave it empty.")
