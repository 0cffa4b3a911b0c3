"""Terms of the field that figures use, explained for those who do not work in it every day."""

from __future__ import annotations

from typing import NamedTuple

from babel.support import LazyProxy

from shared.locale import lazy as _l
from shared.models import Tier


class Term(NamedTuple):
    """A term and what it means."""

    name: LazyProxy
    meaning: LazyProxy


TERMS = (
    Term(
        _l("Low-income population"),
        _l("People in one of the four tiers: in extreme difficulty, dibao, just above dibao, expenditure hardship."),
    ),
    Term(
        _l("In assistance"),
        _l("People in extreme difficulty and people in dibao: the two tiers that are paid every month."),
    ),
    Term(
        Tier.TEKUN.label,
        _l("People who cannot work, have no income and no one able to support them; cared for at home or in a home."),
    ),
    Term(
        Tier.DIBAO.label,
        _l("Families whose income per head is below the city's standard; they are paid the difference."),
    ),
    Term(
        Tier.MARGINAL.label,
        _l("Families whose income is above the dibao standard, up to a multiple of it, and whose assets are modest."),
    ),
    Term(
        Tier.EXPENDITURE.label,
        _l(
            "Families with an average income whom unavoidable expenses for illness, education or disability leave with "
            "less than the dibao standard; for twelve months at most."
        ),
    ),
    Term(_l("Benefit spell"), _l("The time from the day on which a person enters a tier to the day of leaving it.")),
    Term(
        _l("New, left, changed tier"),
        _l("Three things: from no tier into one; from a tier into none; from one tier into another."),
    ),
    Term(
        _l("Red, orange and yellow warnings"),
        _l("How pressing a warning is: red first, then orange, then yellow."),
    ),
    Term(_l("Verification"), _l("A worker visits the person and enters the outcome: eligible, not in need, …")),
    Term(
        _l("Discovery mechanism"),
        _l("A named worker of a village who visits families and reports hardship before anyone applies."),
    ),
    Term(
        _l("Share delivered and share signed for"),
        _l("Two figures: how much of the quota was handed over, and how much of that was signed for."),
    ),
    Term(
        _l("People, households, person-times"),
        _l("People and households are counted once in a period, person-times as often as it happened."),
    ),
    Term(
        _l("On a year earlier, on the month before"),
        _l("The same period of the year before, and the period just before."),
    ),
    Term(
        _l("Mature"),
        _l("A figure about what becomes of people is complete only when their time is up."),
    ),
)
