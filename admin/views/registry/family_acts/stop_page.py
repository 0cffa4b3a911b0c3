"""Benefits of the whole family stop on a day, for one reason."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from admin.display.titles import noun_and_title
from admin.forms import builder
from admin.records.act_page import ActPage
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from admin.views.registry.family_acts.household_act import HouseholdAct, day_field, spell_lines
from shared.access import Permission
from shared.clock import Period, today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import SET_BY_ACTS, ExitReason, Household, Spell
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS
from shared.rules.parameters import number_on
from shared.services.benefit_stops import PlannedStop, plan_stop, stop_benefits
from shared.services.monthly_amounts import month_after

SET_BY_OTHER_ACTS = tuple(reason for reason in SET_BY_ACTS if reason is not ExitReason.MOVED)
"""A family that leaves the province is stopped here: no office takes it over."""


class StopPage(HouseholdAct):
    """The act."""

    @expose_action("/stop/", ViewAction.EDIT, ("GET", "POST"), Permission.RECOGNITION_EDIT)
    def stop_view(self) -> ResponseReturnValue:
        """From which day on nothing is paid, and why."""
        household, session = self.household(), context.session()
        fields = {
            "end_on": day_field(_l("Benefits stopped on"), _l("The first day without benefits.")),
            "exit_reason": builder.build_field(Spell, "exit_reason", is_required=True, excluded=SET_BY_OTHER_ACTS),
        }
        fields["exit_reason"].kwargs["description"] = ""
        form = builder.build_form_class(Household, tuple(fields), **fields)
        next_month = Period.parse(month_after(today())).start
        bound = builder.bind_form(form, {"end_on": next_month})
        page = ActPage(
            self.view,
            household,
            bound,
            heading=_("Stop all benefits of {title}").format(title=self.title(household)),
            button=_("Stop the benefits"),
            done=_("The benefits of the family end on the day entered."),
            help=_watch_text(household),
            preview=_lines(plan_stop(session, household, bound["end_on"].data or next_month)),
            preview_heading=_("These end"),
        )

        def act(values: dict[str, Any]) -> Household:
            stop_benefits(session, household, values["end_on"], values["exit_reason"])
            return household

        return page.respond(act)


def _lines(stop: PlannedStop) -> tuple[str, ...]:
    """What ends on the day entered, and what goes void because it would begin later."""
    void = [*spell_lines(stop.void), *(noun_and_title(change) for change in stop.amounts)]
    return *spell_lines(stop.ending), *(_("{record}: goes void").format(record=line) for line in void)


def _watch_text(household: Household) -> str:
    """What follows the stop."""
    text = _("All members are stopped together. For one member, edit that benefit spell.")
    months = number_on(context.session(), EXIT_WATCH_MONTHS, household.region_code, today())
    if months is None:
        return text
    watch = _("Then they are watched for {n} months.").format(n=months)
    return f"{text} {watch}"
