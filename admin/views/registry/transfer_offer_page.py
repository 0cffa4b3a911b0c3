"""Offering a household to the office of the place it moved to."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission, require_change
from shared.clock import Period, today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HouseholdTransfer, Level
from shared.models.columns import meaning_of
from shared.services import household_transfers

COLUMNS = ("to_region_code", "moves_on", "paid_from")
LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


class TransferOfferPage:
    """The act on a household that moved out of the township."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page
        place = builder.region_field(
            "",
            LEVELS,
            label=meaning_of(HouseholdTransfer, "to_region_code").label,
            description=_l("The county, township or village the family moved to, anywhere in the province."),
            render_kw={"is_required": True},
        )
        self.form_class = builder.build_form_class(HouseholdTransfer, COLUMNS, to_region_code=place)

    @expose_action("/transfer/", ViewAction.EDIT, ("GET", "POST"), Permission.REGISTRY_EDIT)
    def transfer_view(self) -> ResponseReturnValue:
        """Offer the household; nothing changes until the other office accepts."""
        household, session = self.detail_page.requested_record(), context.session()
        require_change(session, household)
        shown = {"moves_on": today(), "paid_from": Period.month_of(today()).shifted(-1).key}
        page = ActPage(
            self.detail_page.view,
            household,
            builder.bind_form(self.form_class, shown),
            heading=_("Hand over {title}").format(title=self.detail_page.view.title(household)),
            button=_("Offer to the new office"),
            done=_("Offered: the family stays here until the new office accepts."),
            help=_("Months before stay with you; the new office pays from the month below, once it has accepted."),
        )
        return page.respond(lambda values: household_transfers.offer(session, household, values))
