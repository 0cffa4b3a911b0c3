"""A page as HTML, without Streamlit: what the browser shows until Streamlit has started.

On a telephone with a slow connection that takes eight seconds; the answer and its tables need not wait for it. Only
charts are missing, whose places stay empty.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.components.html.rendering import record_output, render_template
from dashboard.navigation import list_allowed_pages, render_for
from dashboard.page_url import OVERVIEW
from shared.access import Actor
from shared.errors import UserError, log_unexpected
from shared.locale import use_language

log = logging.getLogger(__name__)
ID_PREFIX = "static-"
REFERENCE = re.compile(r'(\s(?:id|for|list|aria-labelledby|aria-describedby|aria-controls)="|\shref="#)(?=[^"])')


@dataclass(frozen=True)
class StaticPage:
    """The title of the window, and what stands in it."""

    title: str
    html: Markup


def render_static_page(actor: Actor, path: str, params: Mapping[str, str]) -> StaticPage | None:
    """The page at `path` ("" at the root) for a user.

    None when there is none, or it cannot be drawn: Streamlit then says why.

    Ids differ from those that Streamlit will bring, since for a moment both stand in the window.
    """
    page = next((one for one in list_allowed_pages(actor) if one.path == (path or OVERVIEW)), None)
    if page is None:
        return None
    try:
        with use_language(actor.language), record_output() as recorded:
            render_for(actor, page, params)
    except UserError:
        return None
    except Exception as error:  # noqa: BLE001 - the page is drawn once more by Streamlit, which says what is wrong
        log_unexpected(log, error)
        return None
    html = str(render_template("static_page", parts=recorded.parts))
    return StaticPage(recorded.title, Markup(REFERENCE.sub(rf"\1{ID_PREFIX}", html)))  # noqa: S704 - as it was, but ids
