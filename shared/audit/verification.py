"""Whether the trail is whole: every digest, the signed head, heads kept elsewhere, and accounts as witnesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from shared.locale import _
from shared.models import Account, AuditEvent
from shared.models.audit_event import audit_head, audit_subject

from .chain import GENESIS_DIGEST, UNSIGNED, audit_key, compute_digest, events, sign_head


@dataclass(frozen=True)
class Witness:
    """A head as it was kept elsewhere: so many events there were, and the last had this digest."""

    events: int
    digest: str
    mac: str
    at: str


def find_faults(session: Session, witnesses: Iterable[Witness] = ()) -> Iterator[str]:
    """A sentence for everything that is not as it was written."""
    witnesses_in_order = sorted(witnesses, key=lambda witness: witness.events)
    chain = _Chain(session, {witness.events for witness in witnesses_in_order})
    broken = chain.walk()
    if broken is not None:
        yield _("The audit trail was altered at event {id}.").format(id=broken)
    yield from _head_faults(session, chain)
    for witness in witnesses_in_order:
        if witness.mac != sign_head(chain.key, witness.events, witness.digest):
            yield _("The signed head stored elsewhere at {at} was altered.").format(at=witness.at)
        elif chain.at.get(witness.events) != witness.digest and broken is None:
            yield _("The audit trail no longer agrees with its state at {at}, when it had {n} events.").format(
                at=witness.at, n=witness.events
            )
    if logins := _accounts_from_nowhere(session):
        yield _("The audit trail has no event about the creation of these accounts: {logins}.").format(
            logins=_(", ").join(logins)
        )


def first_broken_link(session: Session) -> int | None:
    """The id of the first event whose content or link was altered; None when the chain is whole."""
    return _Chain(session, set()).walk()


class _Chain:
    """One walk along all events; remembers how many there were, the last digest, and digests asked for by position."""

    def __init__(self, session: Session, positions: set[int]) -> None:
        self.session, self.positions = session, positions
        self.key, self.count, self.last, self.at = audit_key(session), 0, GENESIS_DIGEST, dict[int, str]()

    def walk(self) -> int | None:
        """The id of the first event that is not what its digest says."""
        persons = _PersonsOfEvents(self.session)
        rows = self.session.connection().execute(
            select(events).order_by(events.c.id), execution_options={"yield_per": 1000}
        )
        for event in map(dict, rows.mappings()):
            whose = persons.persons_of(event["id"])
            if event["digest_before"] != self.last or event["digest"] != compute_digest(
                self.key, self.last, event, whose
            ):
                return int(event["id"])
            self.count, self.last = self.count + 1, event["digest"]
            if self.count in self.positions:
                self.at[self.count] = self.last
        return persons.left_over


class _PersonsOfEvents:
    """Whose data each event is about, read alongside in the same order."""

    def __init__(self, session: Session) -> None:
        columns = audit_subject.c.event_id, audit_subject.c.person_id
        rows = session.connection().execute(select(*columns).order_by(*columns), execution_options={"yield_per": 5000})
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def persons_of(self, event_id: int) -> list[int]:
        """The persons of an event; asked in the order of events."""
        if self._next is None or self._next[0] != event_id:
            return []
        whose = [person for _event, person in self._next[1]]
        self._next = next(self._groups, None)
        return whose

    @property
    def left_over(self) -> int | None:
        """An event that persons are noted for, although there is none."""
        return None if self._next is None else int(self._next[0])


def _head_faults(session: Session, chain: _Chain) -> Iterator[str]:
    columns = audit_head.c.events, audit_head.c.digest, audit_head.c.mac
    head = session.connection().execute(select(*columns)).first()
    is_fresh = head is not None and tuple(head) == (0, GENESIS_DIGEST, UNSIGNED)
    if head is None or not (is_fresh or head.mac == sign_head(chain.key, head.events, head.digest)):
        yield _("The signed head of the audit trail is missing or was altered.")
        return
    event_count = session.connection().execute(select(func.count()).select_from(events)).scalar_one()
    if event_count != head.events:
        yield _("{n} events were written, but {there} exist.").format(n=head.events, there=event_count)
    elif chain.count == event_count and chain.last != head.digest:
        yield _("The last event is not the one that was written last.")


def _accounts_from_nowhere(session: Session) -> list[str]:
    """Logins without an event of their making: a trail that was emptied and begun anew has none for them."""
    has_insert_event = exists().where(
        AuditEvent.record == Account.__tablename__,
        AuditEvent.record_id == func.cast(Account.id, AuditEvent.record_id.type),
        AuditEvent.action == "insert",
    )
    return list(session.scalars(select(Account.login).where(~has_insert_event).order_by(Account.login).limit(5)))
