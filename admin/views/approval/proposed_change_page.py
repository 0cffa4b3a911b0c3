"""The page of a proposal: what changes from what to what for whom, what was doubted, and the family."""

from __future__ import annotations

from typing import Any

from admin.display import region_names
from admin.display.division_plans import division_lines, preview_lines, undo_lines
from admin.display.proposed_records import proposed_records
from admin.display.waiting_changes import days_waiting
from admin.records.detail_page import DetailPage
from admin.records.submitted_form import form_to_begin_again
from admin.request import context
from shared.access import elevated
from shared.clock import today
from shared.models import ChangeKind, ChangeState, DivisionChange, ProposedChange
from shared.models.region import path_of
from shared.services import subjects
from shared.services.confirmation.change_values import load_changes
from shared.services.confirmation.deciding import may_decide
from shared.services.confirmation.inbox import count_to_decide, next_to_decide
from shared.services.confirmation.seen_records import changed_meanwhile
from shared.services.division_changes.previewing import count_following
from shared.services.division_changes.undoing import count_moved_back
from shared.services.division_changes.waiting import read_proposal
from shared.services.doubts import translate_doubt
from shared.services.household_composition import load_family


class ProposedChangePage(DetailPage):
    """One proposal."""

    def load_content(self, record: ProposedChange) -> dict[str, Any]:
        """What the second person needs to see to decide."""
        session, family = context.session(), record.household_id
        changed = changed_meanwhile(session, load_changes(record.changes), is_locked=False)
        region_names.preload(path_of(record.region_code))
        content = {
            "related": [],
            "changes": [],
            "records": proposed_records(record.changes),
            "confirmed_doubts": [translate_doubt(doubt) for _column, doubt in record.doubts],
            "figures": [translate_doubt(figure) for figure in record.figures],
            "members": load_family(family, today(), session, session).members if family else [],
            "days": days_waiting(record),
            "begin_again": form_to_begin_again(record, context.actor().login),
            "division_lines": _division_lines(record) if record.kind == ChangeKind.DIVISION else [],
            "is_outdated": record.state == ChangeState.WAITING and any(changed),
        }
        return content | _decisions(record)

    def people_shown(self, record: ProposedChange, content: dict[str, Any]) -> set[int]:
        """The family, and the person it is about."""
        people = subjects.people_in(context.system_reader(), [record])
        return people | {member.person_id for member in content["members"]}


def _division_lines(record: ProposedChange) -> list[str]:
    """Which divisions begin and end, and as long as it waits what would follow them or go back."""
    with elevated(context.session()) as system:
        found = read_proposal(system, record)
        if found is None:
            return []
        if record.state != ChangeState.WAITING:
            return list(division_lines(found.declared))
        if found.undone is None:
            return list(preview_lines(found.declared, count_following(system, found.declared)))
        change = system.get_one(DivisionChange, found.undone)
        back = [] if change.retired_on else count_moved_back(system, change)
        return list(undo_lines(found.declared, back))


def _decisions(record: ProposedChange) -> dict[str, Any]:
    """What the user may decide, and what comes next."""
    session, actor = context.session(), context.actor()
    is_waiting = record.state == ChangeState.WAITING
    may = is_waiting and may_decide(actor, record)
    return {
        "may_decide": may,
        "may_withdraw": is_waiting and record.proposed_by == actor.login,
        "following": next_to_decide(session, record) if may else None,
        "left": count_to_decide(session) if may else 0,
    }
