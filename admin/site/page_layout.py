"""What every page has around it: the mark, the region, the language, who is signed in, the menu, the ribbon."""

from __future__ import annotations

from math import isclose
from typing import Any

from flask import Flask, request
from flask_wtf.csrf import generate_csrf

from admin.display import formatting, region_names
from admin.display.titles import heading_of, title_of
from admin.forms import builder
from admin.request import context, params
from admin.request.actions import Verb
from admin.request.view_registry import views
from shared.access import Permission
from shared.access.sign_in import IDLE_TIMEOUT
from shared.clock import today
from shared.locale import HTML_LANGUAGES, LANGUAGES, _, current_language
from shared.models.labels import AREAS


def register(app: Flask) -> None:
    """Give templates the words and the frame."""
    app.jinja_env.globals.update(
        _=_,
        sent_by=builder.sent_by,
        shown=formatting.shown,
        plain=formatting.plain,
        moment=formatting.moment,
        title_of=title_of,
        heading_of=heading_of,
        Verb=Verb,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(frame)


def frame() -> dict[str, Any]:
    """The variables of the base template. Nothing here asks the database but the region's names."""
    actor = context.signed_in()
    return {
        "actor": actor,
        "roles": _(", ").join(dict.fromkeys(str(grant.role.label) for grant in actor.grants)) if actor else "",
        "menu": menu() if actor else [],
        "spoken": current_language(),
        "languages": LANGUAGES,
        "html_language": HTML_LANGUAGES[current_language()],
        "ribbon": ribbon(),
        "csrf_field": generate_csrf,
        "today": today(),
        "breadcrumb": breadcrumb,
        "idle_seconds": int(IDLE_TIMEOUT.total_seconds()),
        "here": params.harmless_address(),
        "may_see_figures": bool(actor and actor.has_permission(Permission.FIGURES_READ)),
    }


def breadcrumb() -> list[str]:
    """Names of the region the person works for, from the province down."""
    code = context.home_region()
    return [name for _code, name in region_names.breadcrumb(code)] if code else []


def menu() -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Areas with (name, address, is open now), only what the person may open."""
    found = []
    for key, area in AREAS.items():
        own = [v for v in views() if v.section == key and v.may(Verb.LIST)]
        if own:
            found.append((str(area), [(v.nouns, v.get_url(f"{v.endpoint}.index_view"), _is_open(v)) for v in own]))
    return found


def _is_open(view: Any) -> bool:
    return request.endpoint is not None and request.endpoint.startswith(f"{view.endpoint}.")


def ribbon() -> str:
    """What has to be said on every page of a demo province."""
    opened = context.opened()
    if not opened.is_demo:
        return ""
    said = _("Synthetic records; totals calibrated to published figures. Today is {day}.").format(day=today())
    if isclose(opened.scale, 1):
        return said
    smaller = _("Scale {scale}: figures are that fraction of the real size.").format(scale=f"{opened.scale:g}")
    return f"{said} {smaller}"
