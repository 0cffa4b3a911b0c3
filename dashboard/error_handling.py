"""Unexpected errors: a message in the user's language; what happened stands in the server's log, by reference."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.components.html.notice import draw_notice
from dashboard.components.html.page_footer import draw_page_footer
from shared.errors import UserError, log_unexpected
from shared.locale import _
from shared.locale import lazy as _l

ERROR_MESSAGE = _l(
    "The page could not be shown. Try again; if it happens again, tell your administrator the error number {reference}."
)
log = logging.getLogger(__name__)


@contextmanager
def report_errors() -> Iterator[None]:
    """Inside, an error becomes a notice below what was drawn so far, without details."""
    try:
        yield
    except UserError as user_error:
        draw_notice(_("This cannot be shown"), str(user_error), "/", _("Go to the overview"))
        draw_page_footer()
    except Exception as error:  # noqa: BLE001 - users get a message, not a traceback
        message = ERROR_MESSAGE.format(reference=log_unexpected(log, error))
        draw_notice(_("Something went wrong"), message, "/", _("Try again"), inside_dashboard=False)
        draw_page_footer()
