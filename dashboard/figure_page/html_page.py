"""The frame of pages of figures: a page of plain HTML, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import Engine

from dashboard.components.html.rendering import render_template
from dashboard.page_context import load_demo_scale
from shared.access import Actor, Permission, ScopedSession, open_session
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.locale import HTML_LANGUAGES, _, use_language
from shared.version import PRODUCT_VERSION
from shared.web.demo_banner import demo_banner


class Assets(NamedTuple):
    """The addresses of the style sheets and of the script of the page."""

    styles: Sequence[str]
    script: str


class PageContent(NamedTuple):
    """What a page holds, with its title, and the address that its head leads to."""

    title: str
    html: Markup
    home: str = "/"


def render_page(
    engine: Engine, actor: Actor, assets: Assets, write: Callable[[ScopedSession], PageContent]
) -> tuple[HTTPStatus, str]:
    """The status and the page that `write` makes; what is wrong with the address is said in the reader's language."""
    with use_language(actor.language), open_session(actor, engine) as session:
        try:
            actor.require(Permission.FIGURES_READ)
            content, status = write(session), HTTPStatus.OK
        except PermissionDenied as error:
            content, status = _explain(error), HTTPStatus.FORBIDDEN
        except UserError as error:
            content, status = _explain(error), HTTPStatus.NOT_FOUND
        banner = demo_banner(load_demo_scale(session))
        session.commit()  # nothing was written
        about = {"language": HTML_LANGUAGES[actor.language], "assets": assets, "product_version": PRODUCT_VERSION}
        about |= {"title": content.title, "home": content.home, "demo_banner": banner}
        page = render_template("figure_page", content=content.html, **about)
    return status, str(page)


def _explain(error: UserError) -> PageContent:
    return PageContent(_("This cannot be shown"), render_template("figure_fault", message=str(error)))
