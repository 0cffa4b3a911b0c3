"""What must be right or explained before a county submits its month: each rule counts what contradicts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import Select

from shared.access import ScopedSession, elevated
from shared.clock import Period
from shared.locale import lazy as _l

from . import figure_checks, record_checks


@dataclass(frozen=True)
class ValidationRule:
    """`text` says with `{n}` what was found; `count` counts it in a county as its month ended."""

    key: str
    text: LazyProxy
    count: Callable[[ScopedSession, str, Period], int]


@dataclass(frozen=True)
class ValidationFinding:
    """What a rule found in a county, and the explanation that was given for it."""

    rule: ValidationRule
    count: int
    explanation: str = ""

    @property
    def text(self) -> str:
        """The finding in words."""
        return str(self.rule.text).format(n=f"{self.count:,}", percent=figure_checks.JUMP_PERCENT)


def find_violations(session: ScopedSession, county: str, month: Period) -> list[ValidationFinding]:
    """What the rules find in a county; nothing where all is right. The same for whoever looks."""
    with elevated(session) as system:
        counts = [(rule, rule.count(system, county, month)) for rule in RULES]
    return [ValidationFinding(rule, count) for rule, count in counts if count]


def _counting(query: Callable[[str, Period], Select[Any]]) -> Callable[[ScopedSession, str, Period], int]:
    """A rule that counts the rows of a query."""
    return lambda session, county, month: session.scalar(query(county, month)) or 0


RULES = (
    ValidationRule(
        "dead_recipients",
        _l("{n} people who died in an earlier month are still recipients."),
        _counting(record_checks.dead_recipients),
    ),
    ValidationRule(
        "stock_difference",
        _l("Last month's low-income population with entries and without exits differs from this month's by {n}."),
        figure_checks.stock_difference,
    ),
    ValidationRule(
        "jump", _l("The low-income population changed by {n} people, {percent} % or more."), figure_checks.jump
    ),
    ValidationRule(
        "unusual_figures",
        _l("{n} of entries, exits, warnings and temporary assistance lie far from the last 12 months."),
        figure_checks.unusual_figures,
    ),
    ValidationRule(
        "silent_figures",
        _l("{n} of entries, exits, warnings and temporary assistance are 0, which they were in no month before."),
        figure_checks.silent_figures,
    ),
    ValidationRule(
        "unpaid_households",
        _l("{n} dibao households of the whole month are on no payment list."),
        _counting(record_checks.unpaid_households),
    ),
    ValidationRule(
        "payments_without_recognition",
        _l("{n} payments for the month went to households that were not recognised in it."),
        _counting(record_checks.payments_without_recognition),
    ),
    ValidationRule(
        "exceeded_quotas",
        _l("In {n} programme cycles more was delivered than the quota of the county."),
        _counting(record_checks.exceeded_quotas),
    ),
    ValidationRule(
        "waiting_changes",
        _l("{n} changes of records still await confirmation."),
        _counting(record_checks.waiting_changes),
    ),
    ValidationRule(
        "overdue_warnings",
        _l("{n} warnings were past their due date and not decided."),
        _counting(record_checks.overdue_warnings),
    ),
    ValidationRule(
        "invalid_numbers",
        _l("{n} recipients have a wrong identity number."),
        _counting(record_checks.invalid_numbers),
    ),
    ValidationRule(
        "missing_residents",
        _l("No number of residents is known for this county and year: rates have no base."),
        figure_checks.missing_residents,
    ),
    ValidationRule(
        "missing_standard", _l("No dibao standard is in force on the last day."), figure_checks.missing_standard
    ),
    ValidationRule(
        "standard_outside_band",
        _l("The dibao standard lies outside the range set by law."),
        figure_checks.standard_outside_band,
    ),
)
RULES_BY_KEY = {rule.key: rule for rule in RULES}


def from_step(findings: list[dict[str, Any]]) -> list[ValidationFinding]:
    """The findings that a step keeps, with their explanations; rules that are gone are left out."""
    known = [one for one in findings if one["rule"] in RULES_BY_KEY]
    return [ValidationFinding(RULES_BY_KEY[one["rule"]], one["count"], one["explanation"]) for one in known]
