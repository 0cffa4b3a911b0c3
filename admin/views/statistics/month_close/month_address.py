"""The month and the region that an address of the monthly close names."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request, url_for

from admin.request import context
from shared.access import Permission
from shared.clock import Period
from shared.errors import DatabaseUnavailableError, UserError
from shared.services import commit_with_retry
from shared.services.service_errors import ValidationError


def requested_month() -> Period:
    """The month of the address; 404 for what is none."""
    try:
        month = Period.parse(request.args.get("month", ""))
    except ValueError:
        abort(404)
    return month if month.is_month else abort(404)


def requested_region() -> str:
    """The region of the address, where the user reads figures; 404 elsewhere."""
    code = request.args.get("region", "")
    return code if context.actor().has_permission(Permission.FIGURES_READ, code) and code.isdigit() else abort(404)


def month_url(month: Period) -> str:
    """The page of a month."""
    return url_for("month_step.month_view", month=month.key)


def county_month_url(month: Period, county: str) -> str:
    """The page of the month of a county."""
    return url_for("month_step.county_view", month=month.key, region=county)


def attempt(act: Callable[[], object]) -> dict[str, str]:
    """Do something in one transaction; what is wrong, by field, where it was refused. Nothing is saved then."""
    session = context.session()
    try:
        commit_with_retry(session, act)
    except ValidationError as error:
        session.rollback()
        return error.fields
    except DatabaseUnavailableError:
        raise
    except UserError as error:
        session.rollback()
        return {"": str(error)}
    return {}
