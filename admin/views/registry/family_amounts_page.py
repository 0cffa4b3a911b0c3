"""Other amounts for a whole family from a month on: one page, one reason; the months before keep what they had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from admin.records.detail_page import DetailPage
from admin.records.edit_pages import INVALID, confirmed_keys
from admin.records.record_urls import record_url
from admin.request import context
from admin.request.actions import ViewAction, expose_action
from shared.access import Permission, require_change
from shared.clock import Period, today
from shared.locale import _
from shared.models import Household, Spell, StandardKind
from shared.parsing.amounts import format_yuan, parse_yuan
from shared.parsing.dates import parse_month
from shared.parsing.parse_error import ParseError
from shared.rules.standards_in_force import standard_on
from shared.services import commit_with_retry, monthly_amounts
from shared.services.doubts import doubt_key
from shared.services.records import MAX_REASON_LENGTH
from shared.services.service_errors import ValidationError

AMOUNT = "amount-"


@dataclass
class AmountRow:
    """One recognition on the page: what it pays in the month, what was typed, what is wrong with that."""

    spell: Spell
    amount_fen: int
    typed: str
    error: str = ""

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"{AMOUNT}{self.spell.id}"


class FamilyAmountsPage:
    """The act on a household."""

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page

    @expose_action("/amounts/", ViewAction.EDIT, ("GET", "POST"), Permission.RECOGNITION_EDIT)
    def amounts_view(self) -> ResponseReturnValue:
        """The amounts of the family, to be changed from a month on."""
        household = self.detail_page.requested_record()
        require_change(context.session(), household)
        typed = request.form.get("month") or request.args.get("month") or monthly_amounts.month_after(today())
        try:
            month = parse_month(typed)
        except ParseError as error:
            return self._page(household, typed, [], {"month": str(error)})
        rows = _rows(household, month)
        return self._page(household, month, rows, {}) if request.method == "GET" else self._save(household, month, rows)

    def _save(self, household: Household, month: str, rows: list[AmountRow]) -> ResponseReturnValue:
        session, amounts = context.session(), _typed_amounts(rows)
        if any(row.error for row in rows):
            return self._page(household, month, rows, {})
        session.confirmed, reason = confirmed_keys(), request.form.get("reason", "")
        try:
            changed = commit_with_retry(
                session, lambda: monthly_amounts.change_amounts(session, household, month, amounts, reason)
            )
        except ValidationError as error:
            return self._page(household, month, rows, error.fields, error.doubts)
        flash(_("The new amounts apply from {month} to {n} benefit spells.").format(month=month, n=changed))
        return redirect(record_url(household))

    def _page(
        self,
        household: Household,
        month: str,
        rows: list[AmountRow],
        errors: dict[str, str],
        doubts: list[tuple[str, str]] | None = None,
    ) -> ResponseReturnValue:
        page = render_template(
            "family_amounts.html",
            admin_view=self.detail_page.view,
            record=household,
            month=month,
            rows=rows,
            errors=errors,
            doubts=[sentence for _column, sentence in doubts or ()],
            doubt_keys=[doubt_key(*doubt) for doubt in doubts or ()],
            standard=_standard(household, month) if rows else None,
            reason=request.form.get("reason", "")[:MAX_REASON_LENGTH],
        )
        return page, INVALID if request.method == "POST" else 200


def _rows(household: Household, month: str) -> list[AmountRow]:
    spells = monthly_amounts.paid_spells(context.session(), household, month)
    amounts = monthly_amounts.load_amounts(context.session(), [spell.id for spell in spells], month)
    typed: Any = request.form
    return [
        AmountRow(one, amounts[one.id], typed.get(f"{AMOUNT}{one.id}", format_yuan(amounts[one.id]))) for one in spells
    ]


def _typed_amounts(rows: list[AmountRow]) -> dict[int, int]:
    """What was typed, fen by recognition; what cannot be read is said at its row."""
    amounts = {}
    for row in rows:
        try:
            amounts[row.spell.id] = parse_yuan(row.typed)
        except ParseError as error:
            row.error = str(error)
    return amounts


def _standard(household: Household, month: str) -> str | None:
    """The dibao standard of the place in that month, yuan per head."""
    day = Period.parse(month).start
    fen = standard_on(context.session(), StandardKind.DIBAO, household.region_code, day)
    return None if fen is None else format_yuan(fen)
