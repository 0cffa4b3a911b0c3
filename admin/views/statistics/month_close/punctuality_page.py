"""Completeness and timeliness of every county over the last months, as a page and as a file."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from admin.display import region_names
from admin.display.region_names import region_name
from admin.records.detail_page import DetailPage
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission
from shared.interchange.csv_writer import csv_chunks
from shared.locale import _
from shared.models import Level
from shared.models.region import ancestor
from shared.services.month_close.punctuality import last_months, load_punctuality


class PunctualityPage:
    """The table of counties, the least complete first."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.view = detail_page.view

    @expose_action("/punctuality/", ViewAction.LIST)
    def punctuality_view(self) -> ResponseReturnValue:
        """The table."""
        months = last_months()
        counties = load_punctuality(context.session(), months)
        region_names.preload(ancestor(one.region.code, Level.CITY) for one in counties)
        may_export = context.actor().default_region(Permission.FIGURES_EXPORT) is not None
        texts = {"region_name": region_name, "city_of": _city_of, "may_export": may_export}
        return render_template("punctuality.html", admin_view=self.view, months=months, counties=counties, **texts)

    @expose_action("/punctuality.csv", ViewAction.LIST, ("GET",), Permission.FIGURES_EXPORT)
    def punctuality_file(self) -> ResponseReturnValue:
        """The same rows as a file."""
        months = last_months()
        counties = load_punctuality(context.session(), months)
        region_names.preload(ancestor(one.region.code, Level.CITY) for one in counties)
        head = [_("Code"), _("City"), _("County"), _("Months owed"), _("Submitted"), _("In time")]
        rows = [
            [
                *(one.region.code, _city_of(one.region.code), one.region.name, one.expected, one.submitted),
                *(one.in_time, one.completeness, one.timeliness),
            ]
            for one in counties
        ]
        body = csv_chunks([*head, _("Completeness (%)"), _("Timeliness (%)")], rows)
        name = f"month-punctuality-{months[0].key}_{months[-1].key}.csv"
        return Response(body, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _city_of(county: str) -> str:
    return region_name(ancestor(county, Level.CITY))
