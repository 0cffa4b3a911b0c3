"""A township or village is called otherwise."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from admin.display.region_names import name_of_region
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.parameters.division_changes.division_act import (
    DivisionAct,
    PreviewedActPage,
    act_form,
    naming_fields,
)
from shared.access import Permission
from shared.locale import _
from shared.models import DivisionChangeKind
from shared.services.division_changes import declaring
from shared.services.division_changes.carrying_out import Declared
from shared.services.division_changes.plan import Naming


class DivisionNamePage(DivisionAct):
    """The act."""

    @expose_action("/rename/", ViewAction.EDIT, ("GET", "POST"), Permission.REGIONS_EDIT)
    def rename_view(self) -> ResponseReturnValue:
        """The new name and type."""
        region = self.division()
        known = {"name": region.name, "name_en": region.name_en, "kind": region.kind}
        page = PreviewedActPage(
            self.view,
            region,
            act_form(naming_fields("", is_required=True), known),
            heading=_("Another name for {title}").format(title=name_of_region(region)),
            button=_("Show what will be done"),
            save_button=_("Rename the division"),
            done=_("The division has its new name."),
            help=_("The code stays. If the code changes as well, merge it into a new division instead."),
        )

        def declare(values: dict[str, Any]) -> Declared:
            typed = "" if values["kind"] == region.kind else values["kind"]
            kind = typed or declaring.kind_by_name(values["name"]) or region.kind
            after = Naming(values["name"], values["name_en"] or "", kind)
            about = (values["effective_on"], values["document"], context.session().reason)
            return Declared(DivisionChangeKind.RENAME, declaring.rename(region, after), *about)

        return page.respond_previewed(declare, lambda _plan: {region.code: "name"})
