"""The last months: how many counties submitted them, in time, and which are locked."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from admin.display.figure_values import change_text, figure_text
from admin.display.formatting import format_actor
from admin.display.region_names import region_name
from admin.records.detail_page import DetailPage
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.statistics.month_close.month_address import month_url, requested_region
from shared.access import Permission
from shared.indicators.catalogue import MEASURES
from shared.indicators.indicator_value import IndicatorValue
from shared.interchange.dimension_filter import category_labels
from shared.locale import _
from shared.services.month_close.overview import load_overview
from shared.services.month_close.restatements import load_restatements


class MonthsPage:
    """The first page of the monthly close, and the list of what moved after a lock."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/months/", ViewAction.LIST)
    def months_view(self) -> ResponseReturnValue:
        """The last months, the newest first."""
        months = load_overview(context.session())
        region = context.actor().default_region(Permission.FIGURES_READ)
        return render_template("months.html", admin_view=self.view, months=months, month_url=month_url, region=region)

    @expose_action("/restatements/", ViewAction.LIST)
    def restatements_view(self) -> ResponseReturnValue:
        """What moved of the locked figures of a region: locked and present value, who and why."""
        own = context.actor().default_region(Permission.FIGURES_READ) or ""
        region = requested_region() if "region" in request.args else own
        found = load_restatements(context.session(), region)
        rows = [(_figure_name(one.revised), one) for one in found]
        texts = {"figure_text": figure_text, "change_text": change_text, "format_actor": format_actor}
        return render_template(
            "restatements.html",
            admin_view=self.view,
            region=region,
            restatements=rows,
            region_name=region_name,
            **texts,
        )


def _figure_name(figure: IndicatorValue) -> str:
    """What a figure is called, with its category."""
    name, (dimension, _is, category) = str(figure.indicator.name), figure.dimension.partition("=")
    if not dimension:
        return name
    labels = category_labels(context.session(), dimension, MEASURES[figure.indicator.numerator])
    return _("{label} ({part})").format(label=name, part=labels.get(category, category))
