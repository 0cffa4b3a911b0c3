"""Which changes need a second person, by region and from when on."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from shared.clock import today
from shared.locale import _
from shared.models import ConfirmationRule
from shared.rules.confirmation_rules import kinds_without_rule


class ConfirmationRuleView(RecordView):
    """A region that decides otherwise than the one above it has a rule of its own, with its reason."""

    model, actions, menu_position = ConfirmationRule, ALL_ACTIONS, 4
    list_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to", "reason", "source")
    filter_columns = ("kind", "region_code", "valid_from")
    form_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to", "reason", "source")
    summary_columns = ("kind", "region_code", "is_required", "limit_fen", "valid_from", "valid_to")

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """What holds where nobody has entered anything: it is no row of the list."""
        kinds = kinds_without_rule(context.system_reader(), today())
        names = _(", ").join(str(kind.label) for kind in kinds)
        sentence = _("No rule of the province is in force for: {kinds}. There every change waits for a second person.")
        return [*super().list_remarks(params, errors), *([sentence.format(kinds=names)] if kinds else [])]
