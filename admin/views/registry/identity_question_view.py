"""Identity numbers that two offices have: what an office above both has to settle."""

from __future__ import annotations

from typing import Any, ClassVar

from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import READ_ONLY, ViewAction
from admin.request.params import QueryParams
from shared.access import Permission
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import IdentityQuestion
from shared.services.identity_questions import is_open


class IdentityQuestionView(RecordView):
    """Which two persons have one number, and since when the question is open."""

    model, actions, menu_position = IdentityQuestion, READ_ONLY, 8
    list_columns = ("person_id", "other_id", "raised_on", "region_code")
    filter_columns = ("raised_on", "region_code", "person_id")
    default_status = "open"
    statuses: ClassVar[Any] = (("open", _l("Open"), is_open), ("settled", _l("Settled"), lambda: ~is_open()))
    name_search_column = "person.name"
    summary_columns = ("person_id", "other_id", "raised_on", "region_code")

    def may(self, action: ViewAction) -> bool:
        """Only in an office that stands above two others: none below a county does."""
        return super().may(action) and self._can_have_region(context.actor().prefixes(Permission.REGISTRY_READ))

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """How a question is settled."""
        remark = _("A question is settled when one of the two people is voided or the number of one is corrected.")
        return [*super().list_remarks(params, errors), remark]
