"""Unexpected errors: a message in the user's language; what happened stands in the server's log, by reference."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.components.html.notice import draw_notice
from shared.errors import UserError, stack_summary
from shared.locale import _
from shared.locale import lazy as _l

ERROR_MESSAGE = _l(
    "The page could not be drawn. Try again; if it happens again, tell your administrator the reference {reference}."
)
log = logging.getLogger(__name__)


@contextmanager
def report_errors() -> Iterator[None]:
    """Inside, an error becomes a notice below what was drawn so far, without details."""
    try:
        yield
    except UserError as user_error:
        draw_notice(_("This cannot be shown"), str(user_error), "/", _("Go to the overview"))
    except Exception as error:  # noqa: BLE001 - users get a message, not a traceback
        reference = secrets.token_hex(4)
        log.error("reference %s: %s", reference, stack_summary(error))  # noqa: TRY400 - its message may hold personal data
        message = ERROR_MESSAGE.format(reference=reference)
        draw_notice(_("Something went wrong here"), message, "/", _("Try again"), inside_dashboard=False)
