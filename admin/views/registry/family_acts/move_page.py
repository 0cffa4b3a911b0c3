"""A family moves inside the user's regions: village, address and day on one page; all members go along."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from admin.display.titles import title_of
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.edit_hooks import expected_version
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct, day_field, spell_lines
from shared.access import Permission
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Household
from shared.services.checks.relocation_checks import MovingRecords, records_moving_along
from shared.services.relocations import move_family

COLUMNS = ("region_code", "address", "telephone")


class MovePage(HouseholdAct):
    """The act of a move; to another office the household is handed over."""

    @expose_action("/move/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def move_view(self) -> ResponseReturnValue:
        """Where the family lives from a day on, and what goes along."""
        household, session = self.household(), context.session()
        moves_on = day_field(_l("First day in the new place"), _l("Months before stay with the former place."))
        form = builder.build_form_class(Household, (*COLUMNS, "moves_on"), moves_on=moves_on)
        page = ActPage(
            self.view,
            household,
            builder.bind_form(form, {"telephone": household.telephone, "moves_on": today()}),
            heading=_("Record a move: {title}").format(title=self.title(household)),
            button=_("Record the move"),
            done=_("The move has been recorded."),
            help=_("Outside your regions the household is handed over to the new office instead."),
            needs_reason=False,
            preview=_lines(records_moving_along(session, household)),
            preview_heading=_("The household moves"),
        )

        def act(values: dict[str, Any]) -> Household:
            day = values.pop("moves_on")
            return move_family(session, household, values, day, expected_version())

        return page.respond(act)


def _lines(along: MovingRecords) -> tuple[str, ...]:
    members = tuple(title_of(person) for person in along.persons)
    goes_on = _("ends in the old region and continues in the new one")
    return (*members, *(_("{label}: {value}").format(label=line, value=goes_on) for line in spell_lines(along.spells)))
