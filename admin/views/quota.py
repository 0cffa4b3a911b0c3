"""Quotas of counties."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.models import Quota


class QuotaView(SecureView):
    """How many units of a run a county may hand out."""

    record, section, verbs = Quota, "charity", KEPT
    column_list = ("region_code", "run_id", "units")
    column_filters = ("run_id", "region_code")
    form_columns = ("run_id", "region_code", "units")
    summary = ("run_id", "region_code", "units")
