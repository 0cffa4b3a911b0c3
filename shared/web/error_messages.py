"""Titles and texts of error pages, one a status, the same in every app."""

from __future__ import annotations

from typing import NamedTuple

from babel.support import LazyProxy

from shared.locale import lazy as _l


class ErrorMessage(NamedTuple):
    """What happened, and what to do."""

    title: LazyProxy
    text: LazyProxy | str


ERROR_MESSAGES = {
    400: ErrorMessage(
        _l("This request is not valid"), _l("The web address or the form is not valid. Go back, or start from Home.")
    ),
    401: ErrorMessage(_l("You are signed out"), _l("Sign in again.")),
    403: ErrorMessage(
        _l("You do not have permission"),
        _l("Your role does not include this. If your work requires it, ask your administrator."),
    ),
    404: ErrorMessage(
        _l("Page not found"),
        _l("The web address is wrong, or the record is outside your regions. Check the address, or start from Home."),
    ),
    405: ErrorMessage(_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    409: ErrorMessage(_l("Saved by someone else meanwhile"), _l("Open the record again to see its new values.")),
    413: ErrorMessage(_l("Too much data"), _l("The submitted content is too large. Reduce it and try again.")),
    500: ErrorMessage(
        _l("Something went wrong"),
        _l(
            "Nothing was saved. Try again; if it happens again, tell your administrator, with the error number "
            "if there is one."
        ),
    ),
    503: ErrorMessage(
        _l("The records are temporarily unavailable"), _l("No data is lost. Wait a moment and reload the page.")
    ),
}

PAGE_RELOADS = ErrorMessage(ERROR_MESSAGES[503].title, _l("No data is lost. This page tries again every few seconds."))
"""503 on a page that loads itself again."""
TOO_MANY_PAGES = ErrorMessage(
    _l("Too many pages are open"),
    _l("Too many pages with statistics are open in this browser. Close some, then reload this one."),
)
TOO_MANY_DOWNLOADS = ErrorMessage(
    _l("Too many files at once"), _l("Wait until your other downloads have finished, then try again.")
)
RETRY_AFTER_SECONDS = 5
"""When a browser or a program may try again after a 503."""
