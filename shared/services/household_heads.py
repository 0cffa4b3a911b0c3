"""Who is head of a household once a death is taken back: exactly one person every day, and the past stays true."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from shared.access import ScopedSession
from shared.models import HouseholdMember, Relation

from . import history, records


def make_head(session: ScopedSession, heir: HouseholdMember, day: date) -> None:
    """From `day` on the member is head: a membership of its own, so that who was head before stays known."""
    if heir.start_on >= day:
        records.update(session, heir, {"relation": Relation.HEAD}, heir.version)
        return
    columns = ("person_id", "household_id", "region_code")
    follows = {name: getattr(heir, name) for name in columns} | {"start_on": day, "end_on": heir.end_on}
    records.update(session, heir, {"end_on": day}, heir.version)
    records.create(session, HouseholdMember, follows | {"relation": Relation.HEAD})


def restore_headship(session: ScopedSession, ended: HouseholdMember) -> None:
    """Let a membership go on that a death ended. Who became head by the death gives that back.

    Who became head for another reason stays it: the person was head until then and is another member since.
    """
    heads = _heads_after(session, ended) if ended.relation == Relation.HEAD else []
    by_the_death = _heads_caused_by_death(session, heads)
    for head in reversed(by_the_death):
        _undo_headship(session, head)
    follower = next(iter(heads[len(by_the_death) :]), None)
    records.update(session, ended, {"end_on": follower and follower.start_on}, ended.version)
    if follower is not None:
        columns = ("person_id", "household_id", "region_code")
        since = {name: getattr(ended, name) for name in columns} | {"start_on": follower.start_on}
        records.create(session, HouseholdMember, since | {"relation": Relation.OTHER})


def _heads_after(session: ScopedSession, ended: HouseholdMember) -> list[HouseholdMember]:
    conditions = (
        *_in_use(ended),
        HouseholdMember.person_id != ended.person_id,
        HouseholdMember.relation == Relation.HEAD,
        HouseholdMember.start_on >= ended.end_on,
    )
    return list(session.scalars(select(HouseholdMember).where(*conditions).order_by(HouseholdMember.start_on)))


def _heads_caused_by_death(session: ScopedSession, heads: list[HouseholdMember]) -> list[HouseholdMember]:
    """The heads, from the first on, that nobody would have become without the death: the heir, and the heir's heirs."""
    earlier_heads: list[HouseholdMember] = []
    for head in heads:
        if (earlier_heads and not _follows(head, earlier_heads[-1])) or _relation_before(session, head) is None:
            break
        earlier_heads.append(head)
    return earlier_heads


def _follows(head: HouseholdMember, former_head: HouseholdMember) -> bool:
    """Whether the same person goes on, or comes after another who died."""
    died_on = former_head.person.died_on
    is_heir = died_on is not None and head.start_on == died_on + timedelta(days=1)
    return head.start_on == former_head.end_on and (head.person_id == former_head.person_id or is_heir)


def _undo_headship(session: ScopedSession, head: HouseholdMember) -> None:
    """What the member was goes on: the membership that was split is one again."""
    former_membership = _split_from(session, head)
    if former_membership is None:
        records.update(session, head, {"relation": _relation_before(session, head)}, head.version)
        return
    records.retire(session, head, session.reason, head.version)
    records.update(session, former_membership, {"end_on": head.end_on}, former_membership.version)


def _relation_before(session: ScopedSession, head: HouseholdMember) -> str | None:
    """What the member was before; None for somebody who came as head."""
    if former_membership := _split_from(session, head):
        return former_membership.relation
    changes = (change.values.get("relation", [None]) for change in history.record_history(session, head))
    return next((str(pair[0]) for pair in changes if pair[0] and pair[-1] == Relation.HEAD), None)


def _split_from(session: ScopedSession, head: HouseholdMember) -> HouseholdMember | None:
    same = (*_in_use(head), HouseholdMember.person_id == head.person_id, HouseholdMember.end_on == head.start_on)
    return session.scalars(select(HouseholdMember).where(*same)).first()


def _in_use(membership: HouseholdMember) -> tuple[ColumnElement[bool], ...]:
    return HouseholdMember.household_id == membership.household_id, HouseholdMember.retired_on.is_(None)
