"""Visit-and-discover mechanisms of villages."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.models import DiscoveryMechanism


class VillageMechanismView(SecureView):
    """Since when a village has one, and who is responsible."""

    record, section, verbs = DiscoveryMechanism, "monitoring", KEPT
    column_list = ("region_code", "built_on", "ended_on", "responsible")
    column_filters = ("region_code", "built_on", "ended_on", "responsible")
    form_columns = ("region_code", "built_on", "ended_on", "responsible")
    summary = ("region_code", "built_on", "ended_on", "responsible")
