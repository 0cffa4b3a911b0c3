"""What must be right or explained before a county submits its month: each rule counts what contradicts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import Select, exists, func, select

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.clock import Period
from shared.indicators.values import load_values
from shared.locale import lazy as _l
from shared.models import EarlyWarning, Person, ProposedChange, Spell, WarningOutcome
from shared.models.proposed_change import ChangeState
from shared.models.region import prefix_of

JUMP_PERCENT = 10
"""From so many of a hundred on, a change from one month to the next wants an explanation."""
POPULATION = "low_income_population"


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
        return str(self.rule.text).format(n=f"{self.count:,}", percent=JUMP_PERCENT)


def find_violations(session: ScopedSession, county: str, month: Period) -> list[ValidationFinding]:
    """What the rules find in a county; nothing where all is right. The same for whoever looks."""
    with elevated(session) as system:
        counts = [(rule, rule.count(system, county, month)) for rule in RULES]
    return [ValidationFinding(rule, count) for rule, count in counts if count]


def _counting(query: Callable[[str, Period], Select[Any]]) -> Callable[[ScopedSession, str, Period], int]:
    """A rule that counts the rows of a query."""
    return lambda session, county, month: session.scalar(query(county, month)) or 0


def _dead_recipients(county: str, month: Period) -> Select[Any]:
    """Who died before the month began and still was a recipient when it ended."""
    in_force = Spell.retired_on.is_(None), Spell.is_in_force(month.end), in_subtrees(Spell.region_code, _inside(county))
    died = select(Person.id).where(Person.retired_on.is_(None), Person.died_on < month.start)
    return select(func.count(Spell.person_id.distinct())).where(*in_force, Spell.person_id.in_(died))


def _overdue_warnings(county: str, month: Period) -> Select[Any]:
    """Warnings whose due date had passed when the month ended, still without an outcome then."""
    decided = exists().where(
        WarningOutcome.warning_id == EarlyWarning.id,
        WarningOutcome.retired_on.is_(None),
        WarningOutcome.decided_on <= month.end,
    )
    own = EarlyWarning.retired_on.is_(None), in_subtrees(EarlyWarning.region_code, _inside(county))
    return select(func.count(EarlyWarning.id)).where(*own, EarlyWarning.due_on < month.end, ~decided)


def _waiting_changes(county: str, _month: Period) -> Select[Any]:
    """Changes of records that a second person has not decided."""
    own = in_subtrees(ProposedChange.region_code, _inside(county))
    return select(func.count(ProposedChange.id)).where(own, ProposedChange.state == ChangeState.WAITING)


def _invalid_numbers(county: str, month: Period) -> Select[Any]:
    """Recipients whose identity number is wrong or contradicts their birth date or sex."""
    own = Spell.retired_on.is_(None), Spell.is_in_force(month.end), in_subtrees(Spell.region_code, _inside(county))
    wrong = select(Person.id).where(Person.retired_on.is_(None), Person.identity_valid.is_(False))
    return select(func.count(Spell.person_id.distinct())).where(*own, Spell.person_id.in_(wrong))


def _jump(session: ScopedSession, county: str, month: Period) -> int:
    """By how many people the low-income population moved since the month before, where that is much."""
    values = load_values(session, [POPULATION], [county], [month.previous, month])
    before, after = (int(one.numerator or 0) for one in values) if len(values) == 2 else (0, 0)
    return abs(after - before) if abs(after - before) * 100 >= JUMP_PERCENT * max(before, 1) else 0


def _inside(county: str) -> tuple[str, ...]:
    return (prefix_of(county),)


RULES = (
    ValidationRule(
        "dead_recipients",
        _l("{n} people who died in an earlier month are still recipients."),
        _counting(_dead_recipients),
    ),
    ValidationRule("jump", _l("The low-income population changed by {n} people, {percent} % or more."), _jump),
    ValidationRule(
        "waiting_changes", _l("{n} changes of records still await confirmation."), _counting(_waiting_changes)
    ),
    ValidationRule(
        "overdue_warnings", _l("{n} warnings were past their due date and not decided."), _counting(_overdue_warnings)
    ),
    ValidationRule("invalid_numbers", _l("{n} recipients have a wrong identity number."), _counting(_invalid_numbers)),
)
RULES_BY_KEY = {rule.key: rule for rule in RULES}


def from_step(findings: list[dict[str, Any]]) -> list[ValidationFinding]:
    """The findings that a step keeps, with their explanations; rules that are gone are left out."""
    known = [one for one in findings if one["rule"] in RULES_BY_KEY]
    return [ValidationFinding(RULES_BY_KEY[one["rule"]], one["count"], one["explanation"]) for one in known]
