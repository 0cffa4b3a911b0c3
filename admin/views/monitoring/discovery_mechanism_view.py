"""Visit-and-discover mechanisms of villages."""

from __future__ import annotations

from typing import ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from admin.views.monitoring.mechanism_batch_page import MechanismBatchPage
from shared.locale import lazy as _l
from shared.models import DiscoveryMechanism


class DiscoveryMechanismView(RecordView):
    """Since when a village has one, and who is responsible."""

    batch_label = _l("Mechanisms of a township")
    act_pages: ClassVar = (MechanismBatchPage,)
    model, actions, menu_position = DiscoveryMechanism, ALL_ACTIONS, 5
    list_columns = ("region_code", "built_on", "ended_on", "responsible")
    filter_columns = ("region_code", "built_on", "ended_on", "responsible")
    form_columns = ("region_code", "built_on", "ended_on", "responsible")
    summary_columns = ("region_code", "built_on", "ended_on", "responsible")
