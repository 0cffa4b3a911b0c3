"""What is open or due for a household or a person, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, null, or_, select
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from shared.clock import Period, today
from shared.locale import _
from shared.models import (
    Delivery,
    EarlyWarning,
    ExitReason,
    HomeVisit,
    HouseholdTransfer,
    OutcomeResult,
    Person,
    Receipt,
    SolarInstallation,
    Spell,
    Tier,
    TransferState,
    WarningOutcome,
    WarningResponse,
)
from shared.models.labelled_enum import label_of
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS
from shared.services import moved_families
from shared.services.benefit_stops import watched_until
from shared.services.checks.months import add_months

from . import timeline_texts as texts
from .family_links import FAMILY_LINKS
from .timeline_subjects import TimelineSubject

MAX_OF_A_KIND = 50
UNWATCHED_REASONS = (ExitReason.DIED, ExitReason.MOVED, ExitReason.TIER_CHANGE, ExitReason.DIVISION)
"""Reasons for an exit after which nobody is watched."""


@dataclass(frozen=True, eq=False)
class OpenSource:
    """One sort of open matter: of which records, under which condition, due when, in which words.

    `term` counts the day instead, where the law says how long; what has none, or is over, is not open.
    """

    model: Any
    condition: Callable[[], ColumnElement[bool]]
    due: Any
    describe: Callable[[Any], str]
    loaded: tuple[ExecutableOption, ...] = ()
    term: Callable[[Session, Any], date | None] | None = None


@dataclass(frozen=True)
class OpenMatter:
    """One thing to do. `due_on`: by when; None where no day is set."""

    source: OpenSource
    record: Any
    person_id: int | None
    due_on: date | None
    person_name: str = ""

    @property
    def text(self) -> str:
        """What is open, in the reader's language."""
        return self.source.describe(self.record)

    @property
    def days_left(self) -> int | None:
        """Days until it is due; below zero once that day has passed."""
        return None if self.due_on is None else (self.due_on - today()).days


def _without(model: Any, link: Any, key: Any) -> ColumnElement[bool]:
    return ~exists(select(model.id).where(link == key, model.retired_on.is_(None)))


def _is_eligible_without_assistance() -> ColumnElement[bool]:
    eligible = EarlyWarning.outcome.has(WarningOutcome.result == OutcomeResult.ELIGIBLE)
    return and_(eligible, _without(WarningResponse, WarningResponse.warning_id, EarlyWarning.id))


def _has_died() -> ColumnElement[bool]:
    """The person died in a month before this one, and the recognition goes on."""
    died = select(Person.id).where(Person.id == Spell.person_id, Person.died_on < Period.month_of(today()).start)
    return and_(Spell.is_in_force(today()), died.exists())


def _is_ending() -> ColumnElement[bool]:
    """A move or a change of divisions ends a recognition only to go on in the new place."""
    ends_here = or_(Spell.exit_reason.is_(None), Spell.exit_reason.not_in((ExitReason.MOVED, ExitReason.DIVISION)))
    return and_(Spell.is_in_force(today()), Spell.end_on.is_not(None), ends_here)


def _has_stopped() -> ColumnElement[bool]:
    """Benefits of the person stopped some time ago, not by a death or a move, and none began since."""
    again = aliased(Spell)
    since = select(again.id).where(
        again.person_id == Spell.person_id, again.retired_on.is_(None), again.start_on >= Spell.end_on
    )
    first_day = add_months(today(), -EXIT_WATCH_MONTHS.highest)
    reasons = Spell.exit_reason.not_in(UNWATCHED_REASONS)
    return and_(Spell.end_on.between(first_day, today()), reasons, ~since.exists())


def _ends(spell: Spell) -> str:
    return _("Benefits end: {tier}").format(tier=label_of(Tier, spell.tier))


WARNING = OpenSource(EarlyWarning, lambda: and_(EarlyWarning.is_open), EarlyWarning.due_on, texts.warning)
VISIT = OpenSource(
    HomeVisit, lambda: and_(HomeVisit.done_on.is_(None), EarlyWarning.is_open), HomeVisit.planned_on, texts.home_visit
)
TRANSFER = OpenSource(
    HouseholdTransfer,
    lambda: HouseholdTransfer.state == TransferState.OFFERED,
    HouseholdTransfer.moves_on,
    texts.transfer,
)
DEATH = OpenSource(Spell, _has_died, null(), lambda _spell: _("Deceased, but still receiving benefits"))
ASSISTANCE = OpenSource(
    EarlyWarning,
    _is_eligible_without_assistance,
    null(),
    lambda _warning: _("Eligible after a warning; no assistance is recorded yet"),
)
RECEIPT = OpenSource(
    Delivery,
    lambda: _without(Receipt, Receipt.delivery_id, Delivery.id),
    null(),
    lambda record: _("Not signed for yet: {cycle}").format(cycle=texts.cycle_name(record.cycle)),
    (joinedload(Delivery.cycle),),
)
SOLAR = OpenSource(
    SolarInstallation,
    lambda: SolarInstallation.connected_on.is_(None),
    null(),
    lambda _record: _("Solar installation not yet connected to the grid"),
)
ENDING = OpenSource(Spell, _is_ending, Spell.end_on, _ends)

WATCH = OpenSource(
    Spell,
    _has_stopped,
    null(),
    lambda spell: _("Benefits stopped; watched until the day: {tier}").format(tier=label_of(Tier, spell.tier)),
    term=watched_until,
)

OPEN_SOURCES = (WARNING, VISIT, TRANSFER, DEATH, ASSISTANCE, RECEIPT, SOLAR, ENDING, WATCH)


def load_open_matters(subject: TimelineSubject) -> list[OpenMatter]:
    """What is due first, the earliest day before later ones; then what is open without a day. One query a sort."""
    found = [matter for source in OPEN_SOURCES for matter in _load(subject, source)]
    names = moved_families.names_of(
        subject.session, subject.system, subject.family, {one.person_id for one in found if one.person_id is not None}
    )
    named = [OpenMatter(m.source, m.record, m.person_id, m.due_on, names.get(m.person_id or 0, "")) for m in found]
    return sorted(named, key=lambda matter: matter.due_on or date.max)


def _load(subject: TimelineSubject, source: OpenSource) -> Iterator[OpenMatter]:
    reader, model = subject.reader(source.model), source.model
    if reader is None:
        return
    person = FAMILY_LINKS[model].person
    query = select(model, source.due, null() if person is None else person).where(source.condition())
    if hasattr(model, "retired_on"):
        query = query.where(model.retired_on.is_(None))
    query = subject.narrow(query.options(*source.loaded), model).order_by(model.id.desc()).limit(MAX_OF_A_KIND)
    for record, due_on, person_id in reader.execute(query):
        day = source.term(subject.system, record) if source.term else due_on
        if source.term is None or (day is not None and day > today()):
            yield OpenMatter(source, record, person_id, day)
