"""What every page has around it: the mark, the region, the language, who is signed in, the menu, the demo banner."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_wtf.csrf import generate_csrf

from admin.display import formatting, region_names
from admin.display.days_left import format_days_left
from admin.display.person_ages import age_text
from admin.display.titles import noun_and_title, title_of
from admin.forms import builder
from admin.records.cell_display import format_loose_value
from admin.records.record_urls import record_key, record_url
from admin.request import context, params
from admin.request.actions import ViewAction
from admin.request.view_registry import views
from admin.site.statistics_link import statistics_link
from shared.access import Permission
from shared.access.sign_in import IDLE_TIMEOUT
from shared.clock import today
from shared.locale import HTML_LANGUAGES, LANGUAGES, _, current_language
from shared.models.labels import AREAS
from shared.version import PRODUCT_VERSION
from shared.web.demo_banner import demo_banner


def register(app: Flask) -> None:
    """Give templates the words and the frame."""
    app.jinja_env.globals.update(
        _=_,
        age_text=age_text,
        format_days_left=format_days_left,
        link_to_call=formatting.link_to_call,
        field_error_text=builder.field_error_text,
        submitted_value=builder.submitted_value,
        format_value=formatting.format_value,
        format_scalar=formatting.format_scalar,
        format_datetime=formatting.format_datetime,
        title_of=title_of,
        record_url=record_url,
        record_key=record_key,
        format_loose_value=format_loose_value,
        noun_and_title=noun_and_title,
        statistics_link=statistics_link,
        ViewAction=ViewAction,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(layout_variables)


def layout_variables() -> dict[str, Any]:
    """The variables of the base template. Nothing here asks the database but the region's names."""
    actor, deployment = context.actor_or_none(), context.deployment()
    return {
        "actor": actor,
        "roles": _(", ").join(dict.fromkeys(str(grant.role.label) for grant in actor.grants)) if actor else "",
        "menu": menu() if actor else [],
        "language": current_language(),
        "languages": LANGUAGES,
        "html_language": HTML_LANGUAGES[current_language()],
        "demo_banner": demo_banner(deployment.scale if deployment.is_demo else None),
        "csrf_field": generate_csrf,
        "today": today(),
        "product_version": PRODUCT_VERSION,
        "breadcrumb": breadcrumb,
        "idle_seconds": int(IDLE_TIMEOUT.total_seconds()),
        "here": params.return_path(),
        "may_find_people": bool(actor and actor.has_permission(Permission.REGISTRY_READ)),
        "may_see_figures": bool(actor and actor.has_permission(Permission.FIGURES_READ)),
    }


def breadcrumb() -> list[str]:
    """Names of the region the user works for, from the province down."""
    code = context.default_region()
    return [name for _code, name in region_names.breadcrumb(code)] if code else []


def menu() -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Areas with (name, address, is open now), only what the user may open."""
    sections = []
    for key, area in AREAS.items():
        section_views = [v for v in views() if v.section == key and v.may(ViewAction.LIST)]
        if section_views:
            sections.append(
                (
                    str(area),
                    [(v.label_plural, v.get_url(f"{v.endpoint}.{v.menu_page}"), _is_current(v)) for v in section_views],
                )
            )
    return sections


def _is_current(view: Any) -> bool:
    return request.endpoint is not None and request.endpoint.startswith(f"{view.endpoint}.")
