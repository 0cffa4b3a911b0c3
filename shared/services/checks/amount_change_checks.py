"""A change of amount lies inside its recognition and, like every amount, between what the law and the standard say."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.models import AmountChange, Spell

from .amount_checks import doubt_amount
from .changed_columns import is_changed


def check(session: ScopedSession, change: AmountChange) -> Iterator[tuple[str, str]]:
    """It stands where the recognition does, and begins after that did and before it ended."""
    spell = session.get(Spell, change.spell_id)
    if spell is None or change.retired_on is not None:
        return
    if is_changed(change, "spell_id", "region_code") and change.region_code != spell.region_code:
        yield "region_code", _("A change of amount belongs where its benefit spell is: choose the region of the spell.")
    month = Period.parse(change.from_month)
    if month.start <= spell.start_on:
        sentence = _("The benefit spell began on {day}. Enter a later month, or edit the first amount of the spell.")
        yield "from_month", sentence.format(day=spell.start_on)
    elif not spell.lasts_beyond(month.start):
        yield "from_month", _("The benefit spell ended on {day}, before this month.").format(day=spell.end_on)
    elif is_changed(change, "spell_id", "from_month", "monthly_fen"):
        yield from doubt_amount(session, spell, change.monthly_fen, month.start)
