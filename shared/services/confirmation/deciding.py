"""Confirming, rejecting and withdrawing what was proposed."""

from __future__ import annotations

from typing import Any

from shared.access import ScopedSession, elevated
from shared.access.account_actor import load_actor
from shared.access.actor import Actor
from shared.access.permission_denied import PermissionDenied
from shared.access.permissions import Action, permission_for
from shared.errors import UserError
from shared.indicators.change_impact import Changes
from shared.locale import _
from shared.models import ChangeKind, ChangeState, ProposedChange
from shared.services import records, system_reasons
from shared.services.commit import carry_out, write_trail
from shared.services.doubts import doubt_key, translate_doubt

from .change_values import RecordChange, load_changes, restore_act
from .decisions import keep_decision
from .overtaken import return_overtaken
from .replay import load_record, replay
from .seen_records import changed_meanwhile

AREAS: dict[str, str] = {
    ChangeKind.RECOGNITION: "recognition",
    ChangeKind.AMOUNT: "recognition",
    ChangeKind.STANDARD: "parameters",
    ChangeKind.PAYMENT: "assistance",
    ChangeKind.QUOTA: "charity",
    ChangeKind.DIVISION: "regions",
}
"""Whose records a kind changes: the area in which the second person may confirm."""


def may_decide(actor: Actor, proposed: ProposedChange) -> bool:
    """Whether somebody is a second person for it: may confirm there, and did not propose it."""
    permission = permission_for(AREAS[proposed.kind], Action.CONFIRM)
    return actor.login != proposed.proposed_by and actor.has_permission(permission, proposed.region_code)


def confirm(session: ScopedSession, proposed: ProposedChange) -> bool:
    """Do what was proposed, under the name and the rights of who proposed it; the trail names who confirmed.

    All checks are made again: ValidationError for what they refuse, or for doubts that neither the proposer nor
    `session.confirmed` has confirmed. False when a record was changed meanwhile: then the proposal is outdated, and
    nothing else has happened. PermissionDenied unless the actor is a second person.
    """
    _require_second(session, proposed)
    with elevated(session) as system:
        waiting = _load_waiting(system, proposed)
        changes, proposer = load_changes(waiting.changes), load_actor(system, waiting.proposed_by)
        if proposer is None:
            raise UserError(_("The account that proposed this is no longer active. Reject it."))
        is_outdated = any(changed_meanwhile(system, changes))
        if is_outdated:
            keep_decision(session, waiting, ChangeState.OUTDATED)
        known, reason, act = _confirmed_keys(waiting), waiting.reason, waiting.act
    if not is_outdated:
        sentence = system_reasons.in_english(system_reasons.CONFIRMED, login=session.actor.login, reason=reason or "–")
        with ScopedSession(session.connection(), proposer, join_transaction_mode="rollback_only") as hands:
            hands.confirmed, hands.reason = session.confirmed | known, sentence[: records.MAX_REASON_LENGTH]
            done = _carry_out(hands, changes, act)
        return_overtaken(session, done, but=proposed.id)
        with elevated(session) as system:  # after what it confirms: what comes later in the trail nobody has confirmed
            keep_decision(session, _load_waiting(system, proposed), ChangeState.CONFIRMED)
    return not is_outdated


def _carry_out(hands: ScopedSession, changes: list[RecordChange], act: dict[str, Any] | None) -> Changes:
    """Make the changes with the hands of who proposed them, as any unit of work is carried out."""
    try:
        keys = replay(hands, changes, act)
    except PermissionDenied:
        raise UserError(_("Who proposed this may no longer change these records. Reject it.")) from None
    done, _figures = carry_out(hands)
    if act is not None:
        hands.act = restore_act(act, keys)
    write_trail(hands, done)
    return done


def refuse(session: ScopedSession, proposed: ProposedChange, reason: str) -> None:
    """Leave the records as they are; the proposer reads why."""
    _require_second(session, proposed)
    _close(session, proposed, ChangeState.REFUSED, reason)


def withdraw(session: ScopedSession, proposed: ProposedChange, reason: str) -> None:
    """Take an own proposal back."""
    if session.actor.login != proposed.proposed_by:
        raise UserError(_("Only {login} can withdraw this.").format(login=proposed.proposed_by))
    _close(session, proposed, ChangeState.WITHDRAWN, reason)


def _require_second(session: ScopedSession, proposed: ProposedChange) -> None:
    session.actor.require(permission_for(AREAS[proposed.kind], Action.CONFIRM), proposed.region_code)
    if not may_decide(session.actor, proposed):
        raise UserError(_("You proposed this yourself: someone else must confirm it."))


def _load_waiting(system: ScopedSession, proposed: ProposedChange) -> ProposedChange:
    """The proposal, locked; UserError when somebody was faster."""
    waiting: ProposedChange = load_record(system, ProposedChange, proposed.id)
    if waiting.state == ChangeState.OUTDATED:
        raise UserError(_("The records were changed meanwhile: it has to be proposed anew."))
    if waiting.state != ChangeState.WAITING:
        raise UserError(_("This change has already been decided."))
    return waiting


def _close(session: ScopedSession, proposed: ProposedChange, state: ChangeState, reason: str) -> None:
    session.reason = records.require_reason(reason)
    with elevated(session) as system:
        waiting = _load_waiting(system, proposed)
        keep_decision(session, waiting, state, session.reason)


def _confirmed_keys(proposed: ProposedChange) -> frozenset[str]:
    """What the proposer has confirmed, in the language of who reads it now."""
    doubts = [(column, translate_doubt(doubt)) for column, doubt in proposed.doubts]
    figures = [("", translate_doubt(figure)) for figure in proposed.figures]
    return frozenset(doubt_key(*one) for one in (*doubts, *figures))
