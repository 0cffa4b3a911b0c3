"""A family that becomes another one is assessed anew: what each is due from a month on, proposed, and set with the act.

With the same income a dibao family is due the standard of its place for each member, less what it had below the
standard before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.models import EntryReason, Household, Person, Spell, Tier

from . import monthly_amounts, records
from .family_amounts import split_evenly, standard_of_tier
from .service_errors import ValidationError

SAME_AMOUNT_FEN = 100
"""Amounts that differ by no more than this were divided evenly: what is left over of a yuan."""


@dataclass(frozen=True)
class Assessed:
    """Somebody of the family: what is due now, and what is proposed, fen. No spell: not recognised so far."""

    person: Person
    spell: Spell | None
    amount_fen: int
    proposed_fen: int


@dataclass(frozen=True)
class ProposedAmounts:
    """What a family would get from a month on: the tier of newcomers, the standard for each, and the people."""

    from_month: str
    tier: str
    standard_fen: int | None
    people: Sequence[Assessed]

    @property
    def newcomers(self) -> list[Assessed]:
        """Those who are not recognised yet."""
        return [one for one in self.people if one.spell is None]


@dataclass(frozen=True)
class Reassessment:
    """From a month on: fen a month by person. Those in `newcomers` are recognised with the family, in a tier."""

    from_month: str
    amounts: Mapping[int, int]
    newcomers: frozenset[int] = frozenset()
    tier: str = ""


def propose(
    session: ScopedSession, household: Household, joining: Iterable[Person], month: str
) -> ProposedAmounts | None:
    """What the family would get together with those who join it; None where nobody of them is recognised."""
    own, persons = _recognised(session, Spell.household_id == household.id, month), list(joining)
    brought = _recognised(session, Spell.person_id.in_([one.id for one in persons]), month)
    brought = [one for one in brought if one.person.id not in {known.person.id for known in own}]
    if not own and not brought:
        return None
    tier = min((one.spell.tier for one in own or brought if one.spell), key=[*Tier].index)
    known = {one.person.id for one in (*own, *brought)}
    is_shared = bool(own) and tier != Tier.TEKUN  # extreme difficulty is found of one person, with a level of care
    new = [Assessed(person, None, 0, 0) for person in persons if person.id not in known] if is_shared else []
    standard = standard_of_tier(session, tier, household.region_code, Period.parse(month).start)
    return ProposedAmounts(month, tier, standard, _assess(session, household, [*own, *brought, *new], standard, tier))


def propose_without(session: ScopedSession, household: Household, gone: Person, month: str) -> ProposedAmounts | None:
    """What the others would get without somebody who was recognised with them; None where that changes nobody's amount.

    With the same income a dibao family is due one standard less; where it was divided evenly it is again.
    """
    recognised = _recognised(session, Spell.household_id == household.id, month)
    others = [one for one in recognised if one.person.id != gone.id]
    if not others or len(others) == len(recognised):
        return None
    tier = min((one.spell.tier for one in others if one.spell), key=[*Tier].index)
    standard = standard_of_tier(session, tier, household.region_code, Period.parse(month).start)
    amounts = [one.amount_fen for one in recognised if one.spell and one.spell.tier == Tier.DIBAO]
    is_even = len(amounts) == len(recognised) and max(amounts) - min(amounts) <= SAME_AMOUNT_FEN
    if standard and is_even:
        parts = split_evenly(max(0, sum(amounts) - standard), len(others))
        others = [replace(one, proposed_fen=fen) for one, fen in zip(others, parts, strict=True)]
    return ProposedAmounts(month, tier, standard, others)


def _recognised(session: ScopedSession, condition: ColumnElement[bool], month: str) -> list[Assessed]:
    query = select(Spell).where(condition, Spell.is_in_force(Period.parse(month).start)).order_by(Spell.id)
    spells = list(session.scalars(query))
    due = monthly_amounts.load_amounts(session, [spell.id for spell in spells], month)
    return [Assessed(spell.person, spell, due[spell.id], due[spell.id]) for spell in spells]


def _assess(
    session: ScopedSession, household: Household, people: list[Assessed], standard: int | None, tier: str
) -> list[Assessed]:
    """Whoever is in dibao has what was below the standard before taken from the one here; all else stays as it is."""
    if standard is None:
        return people
    found = []
    for one in people:
        fen = standard if one.spell is None else one.amount_fen
        if one.spell is not None and one.spell.tier == Tier.DIBAO and one.spell.region_code != household.region_code:
            former = standard_of_tier(session, Tier.DIBAO, one.spell.region_code, one.spell.start_on)
            fen = max(0, one.amount_fen + standard - (former or standard))
        found.append(replace(one, proposed_fen=fen))
    return _even(found) if tier == Tier.DIBAO else found


def _even(people: list[Assessed]) -> list[Assessed]:
    """Divided evenly where each household's was."""
    groups: dict[int, list[int]] = {}
    for one in people:
        if one.spell is not None and one.spell.tier == Tier.DIBAO:
            groups.setdefault(one.spell.household_id, []).append(one.amount_fen)
    dibao = [one for one in people if one.spell is None or one.spell.tier == Tier.DIBAO]
    if any(max(amounts) - min(amounts) > SAME_AMOUNT_FEN for amounts in groups.values()) or not dibao:
        return people
    parts = dict(
        zip(
            (one.person.id for one in dibao),
            split_evenly(sum(one.proposed_fen for one in dibao), len(dibao)),
            strict=True,
        )
    )
    return [replace(one, proposed_fen=parts.get(one.person.id, one.proposed_fen)) for one in people]


def reassess(session: ScopedSession, households: Sequence[Household], entered: Reassessment) -> None:
    """Set what is due from the month on, in the households as the act has left them; recognise newcomers.

    ValidationError (`from_month`) for somebody who is not recognised in that month.
    """
    month = Period.parse(entered.from_month)
    spells: dict[int, tuple[Household, Spell]] = {}
    for household in households:
        for spell in monthly_amounts.paid_spells(session, household, month.key):
            spells[spell.person_id] = household, spell
    due = monthly_amounts.load_amounts(session, [spell.id for _household, spell in spells.values()], month.key)
    for person, fen in entered.amounts.items():
        if person in entered.newcomers:
            _recognise(session, households[0], person, entered, fen)
        elif person not in spells:
            sentence = _("In {month} some of these benefit spells are not in force.").format(month=month.key)
            raise ValidationError({"from_month": sentence})
        elif fen != due[spells[person][1].id]:
            monthly_amounts.set_amount(session, spells[person][1], month.key, fen)


def _recognise(session: ScopedSession, household: Household, person: int, entered: Reassessment, fen: int) -> None:
    own = {"person_id": person, "household_id": household.id, "region_code": household.region_code}
    term = {"tier": entered.tier, "start_on": Period.parse(entered.from_month).start}
    records.create(session, Spell, own | term | {"entry_reason": EntryReason.BIRTH, "monthly_fen": fen})
