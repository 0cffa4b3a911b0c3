"""What makes a household eligible for a programme, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from shared.locale import _
from shared.models import Spell, Tier
from shared.models.labelled_enum import label_of

MAX_NAMES = 3


def eligibility_text(spells: Sequence[Spell]) -> str:
    """`Dibao: 王芳, 王强, since 2021-03-01`, tier by tier; empty where nobody is recognised."""
    by_tier = sorted(spells, key=lambda spell: (Tier(spell.tier).rank, spell.start_on))  # type: ignore[call-arg]
    return _("; ").join(_tier_text(tier, list(some)) for tier, some in groupby(by_tier, key=lambda spell: spell.tier))


def _tier_text(tier: str, spells: Sequence[Spell]) -> str:
    names = _(", ").join(_names(spells))
    return _("{tier}: {names}, since {day}").format(tier=label_of(Tier, tier), names=names, day=spells[0].start_on)


def _names(spells: Sequence[Spell]) -> Iterator[str]:
    yield from (spell.person.name for spell in spells[:MAX_NAMES] if spell.person)
    if len(spells) > MAX_NAMES:
        yield _("{n} more").format(n=len(spells) - MAX_NAMES)
