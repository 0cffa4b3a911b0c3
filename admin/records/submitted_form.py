"""The form of a change that goes to a second person: kept with it, and filled in again when it comes back."""

from __future__ import annotations

from typing import Any

from flask import request

from shared.models import ChangeState, ProposedChange

SHOW_AGAIN = "show"  # sent along to see the form again, as typed, and save nothing
OMITTED = {"csrf_token", "version", "submission_token", "confirmed", SHOW_AGAIN}
SEALED = "identity"
"""In the name of a field whose value is stored under seal only."""
RETURNED = (ChangeState.REFUSED, ChangeState.OUTDATED, ChangeState.WITHDRAWN)


def submitted_form() -> dict[str, Any]:
    """Address and fields of the present request, without what belongs to this sending alone, or is sealed."""
    names = [name for name in request.form if name not in OMITTED and SEALED not in name]
    fields = [[name, value] for name in names for value in request.form.getlist(name)]
    return {"url": request.script_root + request.full_path.rstrip("?"), "fields": fields}


def form_to_begin_again(proposed: ProposedChange, login: str) -> dict[str, Any] | None:
    """For who proposed what was not done: the form as it was sent; None where there is none."""
    is_own = proposed.proposed_by == login and proposed.state in RETURNED
    return proposed.submitted if is_own else None
