"""A unit of work that needs a second person: taken back as if it had not been, and kept as a proposal."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from shared import audit
from shared.access import ScopedSession, elevated
from shared.clock import now, today
from shared.indicators.change_impact import Changes
from shared.models import (
    AmountChange,
    ChangeKind,
    ChangeState,
    DivisionChange,
    Household,
    Person,
    ProposedChange,
    Spell,
)
from shared.models.base import Base
from shared.models.region import path_of
from shared.rules.confirmation_rules import load_requirements
from shared.services.doubts import Doubt

from .amount_schedules import schedules_before
from .change_values import digest_of, keep_amounts, store_act, store_changes
from .changed_sums import ChangedSum, changed_sums, is_confirmable

ACTION = "propose"


class NotYetConfirmedError(Exception):
    """What was to be saved waits for a second person instead, as the proposal `key`: nothing has changed."""

    def __init__(self, key: int) -> None:
        self.key = key
        super().__init__(f"waits for a second person: proposed change {key}")


def kind_to_confirm(session: ScopedSession, changes: Changes) -> ChangeKind | None:
    """The kind by which a unit of work needs a second person; None when one person may do it.

    Never for the system: who types a command on the server holds the machine, and the trail says so.
    """
    if session.actor.is_system or not is_confirmable(changes):
        return None
    with elevated(session) as system:
        sums = changed_sums(system, changes)
        return next((kind for kind, found in sums.items() if _needs_second_person(system, kind, found)), None)


def _needs_second_person(system: ScopedSession, kind: ChangeKind, found: ChangedSum) -> bool:
    requirements = load_requirements(system, kind, found.regions, today())
    return any(one.applies_to(found.amount_fen) for one in requirements.values())


def propose(session: ScopedSession, kind: ChangeKind, changes: Changes, figures: list[Doubt]) -> NotYetConfirmedError:
    """Take the unit of work back and keep it as a proposal, committed; what to raise. The same again is the same one.

    `figures`: what was announced of figures of past months, and confirmed.
    """
    declared = [one for one in changes if one["class"] is DivisionChange]  # it is carried out anew when confirmed
    proposed = _proposed_change(session, kind, declared or changes, figures)
    session.rollback()
    with elevated(session) as system:
        key = _waiting_key(system, proposed.digest) or _store(system, proposed)
    session.commit()
    return NotYetConfirmedError(key)


def _waiting_key(system: ScopedSession, digest: str) -> int | None:
    is_same = (ProposedChange.digest == digest, ProposedChange.state == ChangeState.WAITING)
    return system.scalars(select(ProposedChange.id).where(*is_same)).first()


def _store(system: ScopedSession, proposed: ProposedChange) -> int:
    """Keep it, unless the same form was sent twice at one moment and the other was faster."""
    try:
        with system.begin_nested():
            system.add(proposed)
            system.flush()
    except IntegrityError:
        return _waiting_key(system, proposed.digest) or 0
    about = {"actor": proposed.proposed_by, "action": ACTION, "reason": proposed.reason}
    audit.append_about(system, proposed, **about, changes={"digest": [None, proposed.digest]})
    return proposed.id


def _proposed_change(
    session: ScopedSession, kind: ChangeKind, changes: Changes, figures: list[Doubt]
) -> ProposedChange:
    stored = store_changes(changes, session.given_numbers)
    doubts = [[column, doubt.to_audit_value()] for _record, found in session.doubted for column, doubt in found]
    with elevated(session) as system:
        households, persons = _families(system, changes)
        sums = changed_sums(system, changes)
        keep_amounts(stored, changes, schedules_before(system, changes))
    regions = {code for change in changes if (code := change["after"].get("region_code"))}
    return ProposedChange(
        region_code=_smallest_region(sorted(regions.union(*(one.regions for one in sums.values())))),
        kind=str(kind),
        household_id=households.pop() if len(households) == 1 else None,
        person_id=persons.pop() if len(persons) == 1 else None,
        record_count=len({(change["class"], change["id"]) for change in changes}),
        amount_fen=sums[kind].amount_fen,
        changes=stored,
        doubts=doubts,
        figures=[figure.to_audit_value() for figure in figures],
        act=store_act(session.act, changes),
        submitted=session.submitted,
        digest=digest_of(kind, session.actor.login, stored),
        reason=session.reason,
        proposed_by=session.actor.login,
        proposed_at=now(),
        state=str(ChangeState.WAITING),
    )


def _smallest_region(codes: list[str]) -> str:
    """The smallest region that holds all of these."""
    shared = set(path_of(codes[0])).intersection(*map(path_of, codes))
    return max(shared, key=lambda code: len(path_of(code)))


def _families(system: ScopedSession, changes: Changes) -> tuple[set[int], set[int]]:
    """Keys of the households and persons that the changed records are about, but of those that are new themselves."""
    found: dict[type[Base], set[int]] = {Household: set(), Person: set()}
    for change in changes:
        values = change["after"]
        if change["class"] is AmountChange and (spell := system.get(Spell, values["spell_id"])) is not None:
            values = {"household_id": spell.household_id, "person_id": spell.person_id}
        named = {Household: values.get("household_id"), Person: values.get("person_id")}
        named |= {change["class"]: change["after"].get("id")} if change["class"] in named else {}
        for kind, key in named.items():
            found[kind] |= {key} if key else set()
    new = {(change["class"], change["after"].get("id")) for change in changes if change["action"] == "insert"}
    households, persons = ({key for key in found[kind] if (kind, key) not in new} for kind in (Household, Person))
    return households, persons
