"""What a family is due by the standards of its place: the amount of all together, and what each member gets of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import StandardKind, Tier
from shared.parsing.amounts import FEN_PER_YUAN
from shared.rules.standards_in_force import UNPAID_TIERS, care_standard_on, standard_on, tekun_basic_on


def standard_of_tier(
    session: Session, tier: str, region_code: str, day: date, care_level: str | None = None
) -> int | None:
    """The most that one person of a tier is due a month, fen; 0 where nothing is paid, None where no standard is known.

    Dibao pays what is missing up to the standard of the city; tekun the basic standard and the one of the care.
    """
    if tier in UNPAID_TIERS:
        return 0
    if tier == Tier.DIBAO:
        return standard_on(session, StandardKind.DIBAO, region_code, day)
    basic = tekun_basic_on(session, region_code, day)
    return None if basic is None else basic + (care_standard_on(session, care_level, region_code, day) or 0)


def split_evenly(total_fen: int, members: int) -> list[int]:
    """Equal parts of whole yuan; the yuan that are left go to the first ones, a part of a yuan to the first."""
    yuan, fen = divmod(total_fen, FEN_PER_YUAN)
    each, left = divmod(yuan, members)
    parts = [(each + (place < left)) * FEN_PER_YUAN for place in range(members)]
    return [parts[0] + fen, *parts[1:]]
