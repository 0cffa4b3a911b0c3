"""Titles and texts of error pages, one a status, the same in every app."""

from __future__ import annotations

from typing import NamedTuple

from babel.support import LazyProxy

from shared.locale import lazy as _l


class ErrorMessage(NamedTuple):
    """What happened, and what to do."""

    title: LazyProxy
    text: LazyProxy


ERROR_MESSAGES = {
    400: ErrorMessage(
        _l("This cannot be read"), _l("The address or the form is damaged. Go back, or start from the first page.")
    ),
    401: ErrorMessage(_l("You are signed out"), _l("Please sign in again.")),
    403: ErrorMessage(
        _l("You have no permission for this"),
        _l("Your role does not include it. Ask your administrator if your work needs it."),
    ),
    404: ErrorMessage(
        _l("There is no such page"),
        _l("The address is wrong, or the record lies outside your regions. Check it, or start from the first page."),
    ),
    405: ErrorMessage(_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    409: ErrorMessage(_l("Saved by someone else meanwhile"), _l("Open the record again to see its new values.")),
    413: ErrorMessage(_l("Too much at once"), _l("What was sent is too large. Send less.")),
    500: ErrorMessage(
        _l("Something went wrong here"),
        _l(
            "Nothing was saved. Try again; if it happens again, tell your administrator the reference, if there is one."
        ),
    ),
    503: ErrorMessage(
        _l("The records cannot be reached just now"), _l("Nothing is lost. Wait a moment and load the page again.")
    ),
}

PAGE_RELOADS = ErrorMessage(
    ERROR_MESSAGES[503].title, _l("Nothing is lost. This page tries again by itself every few seconds.")
)
"""503 on a page that loads itself again."""
TOO_MANY_PAGES = ErrorMessage(
    _l("Too many pages are open"),
    _l("This browser has as many pages of the dashboard open as one sign-in may. Close some, then load this one."),
)
TOO_MANY_DOWNLOADS = ErrorMessage(
    _l("Too many files at once"), _l("Wait until your other downloads have finished, then try again.")
)
RETRY_AFTER_SECONDS = 5
"""When a browser or a program may try again after a 503."""
